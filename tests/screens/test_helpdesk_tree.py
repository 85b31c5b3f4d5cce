"""The tree with what is wrong on its place, and branches that grow when they are opened."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from assistant.domain.days import BRUSSELS
from assistant.screens.helpdesk import cases
from assistant.screens.helpdesk.cases import Access, Case
from assistant.screens.helpdesk.judged_tree import MOST_FIRST, judged
from assistant.screens.helpdesk.lazy_tree import PAGE, LazyTree
from assistant.screens.helpdesk.store_helpdesk import StoreHelpDesk
from assistant.screens.speech import Speech
from assistant.screens.twigs import Place, Twig, enterprise_twig
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import memory_store
from tests.screens import fake
from tests.screens.fake_helpdesk import BO, CAPACITY, SITE, WRONG_LEVEL, case

EXAMPLES = Path(__file__).resolve().parents[1] / "checks" / "examples"
NOW = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)
SAY = Speech("nl")


def twigs(twig: Twig) -> list[Twig]:
    return [twig, *(each for under in twig.under for each in twigs(under))]


def shown(of: Case) -> dict[str, Twig]:
    return {twig.name: twig for twig in twigs(judged(enterprise_twig(fake.DOCUMENT, SAY), of, SAY))}


def test_a_finding_stands_at_its_node_and_is_counted_above() -> None:
    found = shown(case())
    assert (found["Bart Denkbeeld"].tone, found["Bart Denkbeeld"].word) == ("bad", WRONG_LEVEL.title)
    assert found["Ziekenhuis Voorbeeld 90005"].word == "2 ✗ hieronder"
    assert ("", WRONG_LEVEL.message) in found["Bart Denkbeeld"].facts


def test_what_is_missing_stands_where_it_should_be() -> None:
    tree = judged(enterprise_twig(fake.DOCUMENT, SAY), case(), SAY)
    ghost = next(twig for twig in twigs(tree) if twig.name == "Campus Z")
    above = next(twig for twig in twigs(tree) if ghost in twig.under)
    assert (ghost.tone, above.place) == ("bad", Place(CAPACITY, "90005"))


def test_not_known_is_never_shown_as_wrong() -> None:
    everywhere = case(troubles=(WRONG_LEVEL._replace(known=False, blocking=False),))
    assert shown(everywhere)["Bart Denkbeeld"].tone == "unknown"


def test_verdicts_stand_at_the_people() -> None:
    fine = case(troubles=())
    access = Access(cases.Place(CAPACITY, SITE, BO), "Bo", "Heracles", "pending", "23-11-2026 10:20")
    found = shown(fine._replace(accesses=(access,)))
    assert (found["Bart Denkbeeld"].tone, found["Bart Denkbeeld"].word) == ("wait", "mag straks binnen")
    assert ("Heracles", "mag straks binnen vanaf 23-11-2026 10:20") in found["Bart Denkbeeld"].facts


def crowd(count: int) -> Twig:
    users = tuple(Twig(f"u{n}", f"Gebruiker {n}", place=Place("C", "", f"{n:011}")) for n in range(count))
    return Twig(
        "root",
        "Groot",
        under=(Twig("c", "C", under=(Twig("c/users", "veel", under=users, folded=True),), place=Place("C")),),
    )


def troubled(*people: int) -> Case:
    found = tuple(WRONG_LEVEL._replace(place=cases.Place("C", "", f"{n:011}")) for n in people)
    return case(troubles=found)._replace(accesses=())


def test_who_has_something_wrong_stands_before_the_crowd() -> None:
    tree = judged(crowd(10_000), troubled(7, 9_999), SAY)
    assert [each.name for each in tree.under[0].under] == ["Gebruiker 7", "Gebruiker 9999", "9998 andere gebruikers"]


def test_when_many_have_something_wrong_most_of_them_are_folded() -> None:
    tree = judged(crowd(10_000), troubled(*range(300)), SAY)
    capacity = tree.under[0]
    names = [each.name for each in capacity.under]
    assert len(names) == MOST_FIRST + 2
    assert names[-2:] == [f"{300 - MOST_FIRST} anderen met iets dat mis is", "9700 andere gebruikers"]
    assert capacity.word == "300 ✗ hieronder" and capacity.folded


class Trees(App[None]):
    def __init__(self, twig: Twig) -> None:
        super().__init__()
        self.twig = twig

    def compose(self) -> ComposeResult:
        yield LazyTree(lambda left: f"nog {left}")

    def on_mount(self) -> None:
        self.query_one(LazyTree).show(self.twig)


async def test_a_branch_grows_when_it_is_opened_a_page_at_a_time() -> None:
    app = Trees(crowd(1_000))
    async with app.run_test(size=(60, 20)) as pilot:
        tree = app.query_one(LazyTree)
        (capacity,) = tree.root.children
        (users,) = capacity.children
        assert not users.children, "nothing is drawn before it is opened"
        users.expand()
        await pilot.pause()
        assert len(users.children) == PAGE + 1
        assert users.children[-1].data.name == f"nog {1_000 - PAGE}"
        tree.focus()
        tree.move_cursor(users.children[-1])
        await pilot.press("enter")
        await pilot.pause()
        assert len(users.children) == PAGE + 2
        assert tree.cursor_node.data.name == f"Gebruiker {PAGE}"
        tree.move_cursor(users.children[0])
        await pilot.press("enter")
        await pilot.pause()
        assert users.children[0].data.name == "Gebruiker 0"


async def test_going_to_a_place_opens_the_way_to_it() -> None:
    app = Trees(crowd(1_000))
    async with app.run_test(size=(60, 20)) as pilot:
        tree = app.query_one(LazyTree)
        assert tree.go_to(Place("C", "", f"{730:011}"))
        await pilot.pause()
        assert tree.cursor_node.data.name == "Gebruiker 730"
        assert len(tree.cursor_node.parent.children) <= PAGE + 2
        assert not tree.go_to(Place("C", "", "0"))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_every_example_of_the_rule_table_shows_all_its_findings(file: Path) -> None:
    """Each finding of each example tree stands somewhere in the tree, and nowhere as more than it is."""
    document = json.loads(file.read_text(encoding="utf-8"))
    with memory_store() as store:
        with store.transaction() as tx:
            import_tree(tx, document, NOW - timedelta(days=6))
        desk = StoreHelpDesk(lambda: store, lambda: NOW)
        asked = cases.Asked(document["enterprise"]["number"])
        found = desk.case(asked, "nl")
        tree = judged(desk.tree(asked, "nl"), found, SAY)
    told = {value for twig in twigs(tree) for _, value in twig.facts}
    assert {trouble.message for trouble in found.troubles} <= told
    assert ("bad" in {twig.tone for twig in twigs(tree)}) >= any(one.blocking for one in found.troubles)
    blocking = [one.blocking for one in found.troubles]
    assert blocking == sorted(blocking, reverse=True), "what blocks comes first"
