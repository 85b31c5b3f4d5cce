"""Names that a flow borrows: labels, ways, symptoms, words of the lexicon, readings, the catalogue, shapes of values."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.flow import Ask, Step
from assistant.conversation.lint.checked import Checked
from assistant.conversation.readings import READINGS
from assistant.conversation.shapes import SHAPES
from assistant.conversation.templates import PLACEHOLDER
from assistant.conversation.understand import flat
from assistant.conversation.walk import Place, words_in
from assistant.conversation.worked_out import WORKED_OUT
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import contacts
from assistant.domain.labels import labels
from assistant.domain.lexicon import lexicon
from assistant.domain.rows import RowFault
from assistant.domain.symptoms import symptoms
from assistant.domain.vocabulary import Role
from assistant.domain.ways import ways

TABLES = ("functions", "capacities", "applications", "subdivision-types")


def check(checked: Checked) -> Iterator[RowFault]:
    """Every name that data/ or the program does not know."""
    for place, text in words_in(checked.guide.head):
        yield from (checked.head_fault(place, message) for message in _placeholders(text))
    for number, name in enumerate(checked.guide.head.works_out):
        if name not in WORKED_OUT:
            message = f"'{name}' kan niet uitgewerkt worden; mogelijk: {', '.join(WORKED_OUT)}"
            yield checked.head_fault(("works-out", number), message)
    for section in checked.guide.sections:
        for place, text in words_in(section):
            yield from (checked.fault(section, place, message) for message in _placeholders(text))
        for number, step in enumerate(section.steps):
            for place, message in _step(step):
                yield checked.fault(section, ("steps", number, *place), f"stap '{step.id}': {message}")


def _placeholders(text: str) -> Iterator[str]:
    for found in PLACEHOLDER.finditer(text):
        name, shape = found[1], found[2]
        if name.startswith("label.") and name.removeprefix("label.") not in labels():
            yield f"onbekend label '{name.removeprefix('label.')}' (data/labels.yaml)"
        if shape and shape not in SHAPES:
            yield f"onbekende vorm '{shape}'; mogelijk: {', '.join(SHAPES)}"
    if "{" in PLACEHOLDER.sub("", text):
        yield "een accolade die geen naam omsluit"


def _step(step: Step) -> Iterator[tuple[Place, str]]:
    for number, name in enumerate(step.reads):
        if name not in READINGS:
            yield ("reads", number), f"onbekende lezing '{name}'; mogelijk: {', '.join(READINGS)}"
    for number, name in enumerate(step.terms):
        if name not in lexicon():
            yield ("terms", number), f"'{name}' staat niet in data/lexicon.yaml"
    if step.ask and step.portal:
        yield ("portal",), "een stap vraagt iets of doet iets in het portaal, niet allebei"
    if not step.acts and not (step.text or step.reads or step.set or step.routes):
        yield ("id",), "een stap zonder vraag, tekst of werk"
    if step.do and not step.acts:
        yield ("do",), "alleen een vraag of een stap in het portaal kan handelen"
    yield from _ask(step)
    yield from _portal(step)


def _ask(step: Step) -> Iterator[tuple[Place, str]]:
    ask = step.ask
    if ask is None:
        return
    if not step.text:
        yield ("ask",), "een vraag zonder tekst"
    if ask.kind in ("choice", "multi") and not ask.options and not ask.options_from:
        yield ("ask",), "een keuze zonder mogelijkheden"
    values = [option.value for option in ask.options]
    for number, value in enumerate(values):
        if value in values[:number]:
            yield ("ask", "options", number), f"antwoord '{value}' staat dubbel"
    if ask.typed and ask.typed.as_ not in values:
        yield ("ask", "typed", "as"), f"'{ask.typed.as_}' is geen van de mogelijkheden"
    yield from _said_twice(ask)
    if ask.options_from and ask.options_from.catalogue:
        yield from _catalogue(ask.options_from.catalogue)


def _said_twice(ask: Ask) -> Iterator[tuple[Place, str]]:
    """Words that stand for two options, so that whoever types them gets neither."""
    said: dict[str, str] = {}
    for number, option in enumerate(ask.options):
        for name in {flat(name) for name in (option.value, option.text, *option.synonyms)}:
            if said.setdefault(name, option.value) != option.value:
                yield ("ask", "options", number), f"'{name}' zegt men ook voor antwoord '{said[name]}'"


def _catalogue(named: str) -> Iterator[tuple[Place, str]]:
    table, _, of = named.partition(":")
    rows = catalogue()
    known = named in ("capacities", "applications") or (rows.application(of) if table == "functions" else rows.capacity(of))
    if table not in TABLES or not known:
        yield ("ask", "options-from", "catalogue"), f"'{named}' staat niet in de catalogus"


def _portal(step: Step) -> Iterator[tuple[Place, str]]:
    portal = step.portal
    if portal is None:
        return
    if not step.source:
        yield ("portal",), "een stap in het portaal zonder bron (source)"
    if not step.text:
        yield ("portal",), "een stap in het portaal zonder tekst"
    if portal.way and portal.way not in ways():
        yield ("portal", "way"), f"'{portal.way}' staat niet in data/places.yaml"
    if not portal.who and not step.do:
        yield ("portal",), "wie dit doet is niet bekend: geef 'who' of een actie"
    if portal.contact and portal.contact not in contacts():
        yield ("portal", "contact"), f"'{portal.contact}' staat niet in data/contacts.yaml"
    for number, role in enumerate(portal.who):
        if role not in list(Role) and role not in lexicon():
            known = ", ".join(Role)
            yield ("portal", "who", number), f"'{role}' is geen rol ({known}) en staat niet in data/lexicon.yaml"
    for number, fill in enumerate(portal.fill):
        if fill.field not in labels() and not fill.field[0].isupper():
            yield ("portal", "fill", number, "field"), f"onbekend label '{fill.field}' (data/labels.yaml)"
    for number, seen in enumerate(portal.seen):
        if seen.code not in symptoms() and not (seen.text and seen.then not in ("again", "wait")):
            message = f"'{seen.code}' staat niet in data/symptoms.yaml; een eigen melding heeft een tekst en een stap nodig"
            yield ("portal", "seen", number, "code"), message
