"""How answers, people and roles are put into words, the same in every door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.conversation.events import Event
from assistant.conversation.flow import Step
from assistant.conversation.kinds import shown
from assistant.conversation.options import answerable
from assistant.conversation.people_list import people_lines
from assistant.conversation.scope import Facts
from assistant.conversation.texts import UNKNOWN, Texts
from assistant.conversation.turn import Rich, Span, rich
from assistant.conversation.turn import plain as plain_text
from assistant.domain.contacts import contact
from assistant.domain.labels import label
from assistant.domain.lexicon import lexicon
from assistant.domain.numbers import masked_insz
from assistant.domain.outside import helper
from assistant.domain.rights import who_may
from assistant.domain.symptoms import Symptom, symptoms
from assistant.domain.vocabulary import Role
from assistant.domain.ways import whole_way
from assistant.domain.words import words

ROLE_WORDS: Mapping[str, str] = {
    Role.WV: words("de wettelijk vertegenwoordiger (WV)"),
    Role.HTB: words("de hoofdtoegangsbeheerder (HTB)"),
    Role.CO_HTB: words("een co-hoofdtoegangsbeheerder (co-HTB)"),
    Role.TB: words("de toegangsbeheerder (TB)"),
    Role.CO_TB: words("een co-toegangsbeheerder (co-TB)"),
    Role.SB: words("de subafdelingsbeheerder (SB)"),
    Role.USER: words("de gebruiker"),
}


def role_words(role: str, texts: Texts) -> str:
    """A role in words, or a word of the lexicon by its key; anything else (a name that was typed) as it is."""
    if role in ROLE_WORDS:
        return texts.text(ROLE_WORDS[role])
    return lexicon()[role].term if role in lexicon() else role


def one_of(parts: Iterable[str], texts: Texts) -> str:
    """ "a, b of c"."""
    *first, last = list(parts) or [""]
    return texts.text(words("{first} of {last}"), first=", ".join(first), last=last) if first else last


def all_of(parts: Iterable[str], texts: Texts) -> str:
    """ "a, b en c"."""
    *first, last = list(parts) or [""]
    return texts.text(words("{first} en {last}"), first=", ".join(first), last=last) if first else last


def answer_words(step: Step, event: Event, facts: Facts, texts: Texts) -> str:
    """An answer as its question's line reads it back; personal numbers masked."""
    answer = event.answer
    match event.outcome:
        case "unknown":
            return texts.text(words("Weet ik niet"))
        case "skipped":
            reason = answer.get("reason")
            return (
                texts.text(words("Overgeslagen: {reason}"), reason=reason) if reason else texts.text(words("Overgeslagen"))
            )
        case "done":
            return texts.text(words("Gedaan"))
        case "later":
            return texts.text(words("Later"))
        case "other":
            return texts.text(words("Iemand anders doet dit: {who}"), who=role_words(str(answer.get("who", "")), texts))
        case "seen":
            return texts.text(
                words("Ik zag iets anders: {what}"), what=seen_words(step, str(answer.get("code")), facts, texts)
            )
        case _:
            return value_words(step, answer.get("value"), facts, texts)


def draft_of(step: Step, event: Event, facts: Facts, texts: Texts) -> str:
    """An answer as it can be typed again, to change it: a line or a list; nothing where it is hidden on the screen."""
    kind, value = step.ask.kind if step.ask else "", event.answer.get("value")
    if event.outcome != "given" or kind in ("choice", "multi", "yes-no", "insz", "password", ""):
        return ""
    return people_lines(value or ()) if kind == "people" else value_words(step, value, facts, texts)


def value_words(step: Step, value: Any, facts: Facts, texts: Texts) -> str:
    """A given value in words: an option by its own text, a number in its own shape."""
    kind = step.ask.kind if step.ask else "text"
    if kind in ("choice", "multi", "yes-no"):
        names = {one.choice.value: plain_text(one.choice.text) for one in answerable(step, facts, texts)}
        values = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(v), str(v)) for v in values) or texts.text(words("Geen"))
    if kind == "insz":
        return masked_insz(str(value))
    if kind == "password":
        return "••••••"
    return shown(kind, value)


def seen_words(step: Step, code: str, facts: Facts, texts: Texts) -> str:
    """What the user saw instead, in the words of the step or of the symptom."""
    return plain_text(seen_rich(step, code, facts, texts))


def seen_rich(step: Step, code: str, facts: Facts, texts: Texts) -> Rich:
    """What the user saw instead, as it is offered among the messages of a step."""
    for seen in step.portal.seen if step.portal else ():
        if seen.code == code and seen.text:
            return texts.rich(seen.text, step.id, facts.get)
    known = symptoms().get(code)
    if known is None:
        return rich(code)
    if known.screen:
        return tuple(Span(label(key), "label") for key in known.screen[:1])
    return texts.rich(known.title, SYMPTOMS)


def symptom_contact(known: Symptom, facts: Facts) -> str | None:
    """The key of whom to ask outside about a symptom, for what the conversation is about; `None` when nobody."""
    if not known.contacts:
        return None
    about = [str(facts.get(name) or "") for name in ("capacity", "application")]
    return helper(known.contacts, *about)


def mender_words(code: str, facts: Facts, texts: Texts) -> str:
    """Who has to do something about a symptom: whom to ask outside, else the role that mends it."""
    known = symptoms().get(code)
    if known and (outside := symptom_contact(known, facts)):
        return texts.text(contact(outside).called, CONTACTS)
    if known and known.actions:
        return role_words(who_may(known.actions[0])[0], texts)
    return UNKNOWN


def help_line(keys: Iterable[str], texts: Texts) -> tuple[Rich, ...]:
    """The first of these contacts that can be called or written to, as a line; none where none can."""
    for who in map(contact, keys):
        if reach := ", ".join((*who.telephones, *who.emails)):
            facts = {"name": texts.text(who.name, CONTACTS), "reach": reach}
            return (texts.rich(words("Hulp: {name}, {reach}."), "", facts),)
    return ()


def step_helper(step: Step, texts: Texts) -> str:
    """Whom to ask when a screen is another than a step says, and where: as the step names them, else by its way."""
    named = step.portal.contact if step.portal else None
    legs = whole_way(step.portal.way) if step.portal and step.portal.way else ()
    who = contact(named or next((leg.contact for leg in reversed(legs) if leg.contact), None) or OF_THE_PORTAL)
    return f"{texts.text(who.called, CONTACTS)}: {', '.join((*who.telephones, *who.emails))}"


OF_THE_PORTAL = "eranova"
"""Whom to ask about the portal, and about anything for which data/ names nobody else."""

SYMPTOMS, CONTACTS = "symptoms", "contacts"
"""The contexts of the texts of data/symptoms.yaml and data/contacts.yaml."""
