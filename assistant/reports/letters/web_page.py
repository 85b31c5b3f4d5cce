"""A letter as one HTML file: readable on a screen and on paper, nothing fetched from anywhere, no script in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from assistant.conversation.turn import Field, Rich
from assistant.reports.letters.letter import Help, Letter, Others, Task
from assistant.reports.letters.wording import Words

STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 "Noto Sans", "Segoe UI", Helvetica, Arial, sans-serif; color: #1a1a1a; background: #fff;
       max-width: 44rem; margin: 2.5rem auto; padding: 0 1.25rem; overflow-wrap: anywhere; }
header { border-bottom: 1.5pt solid #1a1a1a; padding-bottom: .8rem; margin-bottom: 1.2rem; }
h1 { font-size: 1.9rem; line-height: 1.15; margin: 0 0 .3rem; }
header p { margin: 0; }
.about { color: #555; margin-top: .5rem !important; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
ul, ol { margin: 0; padding-left: 1.3rem; }
li { margin: .15rem 0; }
.bring { list-style: none; padding-left: 0; }
.bring li { padding-left: 1.7rem; position: relative; }
.bring li::before { content: ""; position: absolute; left: 0; top: .3em; width: .75em; height: .75em;
                    border: 1pt solid #1a1a1a; border-radius: 2px; }
small, .quiet { color: #555; font-size: .9em; }
.step { position: relative; padding-left: 2.6rem; margin: 1.4rem 0; break-inside: avoid; }
.step h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
.number { position: absolute; left: 0; top: -.1em; width: 1.7rem; height: 1.7rem; line-height: 1.7rem; text-align: center;
          border: 1.2pt solid #1a1a1a; border-radius: 50%; font-weight: 700; }
.step p { margin: .3rem 0; }
table { border-collapse: collapse; margin: .3rem 0; }
td { padding: .1rem .8rem .1rem 0; vertical-align: top; }
.others { border-left: 3pt solid #bbb; padding-left: .9rem; margin: 1.2rem 0; color: #333; }
.others h2 { margin: 0 0 .2rem; font-size: 1rem; }
.others ul { list-style: none; padding: 0; }
footer { border-top: .75pt solid #bbb; margin-top: 1.8rem; padding-top: .2rem; }
a { color: inherit; }
@page { size: A4; margin: 18mm 20mm; }
@media print { html { font-size: 11px; } a { text-decoration: none; }
               body { margin: 0; padding: 0; max-width: none; font-size: 9pt; line-height: 1.35; } }
""".strip()


def as_html(letter: Letter) -> str:
    """The letter as a whole document, in the language of its reader."""
    say = Words(letter)
    body = "\n".join(_body(letter, say))
    return (
        f'<!doctype html>\n<html lang="{escape(letter.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(say.subject)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _body(letter: Letter, say: Words) -> Iterator[str]:
    yield f"<header>\n<h1>{escape(say.title)}</h1>\n<p><strong>{_text(say.to)}</strong></p>"
    about = " · ".join(filter(None, (letter.about, say.sender, say.day)))
    yield f'<p class="about">{_text(about)}</p>\n</header>\n<main>'
    if letter.bring:
        missing = f"<br><small>{escape(say.missing)} "
        things = (
            _rich(one.text) + (f"{missing}{_rich(one.missing)}</small>" if one.missing else "") for one in letter.bring
        )
        yield f'<h2>{escape(say.bring)}</h2>\n<ul class="bring">{_items(things)}</ul>'
    if not letter.tasks:
        yield f"<p>{escape(say.nothing)}</p>"
    for part in letter.parts:
        yield _task(part, say) if isinstance(part, Task) else _others(part)
    if letter.outside:
        yield f"<h2>{escape(say.outside)}</h2>\n<ul>{_items(map(_rich, letter.outside))}</ul>"
    if letter.waits:
        lines = (f"<strong>{escape(say.when(one))}</strong> {_text(one.title)}<br>{_text(one.text)}" for one in letter.waits)
        yield f"<h2>{escape(say.waits)}</h2>\n<ul>{_items(lines)}</ul>"
    yield from (f'<p class="quiet">{_rich(note)}</p>' for note in letter.notes)
    contacts = _items(_contact(one, say) for one in letter.help)
    yield f"</main>\n<footer>\n<h2>{escape(say.help)}</h2>\n<ul>{contacts}</ul>\n</footer>"


def _task(task: Task, say: Words) -> str:
    parts = [f'<section class="step">\n<span class="number">{task.number}</span>\n<h3>{_rich(task.title)}</h3>']
    clicks = [_rich(click) for click in (*task.place, *task.clicks)]
    if task.address:
        clicks.insert(0, say.where("\0").replace("\0", _link(task.address)))
    if clicks:
        parts.append(f"<ul>{_items(clicks)}</ul>")
    if task.fields:
        rows = "".join(map(_field, task.fields))
        parts.append(f"<p>{escape(say.fill)}</p>\n<table>{rows}</table>")
    if task.success:
        parts.append(f"<p>{escape(say.success())} {_rich(task.success)}</p>")
    if task.again:
        parts.append(f"<p>{escape(say.again)}</p>\n<ul>{_items(map(_rich, task.again))}</ul>")
    parts += [f"<p>{_rich(after)}</p>" for after in task.after]
    return "\n".join((*parts, "</section>"))


def _others(part: Others) -> str:
    return f'<section class="others">\n<h2>{escape(part.title)}</h2>\n<ul>{_items(map(_rich, part.lines))}</ul>\n</section>'


def _field(field: Field) -> str:
    note = f" <small>({_rich(field.note)})</small>" if field.note else ""
    return f"<tr><td>{escape(field.label)}</td><td><strong>{_text(field.value)}</strong>{note}</td></tr>"


def _contact(one: Help, say: Words) -> str:
    return f"<strong>{_text(one.name)}</strong><br>{_text(say.contact(one))}"


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{line}</li>" for line in lines)


def _rich(line: Rich) -> str:
    """A line; labels of the portal stand out and are quoted, what a person wrote keeps its own direction."""
    return "".join(map(_span, ((span.text, span.kind) for span in line)))


def _span(span: tuple[str, str]) -> str:
    text, kind = span
    if kind == "label":
        return f"<strong>‘{escape(text)}’</strong>"
    if kind == "strong":
        return f"<strong>{_text(text)}</strong>"
    return _text(text) if kind == "value" else escape(text)


def _text(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>" if not text.isascii() else escape(text)
