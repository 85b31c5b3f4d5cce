"""What is said when something typed, or found in a file, has no acceptable form."""

from __future__ import annotations


class Malformed(ValueError):
    """Input that was refused for its form: one clear message with what to do.

    `code` names the fault for programs and tests ("too-short"); `text` is the Dutch source text with `{fact}`
    placeholders, translated where it is shown; `facts` fills them. `str()` is the filled Dutch text. The whole
    input is never among the facts: it may be very long, or a secret.
    """

    def __init__(self, code: str, text: str, **facts: object) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text
        self.facts = facts

    def __str__(self) -> str:
        return self.text.format_map(self.facts)
