"""The tree of an enterprise in an encrypted store: tables, actions, ledger, exchange."""
