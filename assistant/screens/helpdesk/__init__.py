"""The help desk on the screen: find someone, see what is wrong where, and mend it (interface §4 and §5)."""
