"""A letter as PDF: A4, black on white, its own font inside so that every name prints, on one page where that can be.

What a person wrote is escaped before the typesetter sees it. The same letter gives the same bytes. Importing this module
loads reportlab (half a second): do so where a PDF is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, HRFlowable, KeepTogether, PageTemplate, Paragraph

from assistant.conversation.turn import Rich, Span
from assistant.reports.letters.letter import Letter, Others, Task, Thing
from assistant.reports.letters.wording import Words

FONTS = Path(__file__).resolve().parent / "fonts"
REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
GREY, LIGHT = "#4d4d4d", "#b3b3b3"
MARGIN, FOOT = 18 * mm, 16 * mm
SIZES = (9.5, 9.0, 8.5, 8.0)
"""The sizes of type, in points, that are tried: the largest of those that take the fewest pages is taken."""


def as_pdf(letter: Letter) -> bytes:
    """The letter as a PDF document."""
    best: tuple[bytes, int] | None = None
    for size in SIZES:
        made = _set(letter, size)
        if best is None or made[1] < best[1]:
            best = made
        if best[1] == 1:
            break
    assert best is not None
    return best[0]


def _set(letter: Letter, size: float) -> tuple[bytes, int]:
    """The document in one size of type, and how many pages it takes."""
    _register_fonts()
    say, into = Words(letter), BytesIO()
    document = BaseDocTemplate(
        into, pagesize=A4, invariant=1, lang=letter.language, title=say.subject, author="", subject="",
        creator="Toegangswijzer",
    )  # fmt: skip
    frame = Frame(MARGIN, FOOT, A4[0] - 2 * MARGIN, A4[1] - MARGIN - FOOT, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(list(_Story(letter, say, size).flow()), canvasmaker=_counting(say))
    return into.getvalue(), document.page


@cache
def _register_fonts() -> None:
    for name in (REGULAR, BOLD):
        file = "NotoSans-Regular.ttf" if name == REGULAR else "NotoSans-Bold.ttf"
        registerFont(TTFont(name, str(FONTS / file)))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def _counting(say: Words) -> type[Any]:
    """A canvas that says at the foot of each page which it is of how many; a letter of one page says nothing."""

    class Counting(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **{**named, "initialFontName": REGULAR})
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, 1):
                self.__dict__.update(page)
                if len(self._kept) > 1:
                    self.setFont(REGULAR, 7.5)
                    self.setFillColor(HexColor(GREY))
                    self.drawRightString(A4[0] - MARGIN, FOOT / 2, say.page(number, len(self._kept)))
                super().showPage()
            super().save()

    return Counting


class _Boxed(Paragraph):  # type: ignore[misc]
    """A paragraph behind a box to tick."""

    def draw(self) -> None:
        """The box, then the paragraph."""
        size = self.style.fontSize
        self.canv.setLineWidth(0.8)
        self.canv.rect(0.5, self.height - self.style.leading + size * 0.2, size * 0.75, size * 0.75)
        super().draw()


class _Numbered(Paragraph):  # type: ignore[misc]
    """The title of a step, behind its number in a circle."""

    number = 0

    def draw(self) -> None:
        """The number, then the title."""
        size = self.style.fontSize
        middle = self.height - self.style.leading + size * 0.42
        self.canv.setLineWidth(0.9)
        self.canv.circle(size * 0.85, middle, size * 0.85)
        self.canv.setFont(BOLD, size * 0.95)
        self.canv.drawCentredString(size * 0.85, middle - size * 0.35, str(self.number))
        super().draw()


class _Story:
    """The letter as what flows over the pages, in one size of type."""

    def __init__(self, letter: Letter, say: Words, size: float) -> None:
        self._letter, self._say, self._size = letter, say, size
        indent, wide = size * 2.6, size * 1.1
        body = ParagraphStyle("body", fontName=REGULAR, fontSize=size, leading=size * 1.36, splitLongWords=1)
        quiet = ParagraphStyle("quiet", body, textColor=HexColor(GREY))
        under = ParagraphStyle("under", body, leftIndent=indent)
        self._body, self._quiet, self._under = body, quiet, under
        self._title = ParagraphStyle("title", body, fontName=BOLD, fontSize=size * 2.1, leading=size * 2.7)
        self._to = ParagraphStyle("to", body, fontName=BOLD, fontSize=size * 1.1, leading=size * 1.6)
        self._heading = ParagraphStyle(
            "heading", body, fontName=BOLD, fontSize=size * 1.1, spaceBefore=size, spaceAfter=size * 0.35, keepWithNext=1
        )
        self._step = ParagraphStyle(
            "step", under, fontName=BOLD, fontSize=size * 1.1, leading=size * 1.5, spaceBefore=size, spaceAfter=size * 0.15,
            keepWithNext=1,
        )  # fmt: skip
        self._item = ParagraphStyle("item", body, leftIndent=wide, bulletFontName=REGULAR, bulletFontSize=size)
        self._click = ParagraphStyle("click", self._item, leftIndent=indent + wide, bulletIndent=indent)
        self._box = ParagraphStyle("box", body, leftIndent=size * 1.7, spaceAfter=size * 0.15)

    def flow(self) -> Iterator[Any]:
        """Everything in order."""
        letter, say = self._letter, self._say
        yield from self._head()
        if letter.bring:
            yield Paragraph(escape(say.bring), self._heading)
            yield from map(self._thing, letter.bring)
        if not letter.tasks:
            yield Paragraph(escape(say.nothing), self._heading)
        for part in letter.parts:
            yield self._task(part) if isinstance(part, Task) else self._around(part)
        if letter.outside:
            yield from self._list(say.outside, map(_markup, letter.outside))
        if letter.waits:
            lines = (f"<b>{escape(say.when(one))}</b> {escape(one.title)} {escape(one.text)}" for one in letter.waits)
            yield from self._list(say.waits, lines)
        yield self._foot()

    def _head(self) -> Iterator[Any]:
        letter, say = self._letter, self._say
        yield Paragraph(escape(say.title), self._title)
        yield Paragraph(escape(say.to), self._to)
        yield Paragraph(escape(" · ".join(filter(None, (letter.about, say.sender, say.day)))), self._quiet)
        yield HRFlowable(width="100%", thickness=1.2, color=black, spaceBefore=self._size * 0.7, spaceAfter=0)

    def _thing(self, thing: Thing) -> Any:
        missing = _grey(f"{escape(self._say.missing)} {_markup(thing.missing)}") if thing.missing else ""
        return _Boxed(f"{_markup(thing.text)} {missing}", self._box)

    def _task(self, task: Task) -> Any:
        """One step, kept on one page where it fits on one."""
        title = _Numbered(_markup(task.title), self._step)
        title.number = task.number
        return KeepTogether([title, *self._inside(task)])

    def _inside(self, task: Task) -> Iterator[Any]:
        say = self._say
        if task.address:
            yield self._bullet(escape(say.where(task.address)), self._click)
        yield from (self._bullet(_markup(click), self._click) for click in (*task.place, *task.clicks))
        if task.fields:
            yield Paragraph(escape(say.fill), self._under)
        for field in task.fields:
            note = _grey(f" ({_markup(field.note)})") if field.note else ""
            yield self._bullet(f"{escape(field.label)}: <b>{escape(field.value)}</b>{note}", self._click)
        if task.success:
            yield Paragraph(f"{escape(say.success())} {_markup(task.success)}", self._under)
        if task.again:
            yield Paragraph(escape(say.again), self._under)
        yield from (self._bullet(_markup(one), self._click) for one in task.again)
        yield from (Paragraph(_markup(after), self._under) for after in task.after)

    def _around(self, part: Others) -> Any:
        lines = (self._bullet(_markup(one), self._item) for one in part.lines)
        return KeepTogether([Paragraph(escape(part.title), self._heading), *lines])

    def _foot(self) -> Any:
        say, letter, size = self._say, self._letter, self._size
        rule = HRFlowable(width="100%", thickness=0.6, color=HexColor(LIGHT), spaceBefore=size * 1.2, spaceAfter=size * 0.6)
        notes = (Paragraph(_markup(note), self._quiet) for note in letter.notes)
        lines = (Paragraph(f"{escape(one.name)}: {escape(say.contact(one))}", self._quiet) for one in letter.help)
        return KeepTogether([rule, *notes, Paragraph(f"<b>{escape(say.help)}</b>", self._body), *lines])

    def _list(self, title: str, lines: Iterable[str]) -> Iterator[Any]:
        yield Paragraph(escape(title), self._heading)
        yield from (self._bullet(line, self._item) for line in lines)

    def _bullet(self, markup: str, style: ParagraphStyle) -> Any:
        return Paragraph(markup, style, bulletText="–")


def _markup(line: Rich) -> str:
    """A line as reportlab reads it; labels of the portal stand out and are quoted."""
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.kind == "label":
        return f"<b>‘{text}’</b>"
    return f"<b>{text}</b>" if span.kind == "strong" else text


def _grey(markup: str) -> str:
    return f'<font color="{GREY}">{markup}</font>'
