"""The rights against rulebook §3, written out once more from its table."""

import pytest

from assistant.domain.action_kinds import action_kinds
from assistant.domain.rights import Reach, may, reach, right_for, rights, who_may
from assistant.domain.vocabulary import Level, Role

WV, HTB, CO_HTB, TB, CO_TB, SB, USER = Role
CHIEFS = (HTB, CO_HTB)
CAPACITY_MANAGERS = (HTB, CO_HTB, TB, CO_TB)
ALL_MANAGERS = (HTB, CO_HTB, TB, CO_TB, SB)
FAGG = "Instelling gelinkt aan de gezondheidszorg"
MAMMOGRAPHY = "Mammografische eenheid kankerbevolkingsonderzoek"

TABLE = {
    (WV,): ["htb.appoint", "htb.replace"],
    (HTB,): ["cohtb.add", "cohtb.block", "cohtb.unblock", "cohtb.remove"],
    CHIEFS: ["capacity.activate", "capacity.confirm", "tb.replace"],
    (HTB, CO_HTB, TB): ["cotb.add", "cotb.block", "cotb.unblock", "cotb.remove"],
    CAPACITY_MANAGERS: [
        "subdivision.add",
        "subdivision.confirm",
        "subdivision.block",
        "subdivision.unblock",
        "subdivision.delete",
        "capacity.edit",
        "technical-user.appoint",
    ],
    ALL_MANAGERS: [
        "subdivision.edit",
        "site.add",
        "site.confirm",
        "site.edit",
        "site.delete",
        "user.register",
        "user.confirm",
        "user.edit",
        "user.block",
        "user.unblock",
        "user.delete",
        "application.tick",
        "application.untick",
        "function.give",
        "function.end",
        "responsibility.add",
        "responsibility.remove",
    ],
    tuple(Role): [
        "session.relogin",
        "external.report",
        "observation.add",
        "enterprise.describe",
        "person.describe",
        "unit.plan",
        "access.expect",
    ],
}


@pytest.mark.parametrize(("action", "roles"), [(action, roles) for roles, actions in TABLE.items() for action in actions])
def test_each_action_is_open_to_the_roles_of_the_rulebook(action, roles):
    assert who_may(action) == roles
    for role in Role:
        assert bool(may(action, role)) == (role in roles)


def test_every_action_is_covered_once():
    assert sorted(action for actions in TABLE.values() for action in actions) == sorted(action_kinds())
    covered = [action for right in rights().rights for action in right.actions]
    covered += {follow.action for follow in rights().follow}
    covered += rights().free
    assert sorted(covered) == sorted(action_kinds())


def test_an_action_that_nobody_knows_has_no_right():
    with pytest.raises(KeyError):
        right_for("user.promote")


@pytest.mark.parametrize("action", ["user.register", "user.confirm", "user.delete", "application.tick"])
def test_the_fagg_lets_only_the_chief_and_the_manager_touch_users(action):
    assert who_may(action, FAGG) == (HTB, TB)
    assert not may(action, CO_TB, capacity=FAGG)
    assert may(action, CO_TB, capacity=MAMMOGRAPHY)


@pytest.mark.parametrize(
    ("level", "capacity", "roles"),
    [
        (Level.USER, MAMMOGRAPHY, ALL_MANAGERS),
        (Level.SITE, MAMMOGRAPHY, ALL_MANAGERS),
        (Level.SUBDIVISION, MAMMOGRAPHY, CAPACITY_MANAGERS),
        (Level.CAPACITY, MAMMOGRAPHY, CAPACITY_MANAGERS),
        (Level.CAPACITY, "Jeugdhulp", ()),
        (Level.CAPACITY, None, CAPACITY_MANAGERS),
    ],
)
def test_ticking_needs_the_right_of_what_it_finishes(level, capacity, roles):
    assert who_may("application.tick", capacity, level=level) == roles
    assert who_may("application.untick", capacity, level=level) == roles


def test_a_list_that_can_only_be_read_says_so():
    refusal = may("application.tick", HTB, capacity="Jeugdhulp", level=Level.CAPACITY)
    assert not refusal
    assert "lezen" in refusal.why


@pytest.mark.parametrize(
    ("action", "role", "how_far"),
    [
        ("user.register", HTB, Reach.ENTERPRISE),
        ("user.register", TB, Reach.CAPACITY),
        ("user.register", SB, Reach.BRANCH),
        ("site.add", SB, Reach.PARENT),
        ("site.edit", SB, Reach.UNIT),
        ("cotb.add", TB, Reach.CAPACITY),
        ("cotb.add", CO_TB, None),
        ("unit.plan", USER, Reach.ENTERPRISE),
    ],
)
def test_how_far_a_right_goes(action, role, how_far):
    assert reach(action, role) == how_far


def test_a_refusal_says_why_and_who_may():
    refusal = may("cotb.add", CO_TB)
    assert refusal.facts["who_may"] == (HTB, CO_HTB, TB)
    assert refusal.source == "G4 1.1.2 en 1.2.2, noten 2 en 3"
    assert refusal.why.format_map(refusal.facts) == "Een co-TB mag dit niet. Dit kan: HTB, co-HTB, TB."


@pytest.mark.parametrize(
    ("action", "role"), [("user.register", TB), ("user.register", SB), ("site.add", SB), ("site.edit", SB)]
)
def test_a_right_reaches_no_further_than_what_is_ones_own(action, role):
    assert may(action, role, own=lambda _: True)
    refusal = may(action, role, own=lambda how_far: how_far is not reach(action, role))
    assert not refusal
    assert "{" not in refusal.why.format_map(refusal.facts)


def test_every_line_of_the_table_is_there():
    ids = " ".join(right.id for right in rights().rights)
    assert ids == "A1 A1b A2 A3 A4 A5 A6 A6b A7 A8 A9 A10 A11 A12 A13 A14 A15 A16 A22"
