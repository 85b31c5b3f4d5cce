"""A conversation with a store behind it: the one door through which every screen, script and test answers.

What is accepted is on the disk, with the action it caused, before `answer` returns. Everything else (looking back, asking
something, a stage between question and answer) leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from msgspec.structs import replace

from assistant.conversation.aside import reply_to
from assistant.conversation.handing import LetterWriter, hand_out
from assistant.conversation.history import change_of, lines_of, step_key
from assistant.conversation.keeping import Elsewhere, Keeper, NotKept
from assistant.conversation.load import load_guide
from assistant.conversation.moved import MOVED, message_for, sight
from assistant.conversation.options import Answerable, may_skip
from assistant.conversation.phrases import phrases
from assistant.conversation.progress import overview
from assistant.conversation.reading import Answer, Asked, At, Given, Refused, Told, as_typed, meaning
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.scope import ENTERPRISE_FACT
from assistant.conversation.stages import Around, Settled, Stage, settle, stage_scene
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Line, Message, Tone, Turn
from assistant.conversation.understand import Command, command_in
from assistant.conversation.view import Scene, looking_back, scene, statements, statements_by_key
from assistant.conversation.waiting import answered_by, left_open, waiting_messages
from assistant.conversation.wording import step_helper
from assistant.domain.days import BRUSSELS
from assistant.domain.words import words
from assistant.store.opening import Store

Clock = Callable[[], datetime]
_WHEN_ALL_WAITS: tuple[Command, ...] = ("back", "stop", "earlier", "overview", "help", "later", "letter")
Outcome = Literal["accepted", "refused", "aside", "stopped"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an answer: `accepted` is committed; `refused` says why in `turn.said`; `aside` kept nothing; `stopped`
    means that the user wants to go on another time."""

    turn: Turn
    outcome: Outcome


class Conversation:
    """One open conversation. Not for two threads at once; for two processes it is: the second to answer is told.

    `new`: it goes its own way although another may be open for the enterprise that will be named.
    """

    def __init__(self, keeper: Keeper, *, language: str, now: Clock, new: bool = False) -> None:
        self._keeper = keeper
        self._new = new
        self._now = now
        self._texts = Texts(language)
        self._stage: Stage | None = None
        self._looking: Visit | None = None
        self._scene: Scene
        self.letters: LetterWriter | None = None
        """Who writes letters when they are asked for; a door that can show files sets it."""
        keeper.resume(now())
        self._heard = self._behind()
        self._show(statements(self._replay, self._heard, self._texts))

    @property
    def id(self) -> str:
        """The conversation's own identifier."""
        return self._keeper.conversation_id

    @property
    def _replay(self) -> Replay:
        return self._keeper.replay

    @property
    def guide(self) -> str:
        """The name of its guide."""
        return self._replay.guide.head.id

    @property
    def turn(self) -> Turn:
        """What to show now."""
        return self._scene.turn

    def answer(self, given: Given) -> Reply:
        """Take what was typed, chosen or scripted. Raises `StoreFault` when the store fails; nothing is lost then."""
        try:
            return self._answer(given)
        except Elsewhere:
            self._forget()
            self._keeper.resume(self._now())
            return self._say(
                "refused", words("Dit gesprek ging intussen ergens anders verder. Dit is de stand nu."), "warning"
            )

    def lines(self) -> tuple[Line, ...]:
        """The questions answered so far, for the transcript and the summary."""
        return lines_of(self._replay, self._texts)

    def line(self, key: str) -> Line | None:
        """What was answered at a step instance, None when nothing stands there."""
        return next(iter(lines_of(self._replay, self._texts, (v for v in self._replay.visits if v.key == key))), None)

    def look_back(self, key: str | None = None) -> Turn:
        """An earlier question again: the one named, else the one before the present (or the one looked at)."""
        answered = [v for v in self._replay.visits if v.answer is not None and not v.passed and v.step.acts]
        if key is None:
            looked_at = self._looking.key if self._looking else None
            keys = [visit.key for visit in answered]
            until = keys.index(looked_at) if looked_at in keys else len(keys)
            answered = [v for v in answered[:until] if v is not self._replay.here]
        else:
            wanted = step_key(self._replay, key)
            answered = [visit for visit in answered if visit.key == wanted]
        if not answered:
            self._stage = None
            self._show((self._message(words("Dit is de eerste vraag."), "info"),))
            return self.turn
        self._stage, self._looking = None, answered[-1]
        self._scene = looking_back(self._replay, self._looking, self._texts, self._now())
        return self.turn

    def go_on(self) -> Turn:
        """Back to the present question after looking at an earlier one; nothing has changed."""
        self._forget()
        self._show()
        return self.turn

    def document(self) -> dict[str, Any] | None:
        """The enterprise's access tree as it is exported; `None` while the enterprise is not known."""
        number = self._replay.facts.get(ENTERPRISE_FACT)
        return self._keeper.document(str(number)) if number else None

    def speak(self, language: str) -> Turn:
        """Go on in another language."""
        self._texts = Texts(language)
        self._show()
        return self.turn

    # Taking an answer.

    def _answer(self, given: Given) -> Reply:
        if self._stage:
            return self._at_stage(self._stage, given)
        visit = self._looking or self._replay.here
        if visit is None:
            return self._without_step(given)
        offers = self._scene.answers
        at = At(visit.step, offers, phrases(self._texts.language), self._today(), self.turn.default)
        meant = self._keeper.unless_taken(visit, meaning(given, at))
        if isinstance(meant, Refused):
            return self._say("refused", meant.text, "refused", **meant.facts)
        if isinstance(meant, Asked):
            return self._reply_aside(meant.question)
        if isinstance(meant, Told):
            return self._obey(meant.command, visit)
        stage = _stage_for(meant, visit)
        return self._enter(stage) if stage else self._take(visit, meant)

    def _without_step(self, given: Given) -> Reply:
        """Nothing is asked: the guide is done, or all that is left waits and one of it may be chosen."""
        if isinstance(given, Mapping):
            return self._say("refused", words("Dit antwoord past niet bij deze vraag."), "refused")
        text = as_typed(given)
        command = command_in(text, phrases(self._texts.language), _WHEN_ALL_WAITS)
        if command:
            return self._obey("stop" if command == "later" else command, None)
        chosen = next((one for one in self._scene.answers if text in (one.choice.value, *one.synonyms)), None)
        if chosen is None:
            at = _choice_at(text, self._scene.answers)
            if at is None and (visit := answered_by(text, self._replay, self._texts, self._today())):
                self._look_again(visit.key)
                return self._answer(text)
            if at is None:
                return self._reply_aside(text)
            chosen = at
        self._look_again(chosen.choice.value)
        return Reply(self.turn, "aside")

    def _look_again(self, key: str) -> None:
        self._keeper.look_again(key, self._now())
        self._show()

    def _take(self, visit: Visit, answer: Answer, *, take_back: bool | None = None) -> Reply:
        """Keep an answer; an earlier one that is changed shows first what that does."""
        taken_back: tuple[Visit, ...] = ()
        if self._looking is not None and visit.answer is not None:
            if _same(visit.answer.answer, answer.kept):
                self._forget()
                self._show()
                return Reply(self.turn, "aside")
            changed = change_of(self._replay, self._keeper.events, visit, answer, self._texts)
            if take_back is None and not changed.plain:
                return self._enter(Stage("change", answer, changed.preview))
            taken_back = (*changed.noted, *(changed.acted if take_back else ()))
        if reply := self._open_already(visit, answer):
            return reply
        self._heard |= {v.key for v in self._replay.visits if v is not self._replay.here}
        said_before = statements_by_key(self._replay, self._texts) if self._looking else {}
        try:
            self._keeper.keep(visit, answer.kept, self._now(), taken_back=taken_back)
        except NotKept as refusal:
            self._stage = None
            return self._say("refused", refusal.text, "refused", **refusal.facts)
        self._forget()
        said_now = statements_by_key(self._replay, self._texts) if said_before else {}
        self._heard -= {key for key, message in said_before.items() if said_now.get(key) != message}
        said = [self._message(words("Ik begrijp: {near}."), "info", near=answer.near)] if answer.near else []
        said += [self._message(words("{warning}"), "warning", warning=text) for text in self._keeper.warnings]
        said += left_open(self._replay, visit.key, self._texts)
        if answer.kept.get("outcome") == "other":
            said.append(self._message(words("Typ 'brief' voor een blad met deze stap, om door te geven."), "info"))
        self._show((*said, *statements(self._replay, self._heard, self._texts)))
        return Reply(self.turn, "accepted")

    def _open_already(self, visit: Visit, answer: Answer) -> Reply | None:
        """Go on with the conversation that is open for the enterprise that is named, unless a new one was asked for."""
        if self._new or self._looking or not visit.step.ask or visit.step.ask.save != ENTERPRISE_FACT:
            return None
        other = self._keeper.open_about(str(answer.kept.get("value")), self._now())
        if other is None:
            return None
        self._keeper = other
        other.resume(self._now())
        self._forget()
        self._heard = self._behind()
        self._show((self._message(words("Voor deze onderneming bent u al bezig. We gaan verder waar u was."), "info"),))
        return Reply(self.turn, "accepted")

    def _at_stage(self, stage: Stage, given: Given) -> Reply:
        visit = self._looking or self._replay.here
        settled = settle(stage, given, self._scene.answers, self._texts)
        if isinstance(settled, Refused):
            turn = replace(self.turn, said=(self._message(settled.text, "refused", **settled.facts),))
            self._scene = replace(self._scene, turn=turn)
            return Reply(turn, "refused")
        return self._after_stage(settled, visit)

    def _after_stage(self, settled: Settled, visit: Visit | None) -> Reply:
        self._stage = None
        if settled.stop:
            return self._obey("stop", visit)
        if settled.key:
            return Reply(self.look_back(settled.key), "aside")
        if settled.answer is not None and visit is not None:
            return self._take(visit, settled.answer, take_back=settled.take_back)
        if settled.stage:
            return self._enter(settled.stage)
        if settled.moved is not None and visit is not None:
            return self._go_on_as_seen(visit, *settled.moved)
        if settled.advice and visit is not None:
            return self._say("aside", settled.advice, "warning", contact=step_helper(visit.step, self._texts))
        self._show()
        return Reply(self.turn, "aside")

    def _go_on_as_seen(self, visit: Visit, key: str, value: str) -> Reply:
        """Go on by the words on the screen: as the step itself knows them, else with what to do."""
        row, seen = sight(key, value)
        if code := message_for(visit.step, seen):
            return self._take(visit, Answer({"outcome": "seen", "code": code}))
        source = f"{row.source}; {row.newer_source}"
        self._show((Message(self._texts.rich(seen.advice, MOVED), "warning", source),))
        return Reply(self.turn, "aside")

    def _obey(self, command: Command, visit: Visit | None) -> Reply:
        match command:
            case "stop":
                return self._say("stopped", words("Alles is bewaard. Tot de volgende keer."), "done")
            case "back":
                return Reply(self.look_back(), "aside")
            case "overview":
                self._show((*overview(self._replay, self._texts), *waiting_messages(self._replay, self._texts)))
                return Reply(self.turn, "aside")
            case "earlier":
                if not self.lines():
                    return self._say("aside", words("U hebt nog geen vraag beantwoord."), "info")
                return self._enter(Stage("earlier"))
            case "skip" if visit is not None:
                if not may_skip(visit.step):
                    needed = words("Dit antwoord is nodig om verder te gaan. Kent u het nog niet? Typ dan 'weet ik niet'.")
                    return self._say("refused", needed, "refused")
                skipped = Answer({"outcome": "skipped"})
                return self._enter(Stage("skip")) if visit.step.portal else self._take(visit, skipped)
            case "later" if visit is not None:
                return self._take(visit, Answer({"outcome": "later"}))
            case "help":
                return self._help()
            case "letter":
                self._show(hand_out(self.letters, self._keeper, self._texts, self._now()))
                return Reply(self.turn, "aside")
            case _:
                self._show()
                return Reply(self.turn, "aside")

    def _help(self) -> Reply:
        turn = self.turn
        messages = [Message(text, "answer", turn.source) for text in (turn.help, turn.find_out) if text]
        self._show(tuple(messages) or (self._message(words("Hier is geen extra uitleg. Stel gerust een vraag."), "answer"),))
        return Reply(self.turn, "aside")

    def _reply_aside(self, question: str) -> Reply:
        self._show(reply_to(question, self._texts, self._now()))
        return Reply(self.turn, "aside")

    # Showing.

    def _enter(self, stage: Stage) -> Reply:
        visit = self._looking or self._replay.here
        self._stage = stage
        self._scene = stage_scene(stage, self.turn, Around(self._replay, visit, self.lines(), self._texts))
        return Reply(self.turn, "aside")

    def _show(self, said: tuple[Message, ...] = ()) -> None:
        """Show where the conversation stands (or the earlier question that is looked at), after these messages."""
        if self._looking is not None:
            shown = looking_back(self._replay, self._looking, self._texts, self._now())
            self._scene = replace(shown, turn=replace(shown.turn, said=said))
        else:
            self._scene = scene(self._replay, self._texts, self._now(), said=said)

    def _say(self, outcome: Outcome, text: str, tone: Tone, /, **facts: object) -> Reply:
        self._show((self._message(text, tone, **facts),))
        return Reply(self.turn, outcome)

    def _message(self, text: str, tone: Tone, /, **facts: object) -> Message:
        return Message(self._texts.rich(text, "", facts), tone)

    def _forget(self) -> None:
        self._stage = self._looking = None

    def _behind(self) -> set[str]:
        """The steps before the last answer: what was said there has been read."""
        keys = [visit.key for visit in self._replay.visits]
        answered = [n for n, v in enumerate(self._replay.visits) if v.answer is not None and not v.answer.answer.get("told")]
        return set(keys[: answered[-1] + 1]) if answered else set()

    def _today(self) -> Any:
        return self._now().astimezone(BRUSSELS).date()


def begin(
    store: Store,
    guide: str,
    *,
    language: str,
    now: Clock,
    new_id: Callable[[], str],
    enterprise: str | None = None,
    new: bool = False,
    told: Mapping[str, str] = {},
) -> Conversation:
    """The open conversation for this guide and enterprise, or a new one. Raises `UnknownGuide`, `RowFaults`.

    `told`: by step, what the user said before the conversation began (`choosing`): such a conversation is always a new one.
    """
    new = new or bool(told)
    keeper = Keeper.begin(
        store, load_guide(guide), language=language, now=now(), new_id=new_id, enterprise=enterprise, new=new, told=told
    )
    return Conversation(keeper, language=language, now=now, new=new)


def resume(store: Store, conversation_id: str, *, language: str, now: Clock) -> Conversation:
    """A conversation by its identifier. Raises `KeyError` when the store has none of that name."""
    return Conversation(Keeper.of(store, conversation_id), language=language, now=now)


def _stage_for(answer: Answer, visit: Visit) -> Stage | None:
    """The stage that an answer needs before it is whole."""
    outcome = answer.kept["outcome"]
    if outcome == "seen" and "code" not in answer.kept:
        return Stage("seen")
    if outcome == "other" and "who" not in answer.kept:
        return Stage("who")
    if outcome == "skipped" and "reason" not in answer.kept and visit.step.portal:
        return Stage("skip")
    return None


def _same(kept: Any, given: Any) -> bool:
    """Whether an earlier answer was given again unchanged."""
    compared = ("outcome", "value", "code", "who", "reason")
    return all(kept.get(key) == given.get(key) for key in compared)


def _choice_at(text: str, answers: tuple[Answerable, ...]) -> Answerable | None:
    from assistant.conversation.understand import choose  # noqa: PLC0415

    match = choose(text, [one.offer for one in answers])
    return next((one for one in answers if match and one.choice.value == match.value), None)
