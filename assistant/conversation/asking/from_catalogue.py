"""Entries from the catalogue and the rights: what an application needs, what a capacity is for, who may do what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from assistant.conversation.asking.entries import Entry, Said, told, tuple_of
from assistant.conversation.asking.speech import words_of
from assistant.conversation.texts import Texts
from assistant.conversation.wording import role_words
from assistant.domain.catalogue import Application, CapacityKind, Certainty, FunctionNeed, catalogue
from assistant.domain.rights import Reach, Right, rights
from assistant.domain.rules import rules
from assistant.domain.vocabulary import Level, Role
from assistant.domain.words import words

APPLICATIONS, CAPACITIES, RIGHTS = "applications", "capacities", "rights"
"""The contexts of the texts of these files, and the first part of the ids of applications and capacities."""

_LEVELS: Mapping[Level, str] = {
    Level.CAPACITY: words("de hoedanigheid"),
    Level.SUBDIVISION: words("de subafdeling"),
    Level.SITE: words("de site"),
    Level.USER: words("de gebruiker"),
}
_REACHES: Mapping[Reach, str] = {
    Reach.ENTERPRISE: "{role}",
    Reach.CAPACITY: words("{role} in de eigen hoedanigheid"),
    Reach.BRANCH: words("{role} in de eigen eenheid en die eronder"),
    Reach.UNIT: words("{role} in de eigen eenheid"),
    Reach.PARENT: words("{role} in de eigen subafdeling"),
    Reach.SELF: words("{role} voor zichzelf"),
}


def entries(texts: Texts) -> Iterator[Entry]:
    """All entries of the catalogue and the rights. Raises `RowFaults`."""
    for application in catalogue().applications:
        yield _application(application, texts)
    for capacity in catalogue().capacities:
        if capacity.about:
            yield _capacity(capacity, texts)
    for right in rights().rights:
        if right.id not in rules():
            yield _right(right, texts)


def _application(row: Application, texts: Texts) -> Entry:
    name = row.known_as or row.name
    spellings = {" ".join(words_of(one)): one for one in (row.label, row.name, *row.aliases, name) if one}.values()
    asked = (words("toegang tot {name}"), words("vinkjes voor {name}"), words("functie voor {name}"), words("hoedanigheid voor {name}"), words("{name} gaat niet open"))
    return Entry(
        "rule",
        f"application.{_slug(name)}",
        told(words("Wat vraagt {name}?"), name=name),
        tuple_of(told(row.about, APPLICATIONS), *_needs(row, texts), told(row.ask, APPLICATIONS)),
        row.source,
        names=(*spellings, *(texts.text(one, name=spelling) for spelling in spellings for one in asked), *row.functions),
    )


def _needs(row: Application, texts: Texts) -> Iterator[Said]:
    if row.capacity:
        yield told(words("Hoedanigheid: {capacity}."), capacity=row.capacity)
    else:
        yield told(words("Welke hoedanigheid nodig is, staat in geen enkele handleiding."))
    if row.label and row.label != (row.known_as or row.name):
        yield told(words("Op het scherm heet de toepassing {label}."), label=f"'{row.label}'")
    if row.ticked_on:
        yield told(words("Vink ze aan op: {levels}."), levels=_levels((tick.level for tick in row.ticked_on), texts))
    yield from _functions(row, texts)
    for companion in row.companions:
        levels = _levels((tick.level for tick in companion.ticked_on), texts)
        yield told(words("Vink op {levels} ook {name} aan."), levels=levels, name=companion.application)
        if companion.doctors is not Certainty.OPEN:
            yield told(words("Bij een arts vinkt u {name} ook bij de gebruiker aan."), name=companion.application)
    yield from (told(outside.what, APPLICATIONS) for outside in row.outside)


def _functions(row: Application, texts: Texts) -> Iterator[Said]:
    functions = ", ".join(row.functions)
    if row.function_need is FunctionNeed.NONE:
        yield told(words("Een functie is niet nodig."))
    elif row.function_need is FunctionNeed.ONE and row.function_on:
        level = texts.text(_LEVELS[row.function_on])
        yield told(words("Geef op {level} een van deze functies: {functions}."), level=level, functions=functions)
    elif functions:
        yield told(words("In de lijst van de functies staan: {functions}."), functions=functions)


def _capacity(row: CapacityKind, texts: Texts) -> Entry:
    applications = [one.known_as or one.name for one in catalogue().applications_of(row)]
    about = texts.text(row.about, CAPACITIES)
    types = [kind.label for kind in row.types]
    return Entry(
        "term",
        f"capacity.{_slug(row.label)}",
        told(words("Hoedanigheid {name}"), name=row.label),
        tuple_of(
            told(row.about, CAPACITIES),
            told(words("Toepassingen: {names}."), names=", ".join(applications)) if applications else None,
            told(words("Gebruikers horen op {level}."), level=_levels([row.users_on], texts)) if row.users_on else None,
        ),
        row.source,
        names=(row.label, *row.aliases, *(texts.text(words("hoedanigheid {about}"), about=one) for one in (about, *types))),
    )


def _right(row: Right, texts: Texts) -> Entry:
    if set(row.roles.values()) == {Reach.SELF}:
        lines = [told(words("Dat kan iedereen voor zichzelf."))]
    else:
        lines = [told(words("Dat kan: {who}."), who=_who(row.roles, texts))]
    for other in row.exceptions:
        who = _who(other.roles, texts)
        lines.append(told(words("In de hoedanigheid {capacity} kan dit: {who}."), capacity=other.capacity, who=who))
    return Entry(
        "rule",
        row.id,
        told(words("Wie mag {what}?"), what=told(row.what, RIGHTS)),
        tuple_of(*lines, told(row.note, RIGHTS)),
        row.source,
        names=row.synonyms,
    )


def _who(roles: Mapping[Role, Reach], texts: Texts) -> str:
    return ", ".join(texts.text(_REACHES[how_far], role=role_words(role, texts)) for role, how_far in roles.items())


def _levels(levels: Iterable[Level], texts: Texts) -> str:
    return ", ".join(texts.text(_LEVELS[level]) for level in levels)


def _slug(name: str) -> str:
    """A name as a part of an id: plain small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
