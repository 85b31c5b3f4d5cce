"""Entries from the portal's screens: how to reach a spot, and where a button, tab or message stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.conversation.asking.entries import Entry, Said, as_it_is, told
from assistant.conversation.load import loadable_guides
from assistant.conversation.view import WAYS
from assistant.domain.labels import Label, labels
from assistant.domain.symptoms import symptoms
from assistant.domain.ways import ways, whole_way
from assistant.domain.words import words

LABEL = "label."
"""Stands before the key of a label in its id, as in the texts that quote it."""


def entries() -> Iterator[Entry]:
    """One entry for each way, and one for each word on the screens. Raises `RowFaults`."""
    yield from _ways()
    yield from _labels()


def clicks_of(key: str) -> tuple[Said, ...]:
    """The whole way to a spot: the address, then one click after another."""
    legs = whole_way(key)
    address = legs[0].address
    start = (told(words("Ga naar {address}"), address=address),) if address else ()
    return (*start, *(told(click, WAYS) for leg in legs for click in leg.clicks))


def _ways() -> Iterator[Entry]:
    for key, way in ways().items():
        title, clicks = told(way.title, WAYS), clicks_of(key)
        yield Entry("place", key, title, (), way.source, names=way.synonyms, clicks=clicks, also=way.clicks)


def _labels() -> Iterator[Entry]:
    told_by_a_symptom = {key for row in symptoms().values() for key in row.screen}
    on_ways, in_steps = _clicks_that_quote()
    for key, row in labels().items():
        if key not in told_by_a_symptom:
            yield _label(key, row, on_ways[key], in_steps[key])


def _label(key: str, row: Label, on_ways: list[str], in_steps: list[Said]) -> Entry:
    title, clicks, also = as_it_is(row.text), (), ()
    if on_ways:
        line = told(words("U komt dit tegen op weg naar {place}."), place=told(ways()[on_ways[0]].title, WAYS))
        clicks = _until(on_ways[0], key)
        also = tuple(click for way in on_ways for click in ways()[way].clicks if key in _quoted(click))
    elif in_steps:
        line = told(words("U gebruikt dit zo: {click}"), click=in_steps[0])
    else:
        line = told(words("Dit staat op een scherm van het portaal."))
    return Entry("place", f"{LABEL}{key}", title, (line,), row.source, clicks=clicks, also=also, quoted=True, double=row.text)


def _until(way: str, key: str) -> tuple[Said, ...]:
    """The clicks of a way, as far as the one with the label."""
    clicks = clicks_of(way)
    quoting = [n for n, click in enumerate(clicks) if key in _quoted(click.source)]
    return clicks[: quoting[-1] + 1]


def _clicks_that_quote() -> tuple[dict[str, list[str]], dict[str, list[Said]]]:
    """By label: the ways whose own clicks quote it, and the clicks of the guides' steps that do."""
    on_ways: dict[str, list[str]] = defaultdict(list)
    in_steps: dict[str, list[Said]] = defaultdict(list)
    for name, way in ways().items():
        for key in _quoted(" ".join(way.clicks)):
            on_ways[key].append(name)
    for guide in loadable_guides()[0]:
        for section in guide.sections:
            for step in section.steps:
                for click in step.portal.clicks if step.portal else ():
                    for key in _quoted(click):
                        in_steps[key].append(told(click, step.id))
    return on_ways, in_steps


def _quoted(text: str) -> list[str]:
    """The keys of the labels that a text quotes."""
    return [part.partition("}")[0] for part in text.split("{" + LABEL)[1:]]
