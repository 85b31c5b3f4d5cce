"""Subjects from the portal's screens: how to reach a spot, and where a button, tab or message stands."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.asking.entries import Entry, Subject
from assistant.conversation.load import loadable_guides
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich, plain
from assistant.conversation.view import WAYS
from assistant.domain.labels import Label, labels
from assistant.domain.symptoms import symptoms
from assistant.domain.ways import ways, whole_way
from assistant.domain.words import words

LABEL = "label."
"""Stands before the key of a label in its id, as in the texts that quote it."""


def subjects(texts: Texts) -> Iterator[Subject]:
    """One subject for each way, and one for each word on the screens that no symptom tells. Raises `RowFaults`."""
    yield from _ways(texts)
    told_by_a_symptom = {key for row in symptoms().values() for key in row.screen}
    steps = _clicks_of_steps()
    for key, row in labels().items():
        if key not in told_by_a_symptom:
            yield _label(key, row, steps.get(key), texts)


def clicks_of(key: str, texts: Texts) -> tuple[Rich, ...]:
    """The whole way to a spot: the address, then one click after another."""
    return tuple(rich for _, rich in _whole(key, texts))


def _whole(key: str, texts: Texts) -> Iterator[tuple[str, Rich]]:
    """The clicks of a whole way, as they stand in the data and as they are told."""
    legs = whole_way(key)
    if address := legs[0].address:
        yield "", texts.rich(words("Ga naar {address}"), "", {"address": address})
    yield from ((click, texts.rich(click, WAYS)) for leg in legs for click in leg.clicks)


def _ways(texts: Texts) -> Iterator[Subject]:
    for key, way in ways().items():
        entry = Entry("place", key, texts.text(way.title, WAYS), (), way.source, clicks=clicks_of(key, texts))
        yield Subject(entry, names=way.synonyms, also=tuple(texts.text(click, WAYS) for click in way.clicks))


def _label(key: str, row: Label, step: tuple[str, str] | None, texts: Texts) -> Subject:
    """A word on a screen: on the way to which spot it stands, else in which step it is used."""
    passing = [(name, way) for name, way in ways().items() if key in _quoted(" ".join(way.clicks))]
    clicks: tuple[Rich, ...] = ()
    also: tuple[str, ...] = ()
    if passing:
        name, way = passing[0]
        told = texts.rich(words("U komt dit tegen op weg naar {place}."), "", {"place": texts.text(way.title, WAYS)})
        clicks = _until(name, key, texts)
        also = tuple(texts.text(click, WAYS) for _, one in passing for click in one.clicks if key in _quoted(click))
    elif step:
        told = texts.rich(words("U gebruikt dit zo: {click}"), "", {"click": plain(texts.rich(*step))})
    else:
        told = texts.rich(words("Dit staat op een scherm van het portaal."))
    entry = Entry("place", LABEL + key, row.text, (told,), row.source, clicks=clicks, quoted=True, double=row.text)
    return Subject(entry, also=also)


def _until(way: str, key: str, texts: Texts) -> tuple[Rich, ...]:
    """The clicks of a way, as far as the last one with the label."""
    clicks = list(_whole(way, texts))
    last = max(n for n, (click, _) in enumerate(clicks) if key in _quoted(click))
    return tuple(rich for _, rich in clicks[: last + 1])


def _clicks_of_steps() -> dict[str, tuple[str, str]]:
    """By label: the first click of a step that quotes it, with the step's id."""
    found: dict[str, tuple[str, str]] = {}
    portals = (
        (step.id, step.portal)
        for guide in loadable_guides()[0]
        for section in guide.sections
        for step in section.steps
        if step.portal
    )
    for step_id, portal in portals:
        for click in portal.clicks:
            for key in _quoted(click):
                found.setdefault(key, (click, step_id))
    return found


def _quoted(text: str) -> list[str]:
    """The keys of the labels that a text quotes."""
    return [part.partition("}")[0] for part in text.split("{" + LABEL)[1:]]
