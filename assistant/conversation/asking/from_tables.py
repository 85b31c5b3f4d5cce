"""Entries from the tables of words, troubles, rules and people: one for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from assistant.conversation.asking.entries import Entry, Said, as_it_is, told, tuple_of
from assistant.conversation.asking.from_screens import clicks_of
from assistant.conversation.texts import Texts
from assistant.conversation.wording import CONTACTS, SYMPTOMS
from assistant.domain.contacts import Contact, contacts
from assistant.domain.labels import label
from assistant.domain.lexicon import lexicon
from assistant.domain.prerequisites import prerequisites
from assistant.domain.questions import questions
from assistant.domain.rules import rules
from assistant.domain.screens_moved import screens_moved
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words

LEXICON, RULES, QUESTIONS, PREREQUISITES, MOVED = "lexicon", "rules", "questions", "prerequisites", "screens_moved"
"""The contexts of the texts of these files."""

_LANGUAGES = {"nl": words("Nederlands"), "fr": words("Frans"), "de": words("Duits"), "en": words("Engels")}


def entries(texts: Texts) -> Iterator[Entry]:
    """All entries of these tables. Raises `RowFaults`."""
    return chain(_terms(texts), _symptoms(), _rules(), _questions(), _prerequisites(), _moved(), _contacts(texts))


def _terms(texts: Texts) -> Iterator[Entry]:
    for key, term in lexicon().items():
        official = (term.names.fr, term.names.de, term.names.en, term.old_names.fr, term.old_names.de, term.old_names.en)
        own = getattr(term.names, texts.language, None) or term.term
        yield Entry(
            "term",
            key,
            as_it_is(f"{own} ({term.short})" if term.short else own),
            (told(term.explanation, LEXICON),),
            term.source,
            names=(*term.spellings, *term.asked, *(part for name in official if name for part in _apart(name))),
        )


def _apart(name: str) -> Iterator[str]:
    """A name, and the abbreviation that stands behind it between brackets: "Hauptzugangsverwalter (HZV)"."""
    whole, _, short = name.partition(" (")
    yield whole
    if short:
        yield short.removesuffix(")")


def _symptoms() -> Iterator[Entry]:
    for code, row in symptoms().items():
        yield Entry(
            "symptom",
            code,
            told(row.title, SYMPTOMS),
            tuple_of(told(row.text, SYMPTOMS), told(row.remedy, SYMPTOMS), _helper(row.contacts)),
            row.source,
            names=(*row.synonyms, *(label(key) for key in row.screen)),
        )


def _rules() -> Iterator[Entry]:
    for key, row in rules().items():
        yield Entry("rule", key, told(row.title, RULES), (told(row.text, RULES),), row.source, names=row.synonyms)


def _questions() -> Iterator[Entry]:
    for key, row in questions().items():
        yield Entry(
            row.kind,
            key,
            told(row.title, QUESTIONS),
            tuple_of(told(row.text, QUESTIONS), _helper(row.contacts)),
            row.source,
            names=row.synonyms,
            clicks=clicks_of(row.ways[0]) if len(row.ways) == 1 else (),
        )


def _prerequisites() -> Iterator[Entry]:
    for row in prerequisites():
        needed = told(words("Nodig voor: {what}"), what=told(row.needed_for, PREREQUISITES))
        missing = told(words("Is dit niet in orde? {what}"), what=told(row.when_missing, PREREQUISITES))
        title = told(row.title, PREREQUISITES)
        yield Entry("rule", row.id, title, (needed, missing), row.source, names=row.synonyms)


def _moved() -> Iterator[Entry]:
    for key, row in screens_moved().items():
        lines = tuple_of(
            told(words("De handleidingen zeggen: {what}"), what=told(row.guides_say, MOVED)),
            told(words("Nieuwere pagina's zeggen: {what}"), what=told(row.newer_pages_say, MOVED)),
            told(row.question, MOVED),
            told(row.advice, MOVED),
        )
        source = f"{row.source}; {row.newer_source}"
        yield Entry("rule", key, told(row.title, MOVED), lines, source, names=row.synonyms)


def _contacts(texts: Texts) -> Iterator[Entry]:
    for key, who in contacts().items():
        yield Entry(
            "contact",
            key,
            told(who.name, CONTACTS),
            tuple_of(told(who.helps_with, CONTACTS), _reach(who), _languages(who, texts), told(who.note, CONTACTS)),
            who.source,
            names=(*who.synonyms, *who.telephones, *who.emails, *_ways_to_ask(who, texts)),
        )


def _ways_to_ask(who: Contact, texts: Texts) -> Iterator[str]:
    for name in (who.name, *who.synonyms):
        if who.telephones:
            yield texts.text(words("telefoonnummer van {name}"), name=name)
            yield texts.text(words("nummer van {name}"), name=name)
        if who.languages:
            yield texts.text(words("taal van {name}"), name=name)
        if who.emails:
            yield texts.text(words("e-mailadres van {name}"), name=name)
        if who.hours:
            yield texts.text(words("openingsuren van {name}"), name=name)


def _reach(who: Contact) -> Said | None:
    """Where someone can be reached, None for those whom the user finds without us."""
    reach = ", ".join((*who.telephones, *who.emails, *((who.web,) if who.web else ())))
    return told(words("Bereikbaar via {reach}."), reach=reach) if reach else None


def _languages(who: Contact, texts: Texts) -> Said | None:
    if not who.languages:
        return None
    return told(words("Talen: {languages}."), languages=", ".join(texts.text(_LANGUAGES[one]) for one in who.languages))


def _helper(keys: Iterable[str]) -> Said | None:
    """The first of these contacts that can be called or written to, as a line."""
    for who in (contacts()[key] for key in keys):
        if reach := ", ".join((*who.telephones, *who.emails)):
            return told(words("Hulp: {name}, {reach}."), name=told(who.name, CONTACTS), reach=reach)
    return None
