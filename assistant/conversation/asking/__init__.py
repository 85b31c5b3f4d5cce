"""Any question: found among the words, rules, troubles, people, screens and steps that the tables and guides hold."""
