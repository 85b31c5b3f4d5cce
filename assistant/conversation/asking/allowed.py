"""Whether one role may appoint or manage another, where that is asked: "mag een co-HTB een HTB aanstellen".

A search finds what the words are about. Who it is that may, and whom, only their order tells; the answer is the table of
rights' (rulebook §3), said as yes or no before the rest of its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.conversation.asking.speech import Meaning, Speech
from assistant.domain.vocabulary import Role

if TYPE_CHECKING:
    from assistant.conversation.turn import Rich
    from assistant.domain.rights import Right

FARTHEST = 3
"""Words before a role among which a word may stand that makes it a part of something else ("van de")."""


class Asked(NamedTuple):
    """Whether these roles may do something with those; `deeds` are the signs of the words that may say what."""

    actors: tuple[Role, ...]
    holders: tuple[Role, ...]
    deeds: frozenset[str]


class Told(NamedTuple):
    """A row of the table of rights (its id), and yes or no for each role that was asked about."""

    right: str
    lines: tuple[Rich, ...]


def asked_of(words: Sequence[str], speech: Speech, ours: frozenset[str]) -> Asked | None:
    """Return what is asked, None when it is something else. `ours` are the signs of the words of the field."""
    said = speech.meanings(list(words))
    start = next((at for at, one in enumerate(said) if one.words[0] in speech.may.asks), None)
    if start is None:
        return None
    groups = _groups(said, speech)
    after = [group for group in groups if group[0] > start]
    first, second, *more = after if len(after) > 1 else [*groups, (), ()]
    if not second or any(more):
        return None
    if _before(said, second[0], speech, speech.may.by):  # "door een co-HTB": turned round
        first, second = second, first
        return Asked(_roles(said, first, speech), _roles(said, second, speech), frozenset(one.sign for one in said))
    if _before(said, second[0], speech, speech.may.within):
        return None
    deeds = []
    for at in range(second[-1] + 1, len(said)):
        deeds.append(said[at].sign)
        if said[at].sign in ours and not _before(said, at, speech, speech.may.within):
            break  # either what is done, or the thing that it is done with, and no holder of a role
    return Asked(_roles(said, first, speech), _roles(said, second, speech), frozenset(deeds))


def told_of(asked: Asked, speech: Speech, language: str) -> list[Told]:
    """Return what the table of rights says of it, the rows by which someone of them may first."""
    from assistant.domain.rights import rights  # noqa: PLC0415 - only where such a thing is asked

    rows = [
        row
        for row in rights().rights
        if row.holder in asked.holders and any(speech.read(speech.words_of(deed)).signs & asked.deeds for deed in row.deeds)
    ]
    rows.sort(key=lambda row: not any(actor in row.roles for actor in asked.actors))
    return [Told(row.id, tuple(_lines(row, asked.actors, language))) for row in rows]


def _lines(row: Right, actors: Sequence[Role], language: str) -> Iterator[Rich]:
    from assistant.conversation.asking.from_catalogue import reaching  # noqa: PLC0415
    from assistant.conversation.texts import Texts  # noqa: PLC0415
    from assistant.conversation.wording import one_of, role_words  # noqa: PLC0415
    from assistant.domain.words import words  # noqa: PLC0415

    texts = Texts(language)
    for actor in actors:
        if actor not in row.roles:
            yield texts.rich(words("Nee, dat mag {who} niet."), "", {"who": role_words(actor, texts)})
            continue
        facts = {"who": reaching(actor, row.roles[actor], texts)}
        not_in = [one.capacity for one in row.exceptions if actor not in one.roles]
        if not_in:
            text = words("Ja, dat mag {who}, maar niet in de hoedanigheid {capacity}.")
            yield texts.rich(text, "", {**facts, "capacity": one_of(not_in, texts)})
        elif tuple(row.roles) == tuple(actors):
            yield texts.rich(words("Ja."))  # the rest of the row says the same, and that it is nobody else
        else:
            yield texts.rich(words("Ja, dat mag {who}."), "", facts)


def _groups(said: Sequence[Meaning], speech: Speech) -> list[tuple[int, ...]]:
    """Return where roles stand; those that only "of" or "en" parts stand together."""
    groups: list[tuple[int, ...]] = []
    for at, one in enumerate(said):
        if one.sign not in speech.roles:
            continue
        between = [word for each in said[groups[-1][-1] + 1 : at] for word in each.words] if groups else []
        joined = any(word in speech.may.joins for word in between)
        if joined and all(word in speech.small or word in speech.may.joins for word in between):
            groups[-1] = (*groups[-1], at)
        else:
            groups.append((at,))
    return groups


def _before(said: Sequence[Meaning], at: int, speech: Speech, wanted: Sequence[str]) -> bool:
    """Whether one of these words stands before it, with nothing but small words between."""
    for one in reversed(said[max(0, at - FARTHEST) : at]):
        if one.words[0] in wanted:
            return True
        if one.words[0] not in speech.small:
            return False
    return False


def _roles(said: Sequence[Meaning], group: tuple[int, ...], speech: Speech) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(Role(speech.roles[said[at].sign]) for at in group))
