"""What is said beside a result: done all the same, but worth knowing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning. `text` is a Dutch source text with `{fact}` placeholders, translated where it is shown."""

    code: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The filled Dutch text."""
        return self.text.format_map(dict(self.facts))

    def as_json(self) -> dict[str, str]:
        """Return the warning as it stands in a result."""
        return {"code": self.code, "message": self.message}
