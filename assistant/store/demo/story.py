"""The demonstration's weeks: each organisation comes as far as it came, and then something goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session, select

from assistant.domain.stages import STAGES
from assistant.store.demo.building import Tree, whole_tree
from assistant.store.demo.damaging import damaged
from assistant.store.demo.described import Described, Organisation, described
from assistant.store.demo.growing import as_far_as
from assistant.store.demo.made_up import enterprise_number
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import Store
from assistant.store.reference_tables import ListedApplication, ListedOrganisation, ReceivedStatement
from assistant.store.tables import Enterprise

_STAGES = tuple(STAGES)
_WAY = 0.85
"""Which share of its weeks an organisation was on its way; what went wrong did so since."""
_JUST_NOW = timedelta(minutes=6)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An organisation's tree, and since when it stood so."""

    at: datetime
    tree: Tree


def strangers(store: Store) -> int:
    """Return how many organisations of a store are not the demonstration's: with a tree, on a list, or by a statement."""
    ours = {enterprise_number(index) for index in range(len(described().organisations))}
    with store.reading() as tx:
        known = (select(Enterprise.number), select(ListedOrganisation.number), select(ReceivedStatement.enterprise))
        return len({number for query in known for number in tx.exec(query)} - ours)


def fill(store: Store, now: datetime, week_over: Callable[[datetime], None]) -> int:
    """Put the demonstration into a store, as if its last weeks had passed there, and return how many organisations it has.

    `week_over` is called at the end of each week, with that moment, so that how things stood then can be kept; the last
    time with `now`. An organisation that is there already is brought to its last chapter.
    """
    with store.reading() as tx:
        there = set(tx.exec(select(Enterprise.number)).all())
    chapters = [chapter for story in stories(now) for chapter in _unread(story, there)]
    ends = _ends(now)
    for end, some in groupby(sorted(chapters, key=lambda one: one.at), lambda one: next(e for e in ends if one.at <= e)):
        with store.transaction() as tx:
            for chapter in some:
                _happen(tx, chapter)
        if not there or end == now:
            week_over(end)
    return len(described().organisations)


def _happen(tx: Session, chapter: Chapter) -> None:
    """Bring an organisation to a chapter; one without people is known from a coordinator's list only."""
    if "people" in chapter.tree:
        import_tree(tx, chapter.tree, chapter.at)
        return
    enterprise = chapter.tree["enterprise"]
    tx.merge(ListedOrganisation(number=enterprise["number"], name=enterprise["name"], sector=enterprise["sector"]))
    for application in {one["application"] for one in chapter.tree["expected"]}:
        tx.merge(ListedApplication(number=enterprise["number"], application=application))


def _unread(story: list[Chapter], there: set[str]) -> list[Chapter]:
    return story[-1:] if story[0].tree["enterprise"]["number"] in there else story


def _ends(now: datetime) -> list[datetime]:
    weeks = max(one.begun for one in described().organisations)
    return [now - timedelta(weeks=ago) for ago in range(weeks, -1, -1)]


def stories(now: datetime) -> Iterator[list[Chapter]]:
    """Yield the chapters of each organisation, in order of time; the last one is how it stands `now`."""
    tables = described()
    for index, organisation in enumerate(tables.organisations):
        yield list(_story(tables, organisation, index, now))


def _story(tables: Described, organisation: Organisation, index: int, now: datetime) -> Iterator[Chapter]:
    whole = whole_tree(organisation, index, tables.sector(organisation.sector), tables.names, now)
    begun = now - timedelta(weeks=organisation.begun)
    if organisation.stage == _STAGES[0]:
        yield Chapter(now, {"enterprise": whole["enterprise"], "expected": whole["expected"]})
        return
    last = _STAGES.index(organisation.stage)
    span = (now - begun) * _WAY
    before: Tree | None = None
    for step in range(1, last + 1 if _was_whole(organisation, index) else last):
        tree = as_far_as(whole, _STAGES[step])
        if tree != before:
            yield Chapter(begun + span * (step - 1) / max(1, last - 1), tree)
        before = tree
    for code in organisation.faults:
        since = (now - begun - span) * (5 + index * 37 % 90) / 100
        moment = now - (_JUST_NOW if _is_fresh(tables, code) else since)
        yield Chapter(moment, damaged(as_far_as(whole, organisation.stage), code, tables.faults[code], now))


def _was_whole(organisation: Organisation, index: int) -> bool:
    """Whether an organisation once came as far as its stage; others never got that step right: one in six did."""
    return not organisation.faults or index % 6 == 0 or organisation.stage != _STAGES[-1]


def _is_fresh(tables: Described, code: str) -> bool:
    """Whether a fault is one of the last minutes."""
    values = [value for change in tables.faults[code] for value in change.set.values()]
    return any(isinstance(value, str) and value.startswith("@minute") for value in values)


def shown_first() -> tuple[str, str]:
    """Return the numbers of an organisation that is ready and of one in which something went wrong."""
    organisations = described().organisations
    well = next(index for index, one in enumerate(organisations) if one.stage == _STAGES[-1] and not one.faults)
    wrong = next(index for index, one in enumerate(organisations) if one.stage == _STAGES[-1] and one.faults)
    return enterprise_number(well), enterprise_number(wrong)
