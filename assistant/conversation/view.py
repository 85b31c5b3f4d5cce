"""From a replay to the turn that doors show: the question or portal step, what was said on the way, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from assistant.conversation.events import HELD, Event
from assistant.conversation.flow import Portal, Step
from assistant.conversation.machine import Life
from assistant.conversation.options import Answerable, answerable, may_skip, portal_answers
from assistant.conversation.progress import progress_of
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.scope import ENTERPRISE_FACT, NAME_FACT
from assistant.conversation.templates import filled_text
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Choice, Field, Instruction, Message, QuestionKind, Turn, join, rich
from assistant.conversation.waiting import standing, waiting_messages
from assistant.conversation.wording import answer_words, draft_of, one_of, role_words
from assistant.domain.catalogue import catalogue
from assistant.domain.labels import labels
from assistant.domain.rights import who_may
from assistant.domain.ways import whole_way
from assistant.domain.words import words

WAYS = "places"
"""The context of the texts of data/places.yaml."""

_KINDS: dict[str, QuestionKind] = {
    "choice": "choice", "yes-no": "choice", "multi": "multi", "people": "people", "password": "password"
}  # fmt: skip

COMMANDS = ("back", "skip", "overview", "letter", "help", "stop")


class Scene(msgspec.Struct, frozen=True):
    """A turn with the ways in which it can be answered."""

    turn: Turn
    answers: tuple[Answerable, ...] = ()


def scene(replay: Replay, texts: Texts, now: datetime, *, said: tuple[Message, ...] = ()) -> Scene:
    """What to show where a replay stands. `said` comes before the question."""
    base = replace(_base(replay, texts, replay.here), said=said)
    if replay.here is not None:
        with replay.at(replay.here):
            return _at_step(replay, replay.here, texts, now, base)
    if replay.pause == "held":
        return _at_waiting(replay, texts, base)
    return Scene(replace(base, text=texts.rich(replay.guide.head.done, replay.guide.head.id, replay.facts.get)))


def looking_back(replay: Replay, visit: Visit, texts: Texts, now: datetime) -> Scene:
    """An earlier question, with the answer that stands there."""
    base = replace(_base(replay, texts, visit), finished=False, commands=_commands(visit))
    with replay.at(visit) as facts:
        shown = _at_step(replay, visit, texts, now, base)
        given = answer_words(visit.step, visit.answer, facts, texts) if visit.answer else None
        draft = draft_of(visit.step, visit.answer, facts, texts) if visit.answer else ""
    turn = replace(shown.turn, changing=True, given=given, draft=draft, said=())
    if turn.kind == "multi" and visit.answer is not None and visit.answer.outcome == "given":
        ticked = [str(value) for value in visit.answer.answer.get("value") or ()]
        turn = replace(turn, choices=tuple(replace(one, chosen=one.value in ticked) for one in turn.choices))
    return replace(shown, turn=turn)


def statements(replay: Replay, known: Iterable[str], texts: Texts) -> tuple[Message, ...]:
    """What is said at the steps of a path that were not on it before (`known` are the keys that were)."""
    before = set(known)
    found = (_statement(replay, visit, texts) for visit in replay.visits if visit.key not in before)
    return tuple(message for message in found if message is not None)


def statements_by_key(replay: Replay, texts: Texts) -> dict[str, Message]:
    """Everything that is said along the path, by the step that says it."""
    found = {visit.key: _statement(replay, visit, texts) for visit in replay.visits}
    return {key: message for key, message in found.items() if message is not None}


def _statement(replay: Replay, visit: Visit, texts: Texts) -> Message | None:
    if visit.passed or visit is replay.here:
        return None
    step = visit.step
    if visit.answer is not None and visit.answer.answer.get("told"):
        return _told_before(replay, visit, visit.answer, texts)
    source = step.text if not step.acts else step.said if visit.answer and visit.answer.outcome not in HELD else ""
    if not source:
        return None
    with replay.at(visit) as facts:
        return Message(texts.rich(source, step.id, facts.get), "done" if step.acts else "info", step.source)


def _told_before(replay: Replay, visit: Visit, event: Event, texts: Texts) -> Message:
    """A question that was answered before the conversation began: it is not asked again, but neither kept silent."""
    with replay.at(visit) as facts:
        question = texts.rich(visit.step.text, visit.step.id, facts.get)
        answer = rich(answer_words(visit.step, event, facts, texts), "value")
    return Message(join((texts.rich(words("Dit zei u al.")), question, answer)), "info", visit.step.source)


def _at_step(replay: Replay, visit: Visit, texts: Texts, now: datetime, base: Turn) -> Scene:
    """A question or portal step with the facts as they are there."""
    step = visit.step
    facts = replay.facts.get
    base = replace(
        base,
        text=texts.rich(step.text, step.id, facts),
        help=texts.rich(step.help, step.id, facts),
        said=(*base.said, *standing(replay, visit, texts)),
    )
    if step.portal:
        offers = portal_answers(texts)
        instruction = instruction_of(replay, visit, step.portal, texts, now)
        turn = replace(base, kind="portal", answer_kind="portal", choices=_choices(offers), instruction=instruction)
        return Scene(turn, tuple(offers))
    assert step.ask is not None
    offers = answerable(step, replay.facts, texts)
    turn = replace(
        base,
        kind=_KINDS.get(step.ask.kind, "text"),
        answer_kind=step.ask.kind,
        choices=_choices(offers),
        find_out=texts.rich(step.ask.find_out, step.id, facts),
        example=texts.rich(step.ask.example, step.id, facts),
        default=filled_text(step.ask.default, replay.facts) if step.ask.default else None,
        optional=step.ask.optional,
    )
    return Scene(turn, tuple(offers))


def _at_waiting(replay: Replay, texts: Texts, base: Turn) -> Scene:
    """Nothing can go on now: what waits is put as a choice."""
    offers = []
    for visit, message in zip(replay.waiting, waiting_messages(replay, texts), strict=True):
        offers.append(Answerable(Choice(visit.key, message.text), (visit.step.id,)))
    if any(section.answered for section in replay.sections.values()):
        text = texts.rich(words("Alles wat nu kan, is gedaan. Waarmee wilt u verder?"))
        help_ = texts.rich(words("Kies wat intussen klaar is. Is er nog niets klaar? Stop dan gerust: alles is bewaard."))
    else:
        text = texts.rich(words("Hiermee beginnen we. Weet u het al?"))
        help_ = texts.rich(
            words("Typ het antwoord, of kies de vraag. Weet u het nog niet? Stop dan gerust: u kunt later verder.")
        )
    turn = replace(base, kind="choice", answer_kind="choice", text=text, help=help_, choices=_choices(offers))
    return Scene(turn, tuple(offers))


def instruction_of(replay: Replay, visit: Visit, portal: Portal, texts: Texts, now: datetime) -> Instruction:
    """A portal step for these facts; the replay stands at it (`Replay.at`)."""
    step, facts = visit.step, replay.facts.get
    road = whole_way(portal.way) if portal.way else ()
    return Instruction(
        who=one_of((role_words(role, texts) for role in who_does(replay, step)), texts),
        place=tuple(texts.rich(click, WAYS) for leg in road for click in leg.clicks),
        address=(road[0].address or "") if road else "",
        clicks=tuple(texts.rich(click, step.id, facts) for click in portal.clicks),
        fields=tuple(
            Field(_field_name(f.field), filled_text(f.value, replay.facts) or "", texts.rich(f.note, step.id, facts))
            for f in portal.fill
        ),
        success=texts.rich(portal.success, step.id, facts),
        after=texts.rich(portal.after, step.id, facts),
        life=life_of(visit, portal, now),
    )


def _field_name(field: str) -> str:
    """The exact label of a field of the screen: by its key, or as the flow wrote it."""
    return labels()[field].text if field in labels() else field


def who_does(replay: Replay, step: Step) -> tuple[str, ...]:
    """Who may do a portal step: as the flow says, else by the right of its first action; the best suited first."""
    if step.portal and step.portal.who:
        return step.portal.who
    capacity = replay.facts.get("capacity")
    kind = catalogue().capacity(str(capacity)) if capacity else None
    return tuple(who_may(step.do[0].action, kind.label if kind else None)) if step.do else ()


def life_of(visit: Visit, portal: Portal, now: datetime) -> str:
    """Where a portal step is in its life (rulebook O2, O6)."""
    event = visit.answer
    if event is None:
        return Life().state
    if event.outcome == "other":
        return Life("hand_over").state
    if event.outcome == "seen" and event.answer.get("code") == "step.unconfirmed":
        return Life("save").state
    if event.outcome != "done":
        return Life().state
    if not portal.takes_effect:
        return Life("confirm", "take_effect").state
    in_force = event.at is not None and (now - event.at).total_seconds() >= PENDING_SECONDS
    return Life("confirm", "change", *(["take_effect"] if in_force else [])).state


PENDING_SECONDS = 20 * 60
"""How long a change of a user may take to be in force (rulebook O6)."""


def _choices(offers: Iterable[Answerable]) -> tuple[Choice, ...]:
    return tuple(one.choice for one in offers)


def _base(replay: Replay, texts: Texts, visit: Visit | None) -> Turn:
    """What every turn of this moment has in common; as it is, the last page."""
    head = replay.guide.head
    number = replay.facts.get(ENTERPRISE_FACT)
    finished = replay.pause == "end"
    return Turn(
        guide=head.id,
        guide_title=texts.text(head.title, head.id),
        enterprise=str(number) if number else None,
        enterprise_name=str(replay.facts.get(NAME_FACT) or ""),
        key=visit.key if visit else replay.state,
        step=visit.step.id if visit else replay.state,
        section=visit.section.id if visit else "",
        kind="end",
        answer_kind="end",
        text=(),
        source=visit.step.source if visit else head.source,
        terms=visit.step.terms if visit else (),
        progress=progress_of(replay, texts),
        counted=head.counted,
        waiting=waiting_messages(replay, texts),
        finished=finished,
        commands=() if finished else _commands(visit),
    )


def _commands(visit: Visit | None) -> tuple[str, ...]:
    return tuple(one for one in COMMANDS if one != "skip" or (visit and may_skip(visit.step)))
