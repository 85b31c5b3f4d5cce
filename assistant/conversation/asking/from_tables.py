"""Subjects from the tables of words, troubles, rules and people: one for each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from assistant.conversation.asking.entries import Entry, Subject
from assistant.conversation.asking.from_screens import clicks_of
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich
from assistant.conversation.wording import CONTACTS, SYMPTOMS, help_line
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


def subjects(texts: Texts) -> Iterator[Subject]:
    """All subjects of these tables. Raises `RowFaults`."""
    every = (_terms, _symptoms, _rules, _questions, _prerequisites, _moved, _contacts)
    return chain.from_iterable(table(texts) for table in every)


def _terms(texts: Texts) -> Iterator[Subject]:
    for key, row in lexicon().items():
        official = (row.names.fr, row.names.de, row.names.en, row.old_names.fr, row.old_names.de, row.old_names.en)
        own = getattr(row.names, texts.language, None) or row.term
        title = f"{own} ({row.short})" if row.short else own
        yield Subject(
            Entry("term", key, title, (texts.rich(row.explanation, LEXICON),), row.source),
            names=(*row.spellings, *row.asked, *(part for name in official if name for part in _apart(name))),
            also=tuple(lexicon()[other].term for other in row.see),
            ours=True,
        )


def _apart(name: str) -> Iterator[str]:
    """A name, and the abbreviation that stands behind it between brackets: "Hauptzugangsverwalter (HZV)"."""
    whole, _, short = name.partition(" (")
    yield whole
    if short:
        yield short.removesuffix(")")


def _symptoms(texts: Texts) -> Iterator[Subject]:
    for code, row in symptoms().items():
        told = (texts.rich(row.text, SYMPTOMS), texts.rich(row.remedy, SYMPTOMS), *help_line(row.contacts, texts))
        yield Subject(
            Entry("symptom", code, texts.text(row.title, SYMPTOMS), told, row.source),
            names=(*row.synonyms, *(label(key) for key in row.screen)),
        )


def _rules(texts: Texts) -> Iterator[Subject]:
    for key, row in rules().items():
        yield Subject(
            Entry("rule", key, texts.text(row.title, RULES), (texts.rich(row.text, RULES),), row.source), names=row.synonyms
        )


def _questions(texts: Texts) -> Iterator[Subject]:
    for key, row in questions().items():
        told = (texts.rich(row.text, QUESTIONS), *help_line(row.contacts, texts))
        clicks = clicks_of(row.ways[0], texts) if len(row.ways) == 1 else ()
        yield Subject(
            Entry(row.kind, key, texts.text(row.title, QUESTIONS), told, row.source, clicks=clicks), names=row.synonyms
        )


def _prerequisites(texts: Texts) -> Iterator[Subject]:
    for row in prerequisites():
        needed = texts.text(row.needed_for, PREREQUISITES)
        missing = texts.text(row.when_missing, PREREQUISITES)
        told = (
            texts.rich(words("Nodig voor: {what}"), "", {"what": needed}),
            texts.rich(words("Is dit niet in orde? {what}"), "", {"what": missing}),
        )
        yield Subject(Entry("rule", row.id, texts.text(row.title, PREREQUISITES), told, row.source), names=row.synonyms)


def _moved(texts: Texts) -> Iterator[Subject]:
    for key, row in screens_moved().items():
        old, new = texts.text(row.guides_say, MOVED), texts.text(row.newer_pages_say, MOVED)
        told = (
            texts.rich(words("De handleidingen zeggen: {what}"), "", {"what": old}),
            texts.rich(words("Nieuwere pagina's zeggen: {what}"), "", {"what": new}),
            *(texts.rich(text, MOVED) for text in (row.question, row.advice) if text),
        )
        entry = Entry("rule", key, texts.text(row.title, MOVED), told, f"{row.source}; {row.newer_source}")
        yield Subject(entry, names=row.synonyms)


def _contacts(texts: Texts) -> Iterator[Subject]:
    for key, who in contacts().items():
        told = (
            texts.rich(who.helps_with, CONTACTS),
            *_reach(who, texts),
            *((texts.rich(who.note, CONTACTS),) if who.note else ()),
        )
        yield Subject(
            Entry("contact", key, texts.text(who.name, CONTACTS), told, who.source),
            names=(*who.synonyms, *who.telephones, *who.emails, *_ways_to_ask(who, texts)),
            ours=True,
        )


def _ways_to_ask(who: Contact, texts: Texts) -> Iterator[str]:
    asked = []
    if who.telephones:
        asked += [words("telefoonnummer van {name}"), words("nummer van {name}")]
    if who.emails:
        asked.append(words("e-mailadres van {name}"))
    if who.hours:
        asked.append(words("openingsuren van {name}"))
    if who.languages:
        asked.append(words("taal van {name}"))
    return (texts.text(one, name=name) for name in (who.name, *who.synonyms) for one in asked)


def _reach(who: Contact, texts: Texts) -> Iterator[Rich]:
    """Where someone can be reached, and in which languages; nothing for those whom the user finds without us."""
    if reach := ", ".join((*who.telephones, *who.emails, *((who.web,) if who.web else ()))):
        yield texts.rich(words("Bereikbaar via {reach}."), "", {"reach": reach})
    if who.languages:
        spoken = ", ".join(texts.text(_LANGUAGES[one]) for one in who.languages)
        yield texts.rich(words("Talen: {languages}."), "", {"languages": spoken})
