"""What is said when the store cannot be opened or used (exit code 3): the cause, and what to do about it."""

from __future__ import annotations


class StoreFault(Exception):
    """The store cannot be opened, read or written.

    `cause` names the fault for programs and tests: `missing-store`, `missing-key`, `wrong-key`, `malformed-key`,
    `not-a-store`, `damaged`, `locked`, `newer`, `older`, `read-only`, `disk-full`, `unreadable`, `unreachable`, `dropped`,
    `no-driver`.
    `text` and `what_to_do` are Dutch source texts with `{fact}` placeholders, translated where they are shown;
    `facts` fills them. `str()` is the filled Dutch of both.
    """

    def __init__(self, cause: str, text: str, what_to_do: str, **facts: object) -> None:
        super().__init__(cause, text, what_to_do)
        self.cause = cause
        self.text = text
        self.what_to_do = what_to_do
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.text} {self.what_to_do}".format_map(self.facts)
