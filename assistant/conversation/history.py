"""The answers given so far, and what changing one of them would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.conversation.actions import Action
from assistant.conversation.corrections import take_back
from assistant.conversation.events import Event, imagined, step_of
from assistant.conversation.reading import Answer
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Line, Preview, Rich, rich
from assistant.conversation.wording import answer_words
from assistant.domain.action_kinds import action_kind
from assistant.domain.words import words


def lines_of(replay: Replay, texts: Texts, visits: Iterable[Visit] | None = None) -> tuple[Line, ...]:
    """The questions answered on the path, in order, with their answers in words."""
    here = replay.facts.round
    found = []
    for visit in replay.visits if visits is None else visits:
        event = visit.answer
        if event is None or visit.passed:
            continue
        replay.facts.round = dict(visit.round)
        text = texts.rich(visit.step.text, visit.step.id, replay.facts.get)
        answer = answer_words(visit.step, event, replay.facts, texts)
        found.append(Line(visit.key, visit.step.id, visit.section.id, text, answer, event.at))
    replay.facts.round = here
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Change:
    """What changing an answer comes to: the preview, and the parked events whose actions could be taken back."""

    preview: Preview
    parked: tuple[Event, ...]

    @property
    def plain(self) -> bool:
        """Whether nothing but the answer itself changes, so that no question about it is needed."""
        return not (self.preview.parks or self.preview.reopens or self.preview.undoes or self.preview.stays)


def change_of(replay: Replay, events: Sequence[Event], visit: Visit, answer: Answer, texts: Texts) -> Change:
    """What it would do to answer an earlier question so; nothing is kept."""
    kept = dict(answer.kept)
    after = Replay(replay.guide, [*events, imagined(visit.key, kept)], imagined=True)
    replay.facts.round = dict(visit.round)
    answered = [v for v in replay.visits if v.answer is not None and not v.passed and v.key != visit.key]
    reached = {v.key for v in after.visits if not v.passed}
    parks = [v for v in answered if v.key not in reached and not _only_later(v, after)]
    reopens = [v for v in answered if v.key in {c.key for c in after.to_correct} and v.step.portal]
    own = [visit] if visit.step.portal and kept.get("outcome") != "done" else []
    acted = [v.answer for v in (*parks, *own) if v.answer is not None and v.step.portal and v.answer.answer.get("did")]
    actions = [action for event in acted for action in event.answer["did"]]
    preview = Preview(
        key=visit.key,
        question=texts.rich(visit.step.text, visit.step.id, replay.facts.get),
        old=answer_words(visit.step, visit.answer, replay.facts, texts) if visit.answer else "",
        new=answer_words(visit.step, imagined(visit.key, kept), replay.facts, texts),
        reopens=lines_of(replay, texts, reopens),
        parks=lines_of(replay, texts, parks),
        keeps=len(answered) - len(parks),
        undoes=tuple(action_words(action, texts) for action in actions if take_back(action)),
        stays=tuple(action_words(action, texts) for action in actions if not take_back(action)),
    )
    return Change(preview, tuple(acted))


def _only_later(visit: Visit, after: Replay) -> bool:
    """Whether a step was not reached because something before it has to be done first: it is not off the path."""
    return bool(after.missing(visit.section) or after.sections[visit.section.id].held)


def action_words(action: Action, texts: Texts) -> Rich:
    """A recorded action in words, for a preview."""
    kind = action_kind(str(action["action"]))
    name = texts.text(kind.title, "actions") if kind else str(action["action"])
    about = action.get("unit") or action.get("capacity") or ""
    return texts.rich(words("{name} {about}"), "", {"name": name, "about": about}) if about else rich(name)


def step_key(replay: Replay, wanted: str) -> str | None:
    """The newest answered step instance on the path that is named so: by its key, or by its step."""
    keys = [visit.key for visit in replay.visits if visit.answer is not None and not visit.passed]
    return next((key for key in reversed(keys) if wanted in (key, step_of(key))), None)
