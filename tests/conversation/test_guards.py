"""Conditions answer with a verdict: whether they hold, and why not."""

import pytest

from assistant.conversation.flow import Condition
from assistant.conversation.guards import judge, names_in
from assistant.conversation.scope import Facts

FACTS = Facts(
    {
        "naam": "An",
        "aantal": 3,
        "lijst": ["a", "b"],
        "waar": True,
        "leeg": [],
        "gezocht": ["Bo", "An"],
        "htb": {"status": "active"},
    }
)


def is_(name: str, value: str, **more: object) -> Condition:
    return Condition(fact=name, is_=value, **more)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (None, True),
        (Condition(fact="naam"), True),
        (Condition(fact="leeg"), False),
        (Condition(fact="onbekend"), False),
        (is_("naam", "An"), True),
        (is_("naam", "an"), False),
        (is_("aantal", "3"), True),
        (is_("waar", "true"), True),
        (is_("waar", "yes"), True),
        (is_("waar", "no"), False),
        (is_("onbekend", "None"), False),
        (is_("htb.status", "active"), True),
        (is_("naam", "{naam}"), True),
        (is_("naam", "{htb.status}"), False),
        (is_("onbekend", "{ook.onbekend}"), False),
        (Condition(fact="naam", in_=("Bo", "{naam}")), True),
        (Condition(fact="gezocht", has="{naam}"), True),
        (is_("naam.te.diep", "An"), False),
        (Condition(fact="naam", in_=("Bo", "An")), True),
        (Condition(fact="naam", in_=("Bo",)), False),
        (Condition(fact="lijst", has="b"), True),
        (Condition(fact="lijst", has="c"), False),
        (Condition(fact="naam", has="A"), False),
        (Condition(fact="naam", known=True), True),
        (Condition(fact="naam", known=False), False),
        (Condition(fact="onbekend", known=False), True),
        (Condition(fact="aantal", more_than=2), True),
        (Condition(fact="aantal", more_than=3), False),
        (Condition(fact="lijst", more_than=1), True),
        (Condition(fact="onbekend", more_than=0), False),
        (Condition(not_=is_("naam", "An")), False),
        (Condition(not_=is_("onbekend", "An")), True),
        (Condition(all=(is_("naam", "An"), is_("aantal", "3"))), True),
        (Condition(all=(is_("naam", "An"), is_("aantal", "4"))), False),
        (Condition(any=(is_("naam", "Bo"), is_("aantal", "3"))), True),
        (Condition(any=(is_("naam", "Bo"), is_("aantal", "4"))), False),
    ],
)
def test_what_holds(condition: Condition | None, holds: bool) -> None:
    assert judge(condition, FACTS).ok is holds


@pytest.mark.parametrize(
    ("given", "holds"), [("ja", True), ("nee", False), (["ja", "nee"], True), (["nee"], False), (None, False)]
)
def test_the_present_answer(given: object, holds: bool) -> None:
    assert judge(Condition(answer="ja"), Facts({"answer": given})).ok is holds


def test_a_verdict_explains_itself() -> None:
    verdict = judge(is_("aantal", "4", why="Er zijn er {aantal}.", source="O1"), FACTS)
    assert not verdict
    assert (verdict.why, dict(verdict.facts), verdict.source) == ("Er zijn er {aantal}.", {"aantal": 3}, "O1")


def test_nothing_is_explained_of_what_holds() -> None:
    assert judge(is_("aantal", "3", why="Er zijn er {aantal}.", source="O1"), FACTS).why == ""


def test_the_part_that_fails_explains_a_whole() -> None:
    inner = is_("naam", "Bo", why="U bent {naam}.", source="O2")
    assert judge(Condition(all=(is_("aantal", "3"), inner)), FACTS).why == "U bent {naam}."
    assert judge(Condition(any=(inner, is_("aantal", "4", why="later"))), FACTS).why == "U bent {naam}."


def test_the_whole_explains_itself_when_it_can() -> None:
    whole = Condition(all=(is_("naam", "Bo", why="deel", source="O2"),), why="geheel")
    verdict = judge(whole, FACTS)
    assert (verdict.why, dict(verdict.facts), verdict.source) == ("geheel", {"naam": "An"}, "O2")


def test_the_names_a_condition_counts_on() -> None:
    condition = Condition(
        all=(is_("a", "1"), Condition(any=(is_("b", "1"),)), Condition(not_=is_("c", "1")), Condition(fact="d", known=True))
    )
    assert names_in(condition) == {"a", "b", "c"}
    assert names_in(None) == set()
