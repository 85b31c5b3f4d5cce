"""The pieces of the screens. Each is data in and messages out, and runs alone."""
