"""What the portal shows or exports, read back: its lists of users."""
