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
    found = []
    for visit in replay.visits if visits is None else visits:
        event = visit.answer
        if event is None or visit.passed:
            continue
        with replay.at(visit) as facts:
            text = texts.rich(visit.step.text, visit.step.id, facts.get)
            answer = answer_words(visit.step, event, facts, texts)
        found.append(Line(visit.key, visit.step.id, visit.section.id, text, answer, event.at))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Change:
    """What changing an answer comes to: the preview, the steps whose actions in the portal could be taken back, and those
    whose answers were only noted in the store: what was noted goes with the answer."""

    preview: Preview
    acted: tuple[Visit, ...]
    noted: tuple[Visit, ...]

    @property
    def plain(self) -> bool:
        """Whether nothing but the answer itself changes, so that no question about it is needed."""
        return not (self.preview.parks or self.preview.reopens or self.preview.undoes or self.preview.stays)


def change_of(replay: Replay, events: Sequence[Event], visit: Visit, answer: Answer, texts: Texts) -> Change:
    """What it would do to answer an earlier question so; nothing is kept."""
    kept = dict(answer.kept)
    after = Replay(replay.guide, [*events, imagined(visit.key, kept)], imagined=True)
    answered = [v for v in replay.visits if v.answer is not None and not v.passed and v.key != visit.key]
    reached = {v.key for v in after.visits if not v.passed}
    parks = [v for v in answered if v.key not in reached and not _only_later(v, after)]
    redo = {v.key for v in after.to_redo}
    reopens = [v for v in answered if v.key in redo]
    own = [visit] if visit.step.portal and kept.get("outcome") != "done" else []
    actions = [action for v in (*parks, *own) if v.step.portal for action in _did(v)]
    undone = [v for v in (*parks, *own) if any(map(take_back, _did(v)))]
    with replay.at(visit) as facts:
        question = texts.rich(visit.step.text, visit.step.id, facts.get)
        old = answer_words(visit.step, visit.answer, facts, texts) if visit.answer else ""
        new = answer_words(visit.step, imagined(visit.key, kept), facts, texts)
    preview = Preview(
        key=visit.key,
        question=question,
        old=old,
        new=new,
        reopens=lines_of(replay, texts, reopens),
        parks=lines_of(replay, texts, parks),
        keeps=len(answered) - len(parks),
        undoes=tuple(action_words(action, texts) for action in actions if take_back(action)),
        stays=tuple(action_words(action, texts) for action in actions if not take_back(action)),
    )
    in_portal = tuple(v for v in undone if v.step.portal)
    return Change(preview, in_portal, tuple(v for v in undone if not v.step.portal))


def _did(visit: Visit) -> Sequence[Action]:
    return visit.answer.answer.get("did", ()) if visit.answer else ()


def _only_later(visit: Visit, after: Replay) -> bool:
    """Whether a step was not reached because something before it has to be done first: it is not off the path."""
    round_ = visit.key.removeprefix(visit.step.id)
    if round_ not in after.rounds(visit.section):
        return False
    return after.missing(visit.section) is not None or round_ in after.sections[visit.section.id].held


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
