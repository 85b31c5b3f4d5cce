"""The full screen: chat, tree, progress, help desk, overview. All that knows of Textual is here."""

import os

# Textual paints at most so often a second; a question that is ready waits for the next time. It reads this when imported.
os.environ.setdefault("TEXTUAL_FPS", "240")
