"""The demonstration: every sector and stage, every fault of rulebook §7, nobody real, and the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import select

from assistant.checks.diagnosis import diagnosis
from assistant.domain.days import BRUSSELS
from assistant.domain.numbers import enterprise_number, insz
from assistant.domain.stages import STAGES
from assistant.domain.symptoms import symptoms
from assistant.store.demo.damaging import damaged
from assistant.store.demo.described import Organisation, described
from assistant.store.demo.growing import as_far_as
from assistant.store.demo.story import fill, stories, strangers
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.ledger import tree_as_of
from assistant.store.opening import Store, memory_store
from assistant.store.reference_tables import ListedApplication, ListedOrganisation

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)


@pytest.fixture(scope="module")
def ends() -> list[datetime]:
    return []


@pytest.fixture(scope="module")
def store(ends: list[datetime]) -> Any:
    with memory_store() as made:
        fill(made, NOW, ends.append)
        yield made


def numbers() -> list[str]:
    return [story[-1].tree["enterprise"]["number"] for story in stories(NOW)]


def with_tree() -> list[tuple[Organisation, str]]:
    known = zip(described().organisations, numbers(), strict=True)
    return [(organisation, number) for organisation, number in known if organisation.stage != "unknown"]


def test_there_are_sixty_over_all_sectors_and_stages() -> None:
    tables = described()
    assert len(tables.organisations) == len(set(numbers())) == 60
    assert {one.sector for one in tables.organisations} == {one.key for one in tables.names.sectors}
    assert {one.stage for one in tables.organisations} == set(STAGES)


def test_every_fault_is_found_somewhere_in_it(store: Store) -> None:
    found: Counter[str] = Counter()
    with store.reading() as tx:
        for _, number in with_tree():
            found.update({one["code"] for one in diagnosis(tx, number, at=NOW)["findings"]})
    assert set(found) == set(symptoms()), "all codes, and no other"


def test_each_organisation_shows_the_faults_it_is_said_to_have(store: Store) -> None:
    with store.reading() as tx:
        for organisation, number in with_tree():
            codes = {one["code"] for one in diagnosis(tx, number, at=NOW)["findings"]}
            assert set(organisation.faults) <= codes, (number, codes)


def test_a_whole_organisation_has_nothing_wrong() -> None:
    for organisation, story in zip(described().organisations, stories(NOW), strict=True):
        if organisation.stage != "ready" or organisation.faults:
            continue
        with memory_store() as store:
            with store.transaction() as tx:
                told = import_tree(tx, story[-1].tree, NOW).warnings
                # Which types of facility the portal offers for minors, no guide says.
                assert {one.code for one in told} <= {"tree.unknown-type"}
            with store.reading() as tx:
                found = diagnosis(tx, story[-1].tree["enterprise"]["number"], at=NOW)
        assert [one for one in found["findings"] if one["severity"] == "blocking"] == []
        # Where no guide says what is needed, nobody is sure: never allowed, never denied.
        verdict = "unknown" if organisation.sector in ("ouderenzorg", "eloket") else "allowed"
        assert {one["verdict"] for one in found["decisions"]} == {verdict}, organisation


def test_its_weeks_can_be_looked_back_at(store: Store, ends: list[datetime]) -> None:
    assert ends[-1] == NOW
    assert len(ends) > 6
    assert ends == sorted(ends)
    with store.reading() as tx:
        for story in stories(NOW):
            assert [one.at for one in story] == sorted(one.at for one in story)
            assert story[-1].at <= NOW
            number = story[0].tree["enterprise"]["number"]
            if not story[0].tree.get("people"):
                assert export_tree(tx, number) is None, "known from a list only"
                continue
            for chapter in (story[0], story[-1]):
                then = tree_as_of(tx, number, chapter.at)
                assert then == export_tree_of(chapter.tree)


def export_tree_of(tree: dict[str, Any]) -> dict[str, Any] | None:
    with memory_store() as store:
        with store.transaction() as tx:
            import_tree(tx, tree, NOW)
        with store.reading() as tx:
            return export_tree(tx, tree["enterprise"]["number"])


def test_those_known_from_a_list_say_what_they_want(store: Store) -> None:
    unknown = [number for one, number in zip(described().organisations, numbers(), strict=True) if one.stage == "unknown"]
    with store.reading() as tx:
        listed = {row.number: row for row in tx.exec(select(ListedOrganisation)).all()}
        wanted = dict(tx.exec(select(ListedApplication.number, ListedApplication.application)).all())
    assert sorted(listed) == sorted(wanted) == sorted(unknown)
    assert all(row.name and row.sector for row in listed.values())


def test_a_second_time_changes_nothing(store: Store) -> None:
    def all_trees() -> list[Any]:
        with store.reading() as tx:
            return [export_tree(tx, number) for number in numbers()]

    before = all_trees()
    ends: list[datetime] = []
    assert fill(store, NOW, ends.append) == 60
    assert all_trees() == before
    assert ends == [NOW]
    assert strangers(store) == 0


def test_who_is_in_it_is_made_up() -> None:
    for story in stories(NOW):
        tree = story[-1].tree
        assert enterprise_number(tree["enterprise"]["number"]).startswith("01")
        assert all(insz(person["insz"])[6:9] in ("999", "998") for person in tree.get("people", ()))
    people = [person["insz"] for story in stories(NOW) for person in story[-1].tree.get("people", ())]
    assert len(people) == len(set(people))


def test_it_is_the_same_each_time() -> None:
    assert list(stories(NOW)) == list(stories(NOW))


def test_a_fault_leaves_the_tree_it_is_made_from() -> None:
    tree = next(stories(NOW))[-1].tree
    before = as_far_as(tree, "ready")
    for code, changes in described().faults.items():
        assert damaged(tree, code, changes, NOW) != before, code
    assert tree == before


def test_a_stranger_is_noticed() -> None:
    with memory_store() as store:
        tree = {"format": "access-tree/1", "enterprise": {"number": "0123456749", "name": "Ziekenhuis Voorbeeld"}}
        with store.transaction() as tx:
            import_tree(tx, tree, NOW)
            tx.add(ListedOrganisation(number="0123456848", name="Van de lijst"))
        assert strangers(store) == 2
