"""The one gateway for text: what people type, files hold and guides say becomes `Content` here and nowhere else.

Nothing is ever read as markup: `[/]` and `[BE0123]` come out as they are. What could move the cursor or turn a line around
is replaced (domain `printable`), and joiners that make a terminal miscount its columns are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.content import Content, Span
from textual.style import Style

from assistant.conversation.turn import Rich, SpanKind
from assistant.domain.printable import printable

Said = str | Rich | Content
"""What may be shown: plain text, a turn's pieces, or content made here earlier."""

STYLES: dict[SpanKind, str] = {
    "label": "bold $accent",
    "value": "bold",
    "term": "underline",
    "link": "underline $primary",
    "strong": "bold",
}
"""How each meaning looks. A label keeps its quotes too, so that nothing hangs on colour."""

QUIET = "$text-muted"
"""The style of what may be overlooked."""

_LONGEST = 12_000
_UNCOUNTABLE = str.maketrans("", "", "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\ufe0e\ufe0f")


def clean(text: str) -> str:
    """Text that a terminal can show, its lines kept, cut off where no reader would come."""
    shown = printable(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
    return shown if shown.isascii() else shown.translate(_UNCOUNTABLE)


def one_line(text: str, longest: int = 200) -> str:
    """Text for a place that has one line: lines joined, an ellipsis where it is cut."""
    line = " ".join(clean(text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def content(said: Said, style: str | Style = "") -> Content:
    """Anything that is said, as content; `style` lies under the meanings of its pieces."""
    if isinstance(said, Content):
        return said.stylize_before(style) if style else said
    if isinstance(said, str):
        return _styled(clean(said), style)
    parts = []
    for span in said:
        text = clean(span.text)
        if span.kind == "label":
            text = f"‘{text}’"
        parts.append(_styled(text, STYLES.get(span.kind, "")))
    joined = Content("").join(parts)
    return joined.stylize_before(style) if style else joined


def join(parts: Iterable[Said], between: str = " ") -> Content:
    """Several pieces as one."""
    return Content(between).join([content(part) for part in parts])


def meant(text: str, meta: Mapping[str, object], style: str = "") -> Content:
    """A piece of text that does something when clicked: `meta` is what its widget reads from the click."""
    shown = _styled(clean(text), style)
    return shown.stylize(Style.from_meta(meta)) if shown else shown


def _styled(text: str, style: str | Style) -> Content:
    return Content(text, [Span(0, len(text), style)] if style and text else None)
