"""Lists that a coordinator has: organisations, and facilities with their HCO numbers."""
