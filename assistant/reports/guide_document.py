"""A guide as one document to read, as a diagram, or as JSON: each drawn from the flow itself (`guides show`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

import msgspec

from assistant.conversation.flow import Ask, Condition, Guide, Portal, Section, Step
from assistant.conversation.machine import SECTION_END
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.domain.labels import labels
from assistant.domain.ways import whole_way
from assistant.domain.words import words
from assistant.reports.guide_routes import condition_words, loop_words, ways_from

WIDTH = 100

KIND_WORDS: Mapping[str, str] = {
    "choice": words("een van de mogelijkheden"),
    "multi": words("een of meer van de mogelijkheden"),
    "yes-no": words("ja of nee"),
    "text": words("een tekst"),
    "count": words("een aantal"),
    "enterprise-number": words("een ondernemingsnummer"),
    "insz": words("een rijksregisternummer (INSZ)"),
    "hco": words("een HCO-nummer"),
    "rsz": words("een RSZ-nummer"),
    "username": words("een gebruikersnaam"),
    "date": words("een datum"),
    "moment": words("een tijdstip"),
    "email": words("een e-mailadres"),
    "telephone": words("een telefoonnummer"),
    "people": words("een lijst personen"),
    "password": words("een wachtwoord, dat niet bewaard wordt"),
}
"""What each kind of answer is, for a reader."""


def guide_text(guide: Guide, texts: Texts) -> str:
    """A guide as a document of plain text: every section, step, way on and source. Facts not known yet show as `…`."""
    return "\n".join(_Document(guide, texts).lines()) + "\n"


class _Document:
    """The lines of one guide's document."""

    def __init__(self, guide: Guide, texts: Texts) -> None:
        self._guide = guide
        self._texts = texts

    def lines(self) -> Iterator[str]:
        """All lines, from the title to the last page."""
        head = self._guide.head
        title = self._texts.text(head.title, head.id)
        yield from (title, "=" * len(title), "")
        yield from self._told(head.about, "", head.id)
        yield from self._told(words("Bron: {source}"), "", source=head.source)
        for number, section in enumerate(self._guide.sections, 1):
            yield ""
            yield from self._section(number, section)
        if head.done:
            yield ""
            yield from self._told(words("Tot slot"), "")
            yield from self._told(head.done, "  ", head.id)

    def _section(self, number: int, section: Section) -> Iterator[str]:
        title = f"{number}. {self._texts.text(section.title, section.id)}"
        yield from (title, "-" * len(title))
        yield from self._told(section.about, "", section.id)
        if section.requires:
            names = {one.id: self._texts.text(one.title, one.id) for one in self._guide.sections}
            needed = ", ".join(names.get(one, one) for one in section.requires)
            yield from self._told(words("Eerst nodig: {sections}"), "", sections=needed)
        if section.repeat:
            yield from self._told(words("Telkens opnieuw voor {loops}"), "", loops=loop_words(section.repeat, self._texts))
        if section.only_if:
            yield from self._told(
                words("Alleen als {condition}"), "", condition=condition_words(section.only_if, self._texts)
            )
        for step in section.steps:
            yield ""
            yield from self._step(section, step)

    def _step(self, section: Section, step: Step) -> Iterator[str]:
        yield f"  [{step.id}]"
        if step.only_if:
            yield from self._told(
                words("Alleen als {condition}"), "    ", condition=condition_words(step.only_if, self._texts)
            )
        yield from self._told(step.text, "  ", step.id)
        yield from self._told(step.help, "    ", step.id)
        if step.ask:
            yield from self._ask(step, step.ask)
        if step.portal:
            yield from self._portal(step, step.portal)
        yield from self._told(step.said, "    ", step.id)
        for way in ways_from(section, step, self._texts):
            if way.why and not (step.ask and any(option.to == way.to for option in step.ask.options)):
                yield from self._told(words("Als {why}: naar {to}"), "    ", why=way.why, to=self._place(way.to))
        if step.source:
            yield from self._told(words("Bron: {source}"), "    ", source=step.source)

    def _ask(self, step: Step, ask: Ask) -> Iterator[str]:
        for option in ask.options:
            line = f"- {plain(self._texts.rich(option.text, step.id))}"
            if option.help:
                line += f" ({plain(self._texts.rich(option.help, step.id))})"
            yield from _wrapped(f"{line} → {self._place(option.to)}" if option.to else line, "    ")
        if ask.options_from:
            source = ask.options_from.catalogue or loop_words(ask.options_from.loops, self._texts)
            yield from self._told(words("Keuze uit {source}"), "    ", source=source)
        if ask.kind != "choice":
            yield from self._told(words("Antwoord: {kind}"), "    ", kind=self._texts.text(KIND_WORDS[ask.kind]))
        if ask.example:
            example = plain(self._texts.rich(ask.example, step.id))
            yield from self._told(words("Bijvoorbeeld: {example}"), "    ", example=example)
        if ask.find_out:
            found = plain(self._texts.rich(ask.find_out, step.id))
            yield from self._told(words("Weet u het niet: {find_out}"), "    ", find_out=found)

    def _portal(self, step: Step, portal: Portal) -> Iterator[str]:
        road = whole_way(portal.way) if portal.way else ()
        if portal.who:
            yield from self._told(words("Wie: {who}"), "    ", who=", ".join(portal.who))
        if road and road[0].address:
            yield from self._told(words("Waar: {address}"), "    ", address=road[0].address)
        clicks = [(click, "ways") for leg in road for click in leg.clicks] + [(click, step.id) for click in portal.clicks]
        for number, (click, context) in enumerate(clicks, 1):
            yield from _wrapped(f"{number}. {plain(self._texts.rich(click, context))}", "    ")
        for field in portal.fill:
            name = labels()[field.field].text if field.field in labels() else field.field
            yield from _wrapped(f"{name}: {plain(self._texts.rich(field.value))}", "      ")
        if portal.success:
            success = plain(self._texts.rich(portal.success, step.id))
            yield from self._told(words("Gelukt als u dit ziet: {success}"), "    ", success=success)
        if portal.after:
            after = plain(self._texts.rich(portal.after, step.id))
            yield from self._told(words("Daarna: {after}"), "    ", after=after)
        if portal.seen:
            codes = ", ".join(seen.code for seen in portal.seen)
            yield from self._told(words("Het scherm kan iets anders zeggen: {codes}"), "    ", codes=codes)

    def _place(self, to: str) -> str:
        return self._texts.text(words("het einde van dit deel")) if to == SECTION_END else to

    def _when(self, condition: Condition) -> str:
        return condition_words(condition, self._texts)

    def _told(self, text: str, indent: str, context: str = "", /, **facts: str) -> Iterator[str]:
        if text:
            yield from _wrapped(plain(self._texts.rich(text, context, facts)), indent)


def _wrapped(line: str, indent: str) -> Iterator[str]:
    yield from fill(
        line, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ).splitlines()


def guide_mermaid(guide: Guide, texts: Texts) -> str:
    """A guide as a Mermaid flowchart: a box a section, a node a step, an arrow for each way on with its reason.

    Questions are rounded, portal steps double-edged; a dotted arrow passes a step over, or leads from a section to the one
    that needs it.
    """
    lines = ["flowchart TD"]
    nodes = {step.id: f"s{n}" for n, step in enumerate((step for part in guide.sections for step in part.steps), 1)}
    for number, section in enumerate(guide.sections, 1):
        nodes_here = nodes | {SECTION_END: f"e{number}"}
        lines.append(f"  subgraph p{number}[{_quoted(f'{number}. {texts.text(section.title, section.id)}')}]")
        lines += [f"    {nodes[step.id]}{_shape(step, texts)}" for step in section.steps]
        lines.append(f"    e{number}(({_quoted(texts.text(words('klaar')))}))")
        for step in section.steps:
            for way in ways_from(section, step, texts):
                arrow = "-.->" if way.passes else "-->"
                why = f"|{_quoted(_short(way.why))}|" if way.why else ""
                lines.append(f"    {nodes[step.id]} {arrow}{why} {nodes_here[way.to]}")
        lines.append("  end")
    places = {section.id: f"p{number}" for number, section in enumerate(guide.sections, 1)}
    lines += [
        f"  {places[needed]} -.-> {places[section.id]}"
        for section in guide.sections
        for needed in section.requires
        if needed in places
    ]
    return "\n".join(lines) + "\n"


def _shape(step: Step, texts: Texts) -> str:
    text = _quoted(_short(plain(texts.rich(step.text, step.id)) or step.id))
    if step.ask:
        return f"({text})"
    return f"[[{text}]]" if step.portal else f"[{text}]"


def _short(text: str, longest: int = 70) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


_MERMAID = str.maketrans({'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "`": "#96;"})


def _quoted(text: str) -> str:
    """Text that Mermaid shows as it is: quoted, and without the characters that mean something inside quotes."""
    return f'"{" ".join(text.split()).translate(_MERMAID)}"'


def guide_json(guide: Guide, texts: Texts) -> dict[str, Any]:
    """A guide as data, `guide/1`: its head and sections as the flow files say, and the ways on from each step."""
    head: dict[str, Any] = msgspec.to_builtins(guide.head)
    sections: list[dict[str, Any]] = [msgspec.to_builtins(section) for section in guide.sections]
    for section, shown in zip(guide.sections, sections, strict=True):
        for step, row in zip(section.steps, shown["steps"], strict=True):
            row["ways"] = [way._asdict() for way in ways_from(section, step, texts)]
    return {"format": "guide/1", **head, "sections": sections}
