"""A question in the middle of the conversation: found among the words of the field, the symptoms and the contacts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from assistant.conversation.phrases import phrases
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Message, Rich, rich
from assistant.conversation.understand import flat
from assistant.conversation.wording import CONTACTS, SYMPTOMS
from assistant.domain.contacts import Contact, contacts
from assistant.domain.days import BRUSSELS, is_open, next_opening, shown_day
from assistant.domain.lexicon import lexicon
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words

SURE = 84.0
"""How alike (of 100) a question and a name must be for the answer to be given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be asked about, by one of its names."""

    table: str
    key: str
    name: str


def reply_to(question: str, texts: Texts, now: datetime) -> tuple[Message, ...]:
    """The answer to a side question, with its source; or that it is not known, and whom to ask."""
    entry = find(question, texts.language)
    if entry is None:
        helper = contacts()["eranova"]
        text = words("Daar heb ik geen antwoord op. {name} helpt u verder: {telephone}.")
        facts = {"name": texts.text(helper.name, CONTACTS), "telephone": ", ".join(helper.telephones)}
        return (Message(texts.rich(text, "", facts), "answer", helper.source),)
    return _ANSWERS[entry.table](entry.key, texts, now)


def find(question: str, language: str) -> Entry | None:
    """What a question is about: the entry whose name fits best, when one fits well enough."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed once something is asked

    asked = _bare(question, language)
    if not asked:
        return None
    best = max(_entries(), key=lambda entry: (_alike(asked, entry.name, fuzz.ratio), len(entry.name)))
    return best if _alike(asked, best.name, fuzz.ratio) >= SURE else None


def _alike(asked: str, name: str, ratio: object) -> float:
    """How well a name fits: as a whole, or as a run of words inside the question."""
    assert callable(ratio)
    own, there = asked.split(), name.split()
    runs = (" ".join(own[i : i + len(there)]) for i in range(max(1, len(own) - len(there) + 1)))
    inside = max(float(ratio(run, name)) for run in runs)
    return inside if len(name) > 3 or name in own else 0.0


def _bare(question: str, language: str) -> str:
    said = flat(question).replace("?", " ").strip()
    small = {word for phrase in phrases(language).question for word in phrase.split()}
    small |= {"een", "de", "het", "is", "ik", "dat", "betekent", "vind", "zijn", "van"}
    kept = [word for word in said.split() if word not in small]
    return " ".join(kept)


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(_all_entries())


def _all_entries() -> Iterator[Entry]:
    for key, term in lexicon().items():
        yield from (Entry("term", key, flat(name)) for name in term.spellings)
    for key, who in contacts().items():
        yield from (Entry("contact", key, flat(name)) for name in (who.name, *who.synonyms))
    for code, symptom in symptoms().items():
        yield from (Entry("symptom", code, flat(name)) for name in (symptom.title, *symptom.synonyms))


def _term(key: str, texts: Texts, now: datetime) -> tuple[Message, ...]:
    term = lexicon()[key]
    name = f"{term.term} ({term.short})" if term.short else term.term
    return (Message((*rich(f"{name}: ", "strong"), *texts.rich(term.explanation, "lexicon")), "answer", term.source),)


def _symptom(key: str, texts: Texts, now: datetime) -> tuple[Message, ...]:
    symptom = symptoms()[key]
    return (
        Message(texts.rich(symptom.text, SYMPTOMS), "answer", symptom.source),
        Message(texts.rich(symptom.remedy, SYMPTOMS), "answer", symptom.source),
    )


def _contact(key: str, texts: Texts, now: datetime) -> tuple[Message, ...]:
    who = contacts()[key]
    reach: Rich = rich(", ".join((*who.telephones, *who.emails, *((who.web,) if who.web else ()))), "value")
    name = texts.text(who.name, CONTACTS)
    messages = [
        Message((*rich(f"{name}: ", "strong"), *texts.rich(who.helps_with, CONTACTS)), "answer", who.source),
        Message((*reach, *_opening(who, texts, now)), "answer", who.source),
    ]
    if who.note:
        messages.append(Message(texts.rich(who.note, CONTACTS), "answer", who.source))
    return tuple(messages)


def _opening(who: Contact, texts: Texts, now: datetime) -> Rich:
    if who.hours is None:
        return ()
    if is_open(who.hours, now):
        return (*rich(" "), *texts.rich(words("Nu open.")))
    opens = next_opening(who.hours, now).astimezone(BRUSSELS)
    facts = {"day": shown_day(opens.date()), "time": opens.strftime("%H:%M")}
    return (*rich(" "), *texts.rich(words("Nu gesloten. Weer open op {day} om {time}."), "", facts))


_ANSWERS = {"term": _term, "symptom": _symptom, "contact": _contact}
