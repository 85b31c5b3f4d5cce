"""How far organisations are, as a file for other programs, for a spreadsheet or for paper (`readiness/1`, interface §6)."""
