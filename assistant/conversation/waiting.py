"""What waits: for whom or what, what is said of it at once and when it is looked at again, and what answers it."""

from __future__ import annotations

from datetime import date

from assistant.conversation.events import HELD, Event
from assistant.conversation.phrases import phrases
from assistant.conversation.reading import Answer, At, meaning
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Message, join, rich
from assistant.conversation.wording import SYMPTOMS, help_line, mender_words, role_words, seen_rich, symptom_contact
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words

_TELLING_KINDS = frozenset({"enterprise-number", "insz", "hco", "rsz", "email", "telephone", "date"})
"""Kinds of answer that few other texts look like: what is typed tells by itself which question it answers."""


def waiting_messages(replay: Replay, texts: Texts) -> tuple[Message, ...]:
    """What waits, and for whom."""
    messages = []
    for visit in replay.waiting:
        with replay.at(visit) as facts:
            what = texts.rich(visit.step.text, visit.step.id, facts.get)
            why = _waits_for(replay, visit, texts)
        messages.append(Message((*rich(f"{why}: "), *what), "wait", visit.step.source))
    return tuple(messages)


def left_open(replay: Replay, key: str, texts: Texts) -> tuple[Message, ...]:
    """What is said as soon as an answer leaves its step open: what mends what was seen, or how to find out.

    A step that is put once more says it itself (`standing`).
    """
    visit = next((one for one in reversed(replay.visits) if one.key == key), None)
    if visit is None or visit.answer is None or visit is replay.here:
        return ()
    waits = any(one is visit for one in replay.waiting)
    told: tuple[Message, ...] = ()
    with replay.at(visit):
        if visit.answer.outcome == "unknown":
            told = _find_out(replay, visit, texts)
        elif visit.answer.outcome == "seen" and waits:
            told = _remedy(replay, visit, visit.answer, texts)
        if told and waits and replay.pause != "held":  # else what waits is listed right below
            why = _waits_for(replay, visit, texts)
            told += (Message(texts.rich(words("{why}. Dit staat straks nog open."), "", {"why": why}), "wait"),)
    return told


def standing(replay: Replay, visit: Visit, texts: Texts) -> tuple[Message, ...]:
    """What an earlier answer at this very step still means: what was seen, for whom it waits, what has to be corrected."""
    event = visit.answer
    if replay.pause == "corrects" and visit is replay.here:
        text = words("Dit deed u al, maar daarna veranderde een antwoord. Verbeter het nu ook in het portaal.")
        return (Message(texts.rich(text), "warning"),)
    if replay.pause == "lost" and visit is replay.here:
        text = words("Deze vraag is veranderd sinds u ze beantwoordde. Uw antwoord past niet meer: antwoord opnieuw.")
        return (Message(texts.rich(text), "warning"),)
    if event is None:
        return ()
    if event.outcome == "seen":
        return _remedy(replay, visit, event, texts)
    if event.outcome in HELD:
        why = {"why": _waits_for(replay, visit, texts)}
        still = Message(texts.rich(words("Dit stond nog open. {why}."), "", why), "info")
        return (still, *_find_out(replay, visit, texts)) if event.outcome == "unknown" else (still,)
    return ()


def answered_by(text: str, replay: Replay, texts: Texts, today: date) -> Visit | None:
    """The one question that waits which what was typed answers; `None` where none does, or several."""
    found = []
    for visit in replay.waiting:
        if visit.step.ask and visit.step.ask.kind in _TELLING_KINDS:
            meant = meaning(text, At(visit.step, (), phrases(texts.language), today))
            if isinstance(meant, Answer) and meant.kept["outcome"] == "given":
                found.append(visit)
    return found[0] if len(found) == 1 else None


def _find_out(replay: Replay, visit: Visit, texts: Texts) -> tuple[Message, ...]:
    """How to find out what is not known: as the question tells it, else its help, where it waits."""
    step, facts = visit.step, replay.facts.get
    if step.ask and step.ask.find_out:
        how = texts.rich(step.ask.find_out, step.id, facts)
        return (Message(join((texts.rich(words("Weet u het niet?")), how)), "answer", step.source),)
    return (
        (Message(texts.rich(step.help, step.id, facts), "answer", step.source),)
        if step.help and not step.goes_on_unknown
        else ()
    )


def _remedy(replay: Replay, visit: Visit, event: Event, texts: Texts) -> tuple[Message, ...]:
    """What was seen, what mends it, and whom to ask."""
    code = str(event.answer.get("code"))
    known = symptoms().get(code)
    seen = seen_rich(visit.step, code, replay.facts, texts)
    messages = [Message(join((texts.rich(words("U zag:")), seen)), "warning", known.source if known else "")]
    if known:
        messages.append(Message(texts.rich(known.remedy, SYMPTOMS), "info", known.source))
        first = symptom_contact(known, replay.facts)
        lines = help_line((first, *known.contacts) if first else (), texts)
        messages += [Message(line, "info", known.source) for line in lines]
    return tuple(messages)


def _waits_for(replay: Replay, visit: Visit, texts: Texts) -> str:
    event = visit.answer
    outcome = event.outcome if event else "later"
    if outcome == "other" and event:
        return texts.text(words("Wacht op {who}"), who=role_words(str(event.answer.get("who", "")), texts))
    if outcome == "seen" and event:
        return texts.text(words("Wacht op {who}"), who=mender_words(str(event.answer.get("code")), replay.facts, texts))
    if outcome == "unknown":
        return texts.text(words("Nog op te zoeken"))
    return texts.text(words("Voor later"))
