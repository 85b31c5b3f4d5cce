"""The smallest Textual program: one Static. What the assistant's start and memory are measured beside."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class OneStatic(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Goedendag")


if __name__ == "__main__":
    OneStatic().run()
