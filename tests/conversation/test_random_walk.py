"""Random conversations: whatever is answered, changed, skipped, put off or interrupted: nothing is lost, nothing breaks."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assistant.conversation.events import event_of
from assistant.conversation.load import load_guide
from assistant.conversation.replay import Replay
from tests.conversation.talking import Desk, Talk, desk_in_memory, visible
from tests.conversation.walking import AN, BO, CIS, GUIDES

TEXTS = [
    "An",
    "Noord",
    "[/] {naam} {label.save}",
    "{plaats.name}",
    "[red]",
    "x" * 300,
    "a\x00b",
    "é😀",
    "אלי",
    "stop maar niet",
    "",
]
TYPED = {
    "text": st.sampled_from(TEXTS) | st.text(max_size=20),
    "count": st.sampled_from(["1", "2", "3", "twee", "1234", "0", "veel"]),
    "enterprise-number": st.sampled_from(["0123.456.749", "0123456848", "0123456740"]),
    "insz": st.sampled_from([AN, BO, CIS, "90.01.01-999.93"]),
    "hco": st.sampled_from(["90001", "90002", "90003", "hco?"]),
    "email": st.sampled_from(["me@voorbeeld.be", "geen adres"]),
    "date": st.sampled_from(["morgen", "1-12-2026", "31-02-2026", ""]),
    "people": st.lists(st.sampled_from([(AN, "An"), (BO, "Bo"), (CIS, "Cis")]), min_size=1, max_size=3, unique=True).map(
        lambda some: "\n".join(f"{name} Voorbeeld {insz} {name.lower()}@voorbeeld.be" for insz, name in some)
    ),
}
FITTING = {
    "text": ["An", "[/] {naam}", "Noord"],
    "count": ["1", "2", "1234"],
    "enterprise-number": ["0123.456.749"],
    "insz": [AN, BO],
    "hco": ["90001", "90002", "90003", "90004"],
    "email": ["me@voorbeeld.be"],
    "date": ["morgen"],
    "people": [f"Bo Voorbeeld {BO} b@voorbeeld.be", f"Cis Voorbeeld {CIS} c@voorbeeld.be\nBo Voorbeeld {BO} b@voorbeeld.be"],
}
COMMANDS = [
    "terug",
    "overslaan",
    "weet ik niet",
    "later",
    "wijzig",
    "overzicht",
    "help",
    "herhaal",
    "stop",
    "wat is een HTB?",
]


class Conversing(RuleBasedStateMachine):
    """One conversation at one desk, on one of the small guides."""

    def __init__(self) -> None:
        super().__init__()
        self.desk_open = desk_in_memory()
        self.desk: Desk = self.desk_open.__enter__()
        self.talk: Talk
        self.kept: tuple[Any, ...] = ()

    def teardown(self) -> None:
        self.desk_open.__exit__(None, None, None)

    @initialize(guide=st.sampled_from(["badge", "ploeg", "telling", "eenheid"]))
    def begin(self, guide: str) -> None:
        self.talk = self.desk.begin(guide)

    @rule(data=st.data(), times=st.integers(1, 12))
    def go_on(self, data: st.DataObject, times: int) -> None:
        """A few answers that fit."""
        for _ in range(times):
            turn = self.talk.conversation.turn
            if turn.kind == "portal":
                self.give("gedaan")
            elif turn.choices:
                fitting = [choice.value for choice in turn.choices if choice.value not in ("unknown", "back", "geen")]
                self.give(data.draw(st.sampled_from(fitting or ["terug"])))
            else:
                self.give(data.draw(st.sampled_from(FITTING.get(turn.answer_kind, ["An"]))))

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Something that fits the question more often than not."""
        turn = self.talk.conversation.turn
        if turn.kind == "multi":
            given: Any = ", ".join(data.draw(st.lists(st.sampled_from([c.value for c in turn.choices]), min_size=1)))
        elif turn.choices:
            given = data.draw(st.sampled_from([*(choice.value for choice in turn.choices), "1"]))
        else:
            given = data.draw(TYPED.get(turn.answer_kind, TYPED["text"]))
        self.give(given)

    @rule(given=st.sampled_from(COMMANDS) | st.text(max_size=30))
    def say_something_else(self, given: str) -> None:
        self.give(given)

    @rule(data=st.data())
    @precondition(lambda self: bool(self.talk.conversation.lines()))
    def look_back(self, data: st.DataObject) -> None:
        lines = self.talk.conversation.lines()
        self.talk.conversation.look_back(data.draw(st.sampled_from([line.key for line in lines])))

    @rule()
    def come_back_later(self) -> None:
        again = self.desk.resume(self.talk)
        first = visible(again)
        self.talk = self.desk.resume(again)
        assert visible(self.talk) == first, "coming back twice changes nothing"

    @rule(given=st.sampled_from(["gedaan", "An", "2", "ja"]))
    def go_on_in_another_window(self, given: str) -> None:
        self.desk.resume(self.talk).give(given)

    def give(self, given: Any) -> None:
        before = self.desk.events(self.talk)
        outcome = self.talk.give(given)
        after = self.desk.events(self.talk)
        assert after[: len(before)] == before, "events are only added"
        answered = [event for event in after[len(before) :] if event.kind == "answer"]
        assert outcome in ("accepted", "refused", "aside", "stopped")
        assert (outcome == "accepted") == bool(answered), "accepted is kept, and nothing else is"
        if outcome == "refused":
            assert self.talk.said

    @invariant()
    def nothing_is_lost(self) -> None:
        now = self.desk.events(self.talk)
        assert now[: len(self.kept)] == self.kept
        assert [event.seq for event in now] == list(range(1, len(now) + 1))
        self.kept = now

    @invariant()
    def walking_anew_leads_to_the_same(self) -> None:
        live = self.talk.conversation._keeper
        if len(live.events) != len(self.kept):
            return  # another window went on: this one will be told
        guide = load_guide(self.talk.conversation.guide, GUIDES)
        anew = Replay(guide, map(event_of, self.kept), focus=live._focus)
        assert standing_of(anew) == standing_of(live.replay)
        assert {event.key for event in anew.parked} | {visit.key for visit in anew.visits if visit.answer} == {
            key for key, event in anew._standing.answers.items()
        }, "an answer that stands is on the path or parked"


def standing_of(replay: Replay) -> tuple[Any, ...]:
    """Where a replay stands, all of it that anyone asks for."""
    visits = [
        (visit.key, visit.passed, visit.answer and dict(visit.answer.answer), visit.passing) for visit in replay.visits
    ]
    sections = {key: (sorted(one.done), list(one.held), one.answered) for key, one in replay.sections.items()}
    done = [replay.is_done(section) for section in replay.guide.sections]
    return replay.state, replay.pause, replay.facts.root, replay.facts.round, visits, sections, done, replay.wanted


Conversing.TestCase.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestConversing = Conversing.TestCase
