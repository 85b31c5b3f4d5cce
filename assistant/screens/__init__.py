"""The full-screen door: the same conversation as the plain one, drawn with Textual."""
