"""The way of the guides, from nothing to a function: what each step leaves in the tree, and what it needs first."""

import pytest

from tests.store.trees import ME
from tests.store.world import AN, BO, CAS, DIA, World

SITE = {"capacity": ME, "unit": "90005/90001"}


@pytest.fixture
def world(memory):
    return World(memory)


def test_from_nothing_to_access(memory):
    """An enterprise that nobody knew, described and built up step by step as G2 has it."""
    world = World(memory, tree=None)
    world.does("enterprise.describe", name="Ziekenhuis Voorbeeld")
    world.does("person.describe", person=AN, surname="Voorbeeld", first_name="An", email="an@voorbeeld.be")
    world.does("enterprise.describe", legal_representatives=[AN])
    world.does("unit.plan", None, **SITE, name="Campus A")
    world.does("htb.appoint", f"WV:{AN}", person=AN, telephone="02 511 51 51")
    world.does("capacity.activate", f"HTB:{AN}", capacity=ME, email="me@voorbeeld.be", applications=["Heracles"])
    world.does("capacity.confirm", f"HTB:{AN}", capacity=ME)
    world.does("session.relogin", f"HTB:{AN}")
    world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005", applications="Heracles")
    world.does("subdivision.confirm", f"HTB:{AN}", capacity=ME, unit="90005")
    world.does("session.relogin", f"HTB:{AN}")
    world.does("site.add", f"HTB:{AN}", **SITE)
    world.does("site.confirm", f"HTB:{AN}", **SITE)
    world.does("application.tick", f"HTB:{AN}", **SITE, application="Heracles")
    world.does("user.register", f"HTB:{AN}", **SITE, person=BO, surname="Voorbeeld", first_name="Bo",
               username="bovoorbeeld", email="bo@voorbeeld.be", applications=["Heracles"])  # fmt: skip
    world.does("user.confirm", f"HTB:{AN}", **SITE, person=BO)
    world.does("session.relogin", f"HTB:{AN}")
    world.does("function.give", f"HTB:{AN}", **SITE, person=BO, function="radioloog", start="10-01-2024")
    tree = world.tree()
    (capacity,) = tree["capacities"]
    assert (capacity["state"], capacity["applications"]) == ("confirmed", ["Heracles"])
    assert [(m["role"], m["person"]) for m in capacity["managers"]] == [("TB", AN)]
    (subdivision,) = capacity["subdivisions"]
    assert (subdivision["hco"], subdivision["type"]) == ("90005", "Mammografische eenheid")
    assert subdivision["name"] == "Ziekenhuis Voorbeeld"
    (site,) = subdivision["sites"]
    assert (site["hco"], site["name"], site["type"]) == ("90001", "Campus A", "Mammografische eenheid site")
    assert site["applications"] == ["Heracles"]
    (user,) = site["users"]
    assert user["username"] == "bovoorbeeld"
    assert user["changed_at"] is not None
    assert [(f["function"], f["start"], f["end"]) for f in user["functions"]] == [("radioloog", "2024-01-10", None)]
    assert [p["first_name"] for p in tree["people"]] == ["An", "Bo"]


def test_a_capacity_waits_for_an_htb(world):
    refused = world.refused("capacity.activate", f"HTB:{AN}", capacity=ME)
    assert (refused.code, refused.needs) == ("not-yet", ("htb.appoint",))


def test_the_htb_becomes_tb_of_every_capacity_that_has_none(world):
    tree = world.tree()
    tree["capacities"] = [{"name": ME}, {"name": "Justitie", "managers": [{"role": "TB", "person": BO, "status": "left"}]}]
    world.taken(tree)
    world.with_htb()
    assert [(m["role"], m["person"]) for m in world.capacity(0)["managers"]] == [("TB", AN)]
    assert [m["person"] for m in world.capacity(1)["managers"]] == [BO]


def test_who_activates_chooses_the_tb_or_it_is_the_htb(world):
    world.with_htb()
    world.does("cohtb.add", f"HTB:{AN}", person=BO)
    world.does("capacity.activate", f"co-HTB:{BO}", capacity=ME)
    world.does("capacity.activate", f"co-HTB:{BO}", capacity="Jeugdhulp", person=CAS)
    assert [(m["role"], m["person"], m.get("state")) for m in world.capacity(0)["managers"]] == [("TB", AN, "saved")]
    assert world.capacity(1)["managers"][0]["person"] == CAS
    world.does("capacity.confirm", f"HTB:{AN}", capacity=ME)
    assert "state" not in world.capacity(0)["managers"][0]


def test_nothing_below_what_was_only_saved(world):
    world.with_htb()
    world.does("capacity.activate", f"HTB:{AN}", capacity=ME)
    world.does("session.relogin", f"HTB:{AN}")
    refused = world.refused("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005")
    assert (refused.code, refused.needs) == ("not-yet", ("capacity.confirm",))
    world.does("capacity.confirm", f"HTB:{AN}", capacity=ME)
    world.does("session.relogin", f"HTB:{AN}")
    world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005")
    world.does("session.relogin", f"HTB:{AN}")
    refused = world.refused("site.add", f"HTB:{AN}", **SITE)
    assert refused.needs == ("subdivision.confirm",)
    refused = world.refused("user.register", f"HTB:{AN}", capacity=ME, unit="90005", person=DIA)
    assert refused.needs == ("subdivision.confirm",)


def test_a_site_waits_for_its_subdivision(world):
    world.with_capacity()
    refused = world.refused("site.add", f"HTB:{AN}", **SITE)
    assert (refused.code, refused.needs) == ("not-yet", ("subdivision.add",))


def test_a_user_waits_for_a_planned_site_and_does_not_know_another(world):
    world.with_capacity()
    world.does("unit.plan", **SITE)
    refused = world.refused("user.register", f"HTB:{AN}", **SITE, person=DIA)
    assert (refused.code, refused.needs) == ("not-yet", ("site.add",))
    assert world.refused("user.register", f"HTB:{AN}", capacity=ME, unit="90009", person=DIA).code == "unknown"


def test_who_is_a_user_on_a_wrong_level_leaves_it_first(world):
    """O5: for that person alone, and for every wrong level."""
    world.with_site()
    wrong = [{"capacity": ME, "unit": "90005"}, {"capacity": ME}]
    for place in wrong:
        world.does("user.register", f"HTB:{AN}", **place, person=DIA)
    world.does("user.register", f"HTB:{AN}", **SITE, person=AN)
    for place in wrong:
        refused = world.refused("user.register", f"HTB:{AN}", **SITE, person=DIA)
        assert (refused.code, refused.needs) == ("not-yet", ("user.delete",))
        world.does("user.delete", f"HTB:{AN}", **place, person=DIA)
    world.does("user.register", f"HTB:{AN}", **SITE, person=DIA)


def test_a_confirmed_one_is_not_confirmed_again(world):
    world.with_user()
    assert world.refused("capacity.confirm", f"HTB:{AN}", capacity=ME).code == "exists"
    assert world.refused("subdivision.confirm", f"HTB:{AN}", capacity=ME, unit="90005").code == "exists"
    assert world.refused("user.confirm", f"HTB:{AN}", **SITE, person=DIA).code == "exists"


class TestRelogin:
    """O3: log out fully and in again, but only after what one made oneself."""

    def test_between_a_capacity_and_its_subdivision(self, world):
        world.with_htb()
        world.does("capacity.activate", f"HTB:{AN}", capacity=ME, confirmed=True)
        refused = world.refused("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005")
        assert (refused.code, refused.needs) == ("not-yet", ("session.relogin",))
        world.does("session.relogin", f"HTB:{AN}")
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005")

    def test_confirming_counts_as_making(self, world):
        world.with_htb()
        world.does("capacity.activate", f"HTB:{AN}", capacity=ME)
        world.does("session.relogin", f"HTB:{AN}")
        world.does("capacity.confirm", f"HTB:{AN}", capacity=ME)
        assert world.refused("subdivision.add", f"HTB:{AN}", capacity=ME, unit="1").needs == ("session.relogin",)

    def test_between_one_site_and_the_next(self, world):
        world.with_capacity()
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005", confirmed=True)
        assert world.refused("site.add", f"HTB:{AN}", **SITE).needs == ("session.relogin",)
        world.does("session.relogin", f"HTB:{AN}")
        world.does("site.add", f"HTB:{AN}", **SITE)
        assert world.refused("site.add", f"HTB:{AN}", capacity=ME, unit="90005/90002").needs == ("session.relogin",)
        world.does("session.relogin", f"HTB:{AN}")
        world.does("site.add", f"HTB:{AN}", capacity=ME, unit="90005/90002")

    def test_a_sister_subdivision_needs_none(self, world):
        world.with_capacity()
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005", confirmed=True)
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90006", confirmed=True)
        world.does("session.relogin", f"HTB:{AN}")
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90007", confirmed=True)
        world.does("site.add", f"HTB:{AN}", **SITE)

    def test_between_users_and_functions(self, world):
        world.with_site()
        world.does("user.register", f"HTB:{AN}", **SITE, person=DIA, applications=["Heracles"], confirmed=True)
        give = {**SITE, "person": DIA, "function": "laborant", "start": "2026-11-22"}
        assert world.refused("function.give", f"HTB:{AN}", **give).needs == ("session.relogin",)
        world.does("session.relogin", f"HTB:{AN}")
        world.does("function.give", f"HTB:{AN}", **give)

    def test_what_others_made_or_was_imported_needs_none(self, world):
        world.with_htb()
        world.does("cohtb.add", f"HTB:{AN}", person=BO)
        world.does("capacity.activate", f"HTB:{AN}", capacity=ME, confirmed=True)
        world.does("subdivision.add", f"co-HTB:{BO}", capacity=ME, unit="90005")
        tree = world.tree()
        tree["enterprise"]["name"] = "Anders"
        tree["capacities"].append({**tree["capacities"][0], "name": "Jeugdhulp"})
        world.taken(tree)
        world.does("subdivision.add", f"HTB:{AN}", capacity="Jeugdhulp", unit="90009", type="x")

    def test_another_persons_relogin_is_of_no_use(self, world):
        world.with_htb()
        world.does("cohtb.add", f"HTB:{AN}", person=BO)
        world.does("capacity.activate", f"HTB:{AN}", capacity=ME, confirmed=True)
        world.does("session.relogin", f"co-HTB:{BO}")
        assert world.refused("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005").needs == ("session.relogin",)

    def test_only_where_the_guide_asks_it(self, world):
        world.with_htb()
        world.does("capacity.activate", f"HTB:{AN}", capacity="Jeugdhulp", confirmed=True)
        world.does("subdivision.add", f"HTB:{AN}", capacity="Jeugdhulp", unit="90005", confirmed=True)


def test_users_before_sites_are_warned_of_and_not_refused(world):
    """O4, seen from both sides."""
    world.with_site()
    world.does("unit.plan", capacity=ME, unit="90005/90002")
    done = world.does("user.register", f"HTB:{AN}", **SITE, person=DIA, confirmed=True)
    assert [w.code for w in done.warnings] == ["order.users-before-sites"]
    done = world.does("site.add", f"HTB:{AN}", capacity=ME, unit="90005/90002")
    assert "order.users-before-sites" in [w.code for w in done.warnings]


def test_the_other_capacities_know_no_such_order(world):
    world.with_capacity("Jeugdhulp")
    world.does("subdivision.add", f"HTB:{AN}", capacity="Jeugdhulp", unit="90005", email="a@voorbeeld.be",
               type="Pleegzorg", confirmed=True)  # fmt: skip
    world.does("unit.plan", capacity="Jeugdhulp", unit="90006")
    done = world.does("user.register", f"HTB:{AN}", capacity="Jeugdhulp", unit="90005", person=DIA)
    assert done.warnings == ()
