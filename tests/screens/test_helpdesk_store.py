"""The help desk over a real store: found, judged, mended, taken back, looked back at, pasted, written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.days import BRUSSELS
from assistant.domain.malformed import Malformed
from assistant.screens.helpdesk.cases import Asked, Belongs
from assistant.screens.helpdesk.store_helpdesk import StoreHelpDesk
from assistant.screens.options import Options
from assistant.screens.program import Assistant
from assistant.screens.store_desk import StoreDesk
from assistant.screens.widgets.line import Line
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.lists.organisations import keep_organisations, read_organisations
from assistant.store.location import Embedded
from assistant.store.opening import Store, memory_store, open_store
from tests.screens.stage import text_of, type_in, until

EXAMPLES = Path(__file__).resolve().parents[1] / "checks" / "examples"
NUMBER, AN, BO = "0123456749", "90010199992", "40091299830"
MONDAY = datetime(2026, 11, 16, 9, tzinfo=BRUSSELS)
NOW = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)

SCREEN = f"""Benaming: Ziekenhuis Voorbeeld; Ondernemingsnummer: 0123.456.749
Hoedanigheid: Mammografische eenheid kankerbevolkingsonderzoek
Subafdeling: Mammografische eenheid: Ziekenhuis Voorbeeld; HCO-nummer: 90005
Subafdeling: Mammografische eenheid site: Campus A; HCO-nummer: 90001

Naam\tVoornaam\tGebruikersnaam\tType\tINSZ\tStatus
Proefman\tBo\tboproefman\tUSER\t{BO}\tGeblokkeerd
"""


def example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        with made.transaction() as tx:
            import_tree(tx, example("function.wrong-level"), MONDAY)
        yield made


@pytest.fixture
def desk(store: Store, clock: Clock) -> StoreHelpDesk:
    made = StoreHelpDesk(lambda: store, clock)
    made.warm()
    return made


def tree_in(store: Store) -> dict[str, Any]:
    with store.reading() as tx:
        found = export_tree(tx, NUMBER)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "typed", [NUMBER, "0123.456.749", "ziekenhuis voorbeeld", "bo proefman", "Proefmann", BO, "campus a", "90001"]
)
def test_whatever_the_caller_says_is_found(desk: StoreHelpDesk, typed: str) -> None:
    found = desk.find(typed, "nl")
    assert found.hits[0].asked.enterprise == NUMBER
    assert BO not in "".join(hit.name + hit.about for hit in found.hits), "numbers are masked"


def test_a_message_is_answered_and_a_strange_number_is_said_to_be_strange(desk: StoreHelpDesk) -> None:
    assert "hoofdtoegangsbeheerder" in desk.find("we hebben geen HTB", "nl").answers[0].title
    assert desk.find("0123456848", "nl").unknown == "0123456848"
    assert desk.find("\x00", "nl") == desk.find("\x01", "nl")


def test_an_organisation_known_from_a_list_alone_is_told_as_such(desk: StoreHelpDesk, store: Store) -> None:
    number = "0119000093"
    with store.transaction() as tx:
        keep_organisations(tx, *read_organisations(f"kbo;naam\n{number};Huis Lijst\n".encode(), {}))
    for typed in (number, "huis lijst"):
        (hit,) = desk.find(typed, "nl").hits
        assert (hit.asked, hit.name) == (Asked(number), "Huis Lijst")
        assert hit.about == "0119.000.093 · alleen bekend van een lijst: er is geen boom"
    assert desk.find(number, "nl").unknown == number, "a cause can still be found by questions"
    for ask in (desk.case, desk.tree):
        with pytest.raises(Malformed, match="alleen bekend van een lijst"):
            ask(Asked(number), "nl")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0123.456.748", "Dit ondernemingsnummer klopt niet"),
        ("90.01.01-999.93", "Dit rijksregisternummer klopt niet"),
        ("0123.456.749", ""),
        ("0123456848", ""),
        ("qqqqqqq", ""),
    ],
)
def test_a_number_that_cannot_be_is_told_to_be_mistyped(desk: StoreHelpDesk, typed: str, says: str) -> None:
    found = desk.find(typed, "nl")
    assert found.mistyped.startswith(says)
    assert bool(found.mistyped) == bool(says)


def test_near_misses_come_first(desk: StoreHelpDesk) -> None:
    case = desk.case(Asked(NUMBER), "nl")
    assert [(one.code, one.blocking, one.alone) for one in case.troubles] == [
        ("function.wrong-level", True, True),
        ("user.wrong-level", False, False),
    ]
    assert [one.verdict for one in case.accesses] == ["denied"]
    assert case.troubles[0].where == "Ziekenhuis Voorbeeld (90005)"
    assert "TB An Voorbeeld" in [name for _, name in case.actors]


def test_an_enterprise_that_is_not_there_is_told(desk: StoreHelpDesk) -> None:
    for ask in (desk.case, desk.tree):
        with pytest.raises(Malformed):
            ask(Asked("0123456848"), "nl")


def test_a_plan_is_carried_out_step_by_step_and_taken_back(desk: StoreHelpDesk, store: Store, clock: Clock) -> None:
    asked = Asked(NUMBER, BO)
    plan = desk.plan(asked, None, "nl")
    assert [step.row["action"]["action"] for step in plan.steps] == ["function.end", "function.give"]
    assert desk.apply(plan, plan.steps[:1], "nl").done == 1
    with pytest.raises(Malformed):
        desk.apply(plan, plan.steps[1:], "nl")  # made for a tree that is no more
    between = tree_in(store)
    rest = desk.plan(asked, None, "nl")
    assert desk.apply(rest, rest.steps, "nl").done == len(rest.steps) == 1
    assert [one.verdict for one in desk.case(asked, "nl").accesses] == ["pending"]
    clock.at += timedelta(minutes=21)
    assert [one.verdict for one in desk.case(asked, "nl").accesses] == ["allowed"]
    assert desk.undo(NUMBER, "nl") == ("De functie geven: Bo Proefman · radioloog · Campus A (90005/90001)",)
    assert tree_in(store) == between
    with pytest.raises(Malformed):
        desk.undo(NUMBER, "nl")  # the last thing done is no plan any more


def test_a_whole_plan_is_taken_back_at_once(desk: StoreHelpDesk, store: Store) -> None:
    before = tree_in(store)
    plan = desk.plan(Asked(NUMBER), None, "nl")
    assert desk.apply(plan, plan.steps, "nl").done == 2
    assert len(desk.undo(NUMBER, "nl")) == 2
    assert tree_in(store) == before


def test_the_tree_after_the_plan_is_the_tree_that_carrying_it_out_makes(desk: StoreHelpDesk, store: Store) -> None:
    plan = desk.plan(Asked(NUMBER), None, "nl")
    preview = desk.preview(plan, "nl")
    desk.apply(plan, plan.steps, "nl")
    assert desk.tree(Asked(NUMBER), "nl") == preview


def test_the_one_who_is_chosen_does_what_he_may(desk: StoreHelpDesk) -> None:
    plan = desk.plan(Asked(NUMBER), {"role": "TB", "person": AN}, "nl")
    assert {step.by for step in plan.steps} == {"TB An Voorbeeld"}


def test_what_a_step_leaves_open_is_chosen_first(desk: StoreHelpDesk, store: Store, clock: Clock) -> None:
    with store.transaction() as tx:
        import_tree(tx, example("function.missing"), NOW)
    plan = desk.plan(Asked(NUMBER), None, "nl")
    (step,) = plan.steps
    assert step.choices and step.chosen == "data.function"
    assert desk.apply(plan, [step], "nl").done == 0, "nothing is guessed"
    assert desk.apply(plan, [step.with_choice(step.choices[0])], "nl").done == 1


def test_since_when(desk: StoreHelpDesk, store: Store, clock: Clock) -> None:
    plan = desk.plan(Asked(NUMBER), None, "nl")
    desk.apply(plan, plan.steps, "nl")
    clock.at += timedelta(hours=1)
    since = desk.since(Asked(NUMBER), NOW - timedelta(days=1), "nl")
    ((change),) = since.changes
    assert (change.who, change.was, change.now) == ("Bo Proefman", "denied", "allowed")
    assert "De functie geven" in change.by
    assert [deed.what.partition(":")[0] for deed in since.deeds] == ["De functie geven", "De functie beëindigen"]
    assert not desk.since(Asked(NUMBER), MONDAY - timedelta(days=1), "nl").known
    then = Asked(NUMBER, as_of=NOW - timedelta(days=1))
    assert [one.verdict for one in desk.case(then, "nl").accesses] == ["denied"]
    assert desk.tree(then, "nl") != desk.tree(Asked(NUMBER), "nl")


def test_what_was_taken_back_is_told_as_that(desk: StoreHelpDesk, store: Store, clock: Clock) -> None:
    plan = desk.plan(Asked(NUMBER), None, "nl")
    clock.at += timedelta(hours=1)
    desk.apply(plan, plan.steps, "nl")
    clock.at += timedelta(hours=1)
    applied = clock.at - timedelta(minutes=10)
    desk.undo(NUMBER, "nl")
    since = desk.since(Asked(NUMBER), NOW, "nl")
    given = "De functie geven: Bo Proefman · radioloog · Campus A (90005/90001)"
    ended = "De functie beëindigen: Bo Proefman · radioloog · Ziekenhuis Voorbeeld (90005)"
    assert [deed.what for deed in since.deeds] == [f"Teruggenomen: {given}; {ended}", given, ended]
    ((change),) = desk.since(Asked(NUMBER), applied, "nl").changes
    assert (change.was, change.now) == ("allowed", "denied")
    assert change.by.startswith(f"Teruggenomen: {given}")


def test_a_pasted_screen(desk: StoreHelpDesk, store: Store) -> None:
    read = desk.read_screen(SCREEN, Belongs(), "nl")
    assert read is not None and read.take is not None
    assert any("Bo" in line or "boproefman" in line for line in read.will)
    before = tree_in(store)
    assert read.take() == NUMBER
    assert tree_in(store) != before
    again = desk.read_screen(SCREEN, Belongs(), "nl")
    assert again is not None and again.take is None, "the same screen changes nothing"
    bare = "\n".join(SCREEN.splitlines()[5:])
    assert desk.read_screen(bare, Belongs(), "nl").missing == "enterprise"
    assert desk.read_screen(bare, Belongs(NUMBER), "nl").missing == "capacity"
    assert desk.read_screen("een melding\nop twee lijnen", Belongs(), "nl") is None


def test_what_is_given_out_holds_no_whole_number(desk: StoreHelpDesk) -> None:
    asked = Asked(NUMBER, BO)
    for what in ("answer", "ticket", "mail"):
        written = desk.write(what, asked, "nl")
        assert "Heracles" in written.text and BO not in written.text
        assert (b"Subject:" in written.file) == (what == "mail")


def test_a_support_code_opens_what_was_found(desk: StoreHelpDesk) -> None:
    code = next(word for word in desk.write("ticket", Asked(NUMBER, BO), "nl").text.split() if word.startswith("TW-"))
    (answer,) = desk.find(code.lower(), "nl").answers
    assert "verkeerd niveau" in answer.text
    with pytest.raises(Malformed):
        desk.find(code[:-1] + ("0" if code[-1] != "0" else "1"), "nl")


def test_another_way_is_to_expect_someone_where_he_is(desk: StoreHelpDesk, store: Store, clock: Clock) -> None:
    tree = example("allowed")
    tree["expected"][0]["unit"] = "90005/90002"
    with store.transaction() as tx:
        import_tree(tx, tree, NOW)
    plan = desk.plan(Asked(NUMBER), None, "nl")
    (other,) = plan.alternatives
    assert "90005/90001" in other.what
    assert desk.apply(plan, other.steps, "nl").refused == ""
    clock.at += timedelta(hours=1)
    assert [one.verdict for one in desk.case(Asked(NUMBER), "nl").accesses] == ["allowed"]


async def test_the_program_from_the_door_to_the_diagnosis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOEGANGSWIJZER_KEY_FILE", raising=False)
    where = Embedded(tmp_path / "opslag.db")
    with open_store(where, create=True) as made, made.transaction() as tx:
        import_tree(tx, example("function.wrong-level"), MONDAY)
    options = Options(where, "nl", lambda: NOW)
    doors = StoreDesk(options)
    app = Assistant(options, doors, None, settings=tmp_path / "s.json", environ={})
    try:
        async with app.run_test(size=(140, 40), notifications=True) as pilot:
            screen = app.show_helpdesk()
            await pilot.pause()
            await type_in(pilot, "proefman")
            await pilot.press("enter")
            await until(pilot, lambda: screen.plan is not None and screen.view._tree is not None)
            shown = text_of(app)
            assert "✗ Bo Proefman mag niet binnen in Heracles" in shown
            assert "✗ Bo Proefman · De functie staat op een verkeerd" in shown
            await pilot.press("f4", "enter")
            await until(pilot, lambda: "Voer deze stap uit als" in text_of(app))
            await pilot.press("down", "enter")
            await until(pilot, lambda: screen.case.accesses[0].verdict == "pending")
            await pilot.press("ctrl+z")
            await until(pilot, lambda: screen.case.accesses[0].verdict == "denied")
            await pilot.press("f5", "enter")
            await until(pilot, lambda: "Bo" in app.clipboard and "Heracles" in app.clipboard)
            screen.query_one(Line).value = ""
    finally:
        app.backstage.finish()
        doors.close()
