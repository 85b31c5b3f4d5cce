"""Subjects from the catalogue and the rights: what an application needs, what a capacity is for, who may do what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from assistant.conversation.asking.entries import Entry, Subject
from assistant.conversation.asking.speech import words_of
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich
from assistant.conversation.wording import role_words
from assistant.domain.catalogue import Application, CapacityKind, Certainty, FunctionNeed, catalogue
from assistant.domain.rights import Reach, Right, rights
from assistant.domain.rules import rules
from assistant.domain.vocabulary import Level, Role
from assistant.domain.words import words

APPLICATIONS, CAPACITIES, RIGHTS = "applications", "capacities", "rights"
"""The contexts of the texts of these files."""
APPLICATION, CAPACITY = "application", "capacity"
"""The first part of the ids of applications and capacities, which have none of their own."""

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


def subjects(texts: Texts) -> Iterator[Subject]:
    """All subjects of the catalogue and the rights. Raises `RowFaults`."""
    for application in catalogue().applications:
        yield _application(application, texts)
    for capacity in catalogue().capacities:
        if capacity.about:
            yield _capacity(capacity, texts)
    for right in rights().rights:
        if right.id not in rules():
            yield _right(right, texts)


def _application(row: Application, texts: Texts) -> Subject:
    name = row.known_as or row.name
    spellings = {" ".join(words_of(one)): one for one in (row.label, row.name, *row.aliases, name) if one}.values()
    asked = (
        words("toegang tot {name}"), words("vinkjes voor {name}"), words("functie voor {name}"), words("functies in {name}"),
        words("hoedanigheid voor {name}"), words("{name} gaat niet open"),
    )  # fmt: skip
    told = [texts.rich(text, APPLICATIONS) for text in (row.about,) if text]
    told += [*_needs(row, texts), *(texts.rich(text, APPLICATIONS) for text in (row.ask,) if text)]
    return Subject(
        Entry(
            "rule",
            f"{APPLICATION}.{_slug(name)}",
            texts.text(words("Wat vraagt {name}?"), name=name),
            tuple(told),
            row.source,
        ),
        names=(*spellings, *(texts.text(one, name=each) for each in spellings for one in asked), *row.functions),
        ours=True,
    )


def _needs(row: Application, texts: Texts) -> Iterator[Rich]:
    def told(text: str, **facts: str) -> Rich:
        return texts.rich(text, "", facts)

    if row.capacity:
        yield told(words("Hoedanigheid: {capacity}."), capacity=row.capacity)
    else:
        yield told(words("Welke hoedanigheid nodig is, staat in geen enkele handleiding."))
    if row.label and row.label != (row.known_as or row.name):
        yield told(words("Op het scherm heet de toepassing {label}."), label=f"'{row.label}'")
    if row.ticked_on:
        yield told(words("Vink ze aan op: {levels}."), levels=_levels((tick.level for tick in row.ticked_on), texts))
    functions = ", ".join(row.functions)
    if row.function_need is FunctionNeed.NONE:
        yield told(words("Een functie is niet nodig."))
    elif row.function_need is FunctionNeed.ONE and row.function_on:
        level = texts.text(_LEVELS[row.function_on])
        yield told(words("Geef op {level} een van deze functies: {functions}."), level=level, functions=functions)
    elif functions:
        yield told(words("In de lijst van de functies staan: {functions}."), functions=functions)
    for companion in row.companions:
        levels = _levels((tick.level for tick in companion.ticked_on), texts)
        yield told(words("Vink op {levels} ook {name} aan."), levels=levels, name=companion.application)
        if companion.doctors is not Certainty.OPEN:
            yield told(words("Bij een arts vinkt u {name} ook bij de gebruiker aan."), name=companion.application)
    yield from (texts.rich(outside.what, APPLICATIONS) for outside in row.outside)


def _capacity(row: CapacityKind, texts: Texts) -> Subject:
    about = texts.text(row.about, CAPACITIES)
    told = [texts.rich(row.about, CAPACITIES)]
    if applications := [one.known_as or one.name for one in catalogue().applications_of(row)]:
        told.append(texts.rich(words("Toepassingen: {names}."), "", {"names": ", ".join(applications)}))
    if row.users_on:
        level = texts.text(_LEVELS[row.users_on])
        told.append(texts.rich(words("Gebruikers horen op {level}."), "", {"level": level}))
    kinds = (about, *(kind.label for kind in row.types))
    title = texts.text(words("Hoedanigheid {name}"), name=row.label)
    return Subject(
        Entry("term", f"{CAPACITY}.{_slug(row.label)}", title, tuple(told), row.source),
        names=(row.label, *row.aliases, *(texts.text(words("hoedanigheid {about}"), about=one) for one in kinds)),
        ours=True,
    )


def _right(row: Right, texts: Texts) -> Subject:
    if set(row.roles.values()) == {Reach.SELF}:
        told = [texts.rich(words("Dat kan iedereen voor zichzelf."))]
    else:
        told = [texts.rich(words("Dat kan: {who}."), "", {"who": _who(row.roles, texts)})]
    for other in row.exceptions:
        facts = {"capacity": other.capacity, "who": _who(other.roles, texts)}
        told.append(texts.rich(words("In de hoedanigheid {capacity} kan dit: {who}."), "", facts))
    if row.note:
        told.append(texts.rich(row.note, RIGHTS))
    title = texts.text(words("Wie mag {what}?"), what=texts.text(row.what, RIGHTS))
    return Subject(Entry("rule", row.id, title, tuple(told), row.source, may=True), names=row.synonyms)


def _who(roles: Mapping[Role, Reach], texts: Texts) -> str:
    return ", ".join(reaching(role, how_far, texts) for role, how_far in roles.items())


def reaching(role: Role, how_far: Reach, texts: Texts) -> str:
    """A role in words, with how far its right goes."""
    return texts.text(_REACHES[how_far], role=role_words(role, texts))


def _levels(levels: Iterable[Level], texts: Texts) -> str:
    return ", ".join(texts.text(_LEVELS[level]) for level in levels)


def _slug(name: str) -> str:
    """A name as a part of an id: plain small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
