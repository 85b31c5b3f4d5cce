"""How far each section of a guide is, and why one has to wait."""

from __future__ import annotations

from assistant.conversation.flow import Section
from assistant.conversation.replay import Replay
from assistant.conversation.support_code import support_code
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Message, SectionProgress, SectionState, Tone
from assistant.conversation.wording import role_words
from assistant.domain.words import words


def progress_of(replay: Replay, texts: Texts) -> tuple[SectionProgress, ...]:
    """Every section of the guide in order, with its state."""
    return tuple(_progress(replay, section, texts) for section in replay.guide.sections)


_STATES: dict[SectionState, tuple[str, Tone]] = {
    "done": (words("{title}: klaar."), "done"),
    "now": (words("{title}: hier bent u nu."), "info"),
    "open": (words("{title}: nog te doen."), "info"),
    "waiting": (words("{title}: wacht."), "wait"),
}


def overview(replay: Replay, texts: Texts) -> tuple[Message, ...]:
    """Where the conversation stands, a line a section; what only comes later is counted. Last the code for a help desk."""
    progress = progress_of(replay, texts)
    found = []
    for section in progress:
        if section.state in _STATES:
            text, tone = _STATES[section.state]
            found.append(Message(texts.rich(text, "", {"title": section.title}), tone))
    if later := sum(section.state == "blocked" for section in progress):
        text = words("Daarna nog hoogstens {later} delen.") if later > 1 else words("Daarna nog hoogstens één deel.")
        found.append(Message(texts.rich(text, "", {"later": later})))
    if replay.here is not None:
        code = support_code(f"{replay.guide.head.id}/{replay.here.step.id}")
        found.append(Message(texts.rich(words("Belt u de helpdesk? Noem dan deze hulpcode: {code}"), "", {"code": code})))
    return tuple(found)


def _progress(replay: Replay, section: Section, texts: Texts) -> SectionProgress:
    title = texts.text(section.title, section.id)
    answered = replay.sections[section.id].answered
    state = _state(replay, section)
    why = ""
    if state == "blocked" and (missing := replay.missing(section)) is not None:
        why = texts.text(words("Eerst: {section}"), section=texts.text(missing.title, missing.id))
    elif state == "waiting":
        why = ", ".join(_handed_to(replay, section, texts))
    return SectionProgress(section.id, title, state, answered, why)


def _handed_to(replay: Replay, section: Section, texts: Texts) -> dict[str, None]:
    """To whom steps of a section were handed, each once."""
    events = [visit.answer for visit in replay.sections[section.id].held.values() if visit.answer]
    handed = [str(event.answer.get("who", "")) for event in events if event.outcome == "other"]
    return dict.fromkeys(role_words(who, texts) for who in handed)


def _state(replay: Replay, section: Section) -> SectionState:
    if replay.here is not None and replay.here.section.id == section.id:
        return "now"
    if replay.missing(section) is not None:
        return "blocked"
    if replay.sections[section.id].held:
        return "waiting"
    if replay.is_done(section):
        return "done" if replay.sections[section.id].done else "passed"
    return "open"


def summary_of(replay: Replay) -> dict[str, object]:
    """How far a conversation is, for the list of open ones, counted as `progress_of` is shown: without what is passed over.

    The present section, its place (0 where none is asked in), how many are done and how many count; what waits.
    """
    states = [_state(replay, section) for section in replay.guide.sections] if replay.guide.head.counted else []
    shown = [state for state in states if state != "passed"]
    return {
        "section": replay.here.section.id if replay.here else None,
        "now": shown.index("now") + 1 if "now" in shown else 0,
        "done": shown.count("done"),
        "counted": len(shown),
        "waiting": len(replay.waiting),
    }
