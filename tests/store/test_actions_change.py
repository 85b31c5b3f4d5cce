"""What actions change: managers, units, users, functions, what was seen and said. And who could do them."""

from datetime import timedelta

import pytest

from assistant.store.actions import actors_for
from tests.store.trees import ME
from tests.store.world import AN, BO, CAS, DIA, EMPTY, EVI, NUMBER, World

SITE = {"capacity": ME, "unit": "90005/90001"}
HTB = f"HTB:{AN}"


@pytest.fixture
def world(memory):
    return World(memory)


def managers(unit):
    return [(m["role"], m["person"], m["status"]) for m in unit["managers"]]


class TestManagers:
    def test_replacing_the_htb_leaves_the_rest(self, world):
        """T3."""
        world.with_user()
        before = world.tree()["capacities"]
        world.does("htb.replace", f"WV:{BO}", person=BO)
        assert world.tree()["capacities"] == before
        assert managers(world.tree()) == [("HTB", AN, "left"), ("HTB", BO, "active")]

    def test_an_appointment_that_was_only_saved_replaces_nobody_yet(self, world):
        world.with_capacity()
        world.does("tb.replace", HTB, capacity=ME, person=BO, confirmed=False)
        assert managers(world.capacity()) == [("TB", AN, "active"), ("TB", BO, "active")]
        assert world.capacity()["managers"][1]["state"] == "saved"
        assert world.refused("tb.replace", HTB, capacity=ME, person=BO, confirmed=False).code == "exists"
        world.does("tb.replace", HTB, capacity=ME, person=BO)
        assert managers(world.capacity()) == [("TB", AN, "left"), ("TB", BO, "active")]

    def test_a_co_manager_comes_is_blocked_and_goes(self, world):
        world.with_htb()
        for name, status in [("add", "active"), ("block", "blocked"), ("unblock", "active"), ("remove", "left")]:
            world.does(f"cohtb.{name}", HTB, person=BO)
            assert managers(world.tree())[1:] == [("co-HTB", BO, status)]
        world.does("cohtb.add", HTB, person=BO)
        assert managers(world.tree())[1:] == [("co-HTB", BO, "left"), ("co-HTB", BO, "active")]

    def test_the_htb_is_not_his_own_co_htb(self, world):
        world.with_htb()
        assert world.refused("cohtb.add", HTB, person=AN).code == "exists"

    def test_who_is_neither_employee_nor_wv_is_warned_of(self, world):
        """T1, as far as both lists are known."""
        world.does("enterprise.describe", legal_representatives=[AN])
        assert world.does("htb.appoint", f"WV:{AN}", person=BO).warnings == ()
        world.does("enterprise.describe", employees=[CAS])
        done = world.does("htb.replace", f"WV:{AN}", person=DIA)
        assert [w.code for w in done.warnings] == ["htb.not-eligible"]
        assert world.does("htb.replace", f"WV:{AN}", person=CAS).warnings == ()

    def test_an_appointment_is_dated_by_the_day_in_brussels(self, world):
        world.at = world.at.replace(hour=23, minute=30)
        world.with_htb()
        assert world.tree()["managers"][0]["since"] == "2026-11-23"

    def test_the_technical_user(self, world):
        world.with_capacity()
        world.does("technical-user.appoint", HTB, capacity=ME, person=BO)
        assert world.capacity()["technical_user"] == BO
        assert world.refused("technical-user.appoint", HTB, capacity=ME, person=BO).code == "exists"


class TestUnits:
    def test_nobody_is_taken_for_the_manager_of_one_that_stood_there(self, world):
        world.with_capacity()
        world.does("subdivision.add", HTB, capacity=ME, unit="90005", confirmed=True, manager_known=False)
        assert managers(world.subdivision()) == []

    def test_a_unit_is_made_with_its_manager_and_ticks(self, world):
        world.with_capacity()
        world.does("subdivision.add", HTB, capacity=ME, unit="90005", person=BO, applications=["Heracles", "ehealthbox"])
        subdivision = world.subdivision()
        assert (subdivision["state"], subdivision["applications"]) == ("saved", ["Heracles", "eHealthBox"])
        assert managers(subdivision) == [("SB", BO, "active")]
        assert subdivision["managers"][0]["state"] == "saved"
        world.does("subdivision.confirm", HTB, capacity=ME, unit="90005")
        assert "state" not in world.subdivision()["managers"][0]

    def test_the_number_may_stand_among_the_data(self, world):
        world.with_capacity()
        done = world.does("subdivision.add", HTB, capacity=ME, hco="90005", confirmed=True)
        assert done.unit == "90005"
        world.does("session.relogin", HTB)
        assert world.does("site.add", HTB, capacity=ME, unit="90005", hco="90001").unit == "90005/90001"
        world.does("session.relogin", HTB)
        assert world.does("site.add", HTB, capacity=ME, unit="90005", name="Campus B/C").unit == "90005/~Campus B%2FC"

    def test_two_numbers_that_differ_are_refused(self, world):
        world.with_capacity()
        assert world.refused("subdivision.add", HTB, capacity=ME, unit="90005", hco="90006").code == "invalid"
        assert world.refused("subdivision.add", HTB, capacity=ME, unit="90005/90001").code == "invalid"

    def test_what_is_not_said_comes_from_the_plan(self, world):
        world.with_capacity()
        plan = {"name": "Gepland", "type": "Mammografische eenheid", "email": "p@voorbeeld.be"}
        world.does("unit.plan", capacity=ME, unit="90005", **plan)
        world.does("subdivision.add", HTB, capacity=ME, unit="90005")
        assert {key: world.subdivision()[key] for key in plan} == plan

    def test_a_type_that_nobody_said_is_assumed_aloud(self, world):
        world.with_capacity("Jeugdhulp")
        done = world.does("subdivision.add", HTB, capacity="Jeugdhulp", unit="90005", email="a@voorbeeld.be")
        assert [w.code for w in done.warnings] == ["unit.type-assumed"]

    @pytest.mark.parametrize(("capacity", "codes"), [("Jeugdhulp", []), ("eHealth Gezondheidszorg", ["tree.unknown-type"])])
    def test_a_type_is_unknown_where_some_are_known(self, world, capacity, codes):
        world.with_capacity(capacity)
        done = world.does("subdivision.add", HTB, capacity=capacity, unit="90006", type="CLB", email="a@voorbeeld.be")
        assert [w.code for w in done.warnings] == codes

    def test_a_level_that_the_capacity_does_not_have_is_warned_of(self, world):
        world.with_capacity("Jeugdhulp")
        world.does("subdivision.add", HTB, capacity="Jeugdhulp", unit="90005", type="CLB", confirmed=True)
        done = world.does("site.add", HTB, capacity="Jeugdhulp", unit="90005/90001", type="CLB")
        assert "unit.level-not-used" in [w.code for w in done.warnings]

    def test_an_edited_number_takes_along_what_was_meant_for_the_name(self, world):
        world.with_capacity()
        world.does("unit.plan", capacity=ME, unit="~Ons ziekenhuis/~Campus A")
        world.does("access.expect", capacity=ME, unit="~Ons ziekenhuis/~Campus A", person=DIA, application="Heracles")
        world.does("subdivision.add", HTB, capacity=ME, unit="~Ons ziekenhuis", confirmed=True)
        world.does("session.relogin", HTB)
        world.does("site.add", HTB, capacity=ME, unit="~Ons ziekenhuis/~Campus A", confirmed=True)
        done = world.does("subdivision.edit", HTB, capacity=ME, unit="~Ons ziekenhuis", hco="90005")
        assert done.unit == "90005"
        world.does("site.edit", HTB, capacity=ME, unit="90005/~Campus A", hco="90001", name="Campus Z")
        tree = world.tree()
        assert tree["expected"][0]["unit"] == tree["planned_units"][0]["unit"] == "90005/90001"
        assert world.site()["name"] == "Campus Z"

    def test_a_corrected_number_leaves_alone_what_was_meant_for_the_old_one(self, world):
        world.with_site()
        world.does("access.expect", capacity=ME, unit="90005/90001", person=DIA, application="Heracles")
        world.does("site.edit", HTB, **SITE, hco="90002")
        assert world.tree()["expected"][0]["unit"] == "90005/90001"
        assert world.refused("user.register", HTB, **SITE, person=DIA).code == "unknown"

    def test_a_unit_does_not_become_its_sister(self, world):
        world.with_capacity()
        for number in ("90005", "90006"):
            world.does("subdivision.add", HTB, capacity=ME, unit=number)
        assert world.refused("subdivision.edit", HTB, capacity=ME, unit="90006", hco="90005").code == "exists"

    def test_blocking_and_unblocking(self, world):
        world.with_site()
        world.does("subdivision.block", HTB, capacity=ME, unit="90005")
        assert world.subdivision()["status"] == "blocked"
        world.does("subdivision.edit", HTB, capacity=ME, unit="90005", status="active")
        assert "status" not in world.subdivision()
        assert world.refused("site.edit", HTB, **SITE, status="blocked").code == "invalid"

    def test_a_deleted_unit_takes_its_managers_ticks_and_groups_along(self, world):
        world.with_site()
        world.does("application.tick", HTB, **SITE, application="Heracles")
        world.does("responsibility.add", HTB, **SITE, person=BO, function="radioloog", coworkers=[CAS])
        world.does("site.delete", HTB, **SITE)
        assert world.subdivision()["sites"] == []
        assert "responsibilities" not in world.capacity()
        world.does("subdivision.delete", HTB, capacity=ME, unit="90005")
        assert world.capacity()["subdivisions"] == []

    def test_an_action_of_one_level_does_not_touch_another(self, world):
        world.with_site()
        assert world.refused("subdivision.delete", HTB, **SITE).code == "invalid"
        assert world.refused("site.delete", HTB, capacity=ME, unit="90005").code == "invalid"


class TestUsers:
    def test_the_wrong_level_is_warned_of(self, world):
        world.with_site()
        done = world.does("user.register", HTB, capacity=ME, unit="90005", person=DIA)
        assert [w.code for w in done.warnings] == ["user.wrong-level"]
        done = world.does("user.register", HTB, capacity=ME, person=DIA)
        assert [w.code for w in done.warnings] == ["user.wrong-level"]

    def test_a_change_carries_its_moment(self, world):
        """O6: in force 20 minutes later; ticks on units act at once."""
        world.with_user()
        for name, more in [
            ("application.tick", {"application": "eHealthBox"}),
            ("user.block", {}),
            ("user.unblock", {}),
            ("user.edit", {"email": "x@voorbeeld.be"}),
            ("application.untick", {"application": "eHealthBox"}),
        ]:
            world.at += timedelta(hours=1)
            world.does(name, HTB, **SITE, person=DIA, **more)
            from assistant.domain.days import moment

            assert moment(world.user()["changed_at"]) == world.at, name
        before = world.user()
        world.does("application.tick", HTB, **SITE, application="Heracles")
        assert world.user() == before

    def test_a_deleted_user_goes_with_ticks_and_functions_and_stays_described(self, world):
        world.with_user()
        world.does("function.give", HTB, **SITE, person=DIA, function="laborant", start="2026-11-22")
        world.does("user.delete", HTB, **SITE, person=DIA)
        assert world.site()["users"] == []
        assert DIA in [person["insz"] for person in world.tree()["people"]]

    def test_a_user_on_the_wrong_level_can_always_be_removed(self, world):
        """O5, also where the unit was never confirmed."""
        tree = {**EMPTY, "managers": [{"role": "HTB", "person": AN, "status": "active", "since": None}]}
        unit = {"type": "Mammografische eenheid", "name": "X", "hco": "90005", "state": "saved", "users": [{"person": DIA}]}
        world.taken({**tree, "capacities": [{"name": ME, "state": "saved", "subdivisions": [unit]}]})
        world.does("user.delete", HTB, capacity=ME, unit="90005", person=DIA)
        world.does("subdivision.delete", HTB, capacity=ME, unit="90005")

    def test_someone_known_keeps_the_name_he_has(self, world):
        world.with_site()
        done = world.does("user.register", HTB, **SITE, person=DIA, surname="Anders", first_name="Dia", confirmed=True)
        assert [w.code for w in done.warnings] == ["person.other-name"]
        assert world.tree()["people"][3]["surname"] == "Voorbeeld"


GIVE = {**SITE, "person": DIA, "function": "radioloog"}


class TestFunctions:
    @pytest.fixture
    def ready(self, world):
        return world.with_user()

    def days(self, world):
        return [(f["start"], f["end"]) for f in world.user()["functions"]]

    def test_is_given_ended_and_given_again(self, ready):
        ready.does("function.give", HTB, **GIVE, start="01-02-2026")
        assert ready.refused("function.give", HTB, **GIVE, start="2026-05-01").code == "exists"
        ready.does("function.end", HTB, **GIVE)
        assert self.days(ready) == [("2026-02-01", "2026-11-22")]
        assert ready.refused("function.end", HTB, **GIVE).code == "exists"
        assert ready.refused("function.give", HTB, **GIVE, start="2026-11-22").code == "exists"
        ready.does("function.give", HTB, **GIVE, start="2026-11-23", end="2026-12-31")
        assert self.days(ready) == [("2026-02-01", "2026-11-22"), ("2026-11-23", "2026-12-31")]

    def test_that_would_end_before_it_began_goes(self, ready):
        ready.does("function.give", HTB, **GIVE, start="2027-01-01")
        ready.does("function.end", HTB, **GIVE)
        assert self.days(ready) == []

    def test_can_end_earlier_than_was_said(self, ready):
        ready.does("function.give", HTB, **GIVE, start="2026-01-01", end="2026-12-31")
        ready.does("function.end", HTB, **GIVE, end="2026-11-30")
        assert self.days(ready) == [("2026-01-01", "2026-11-30")]

    def test_on_the_wrong_level_is_warned_of(self, ready):
        ready.does("user.register", HTB, capacity=ME, unit="90005", person=DIA, applications=["Heracles"], confirmed=True)
        ready.does("session.relogin", HTB)
        done = ready.does("function.give", HTB, **{**GIVE, "unit": "90005"}, start="2026-11-22")
        assert [w.code for w in done.warnings] == ["function.wrong-level"]

    def test_groups_of_co_workers(self, ready):
        group = {**SITE, "person": BO, "function": "radioloog"}
        ready.does("responsibility.add", HTB, **group, coworkers=[CAS, DIA])
        ready.does("responsibility.add", HTB, **group, coworkers=[DIA, EVI])
        assert ready.refused("responsibility.add", HTB, **group, coworkers=[EVI]).code == "exists"
        (found,) = ready.capacity()["responsibilities"]
        assert found == {"function": "radioloog", "unit": "90005/90001", "responsible": BO, "coworkers": [CAS, DIA, EVI]}
        ready.does("responsibility.remove", HTB, **group, coworkers=[DIA])
        assert ready.capacity()["responsibilities"][0]["coworkers"] == [CAS, EVI]
        ready.does("responsibility.remove", HTB, **group)
        assert "responsibilities" not in ready.capacity()
        assert ready.refused("responsibility.remove", HTB, **group).code == "unknown"


class TestSeenAndSaid:
    def test_an_observation_counts_until_that_succeeds(self, world):
        world.with_htb()
        world.does("observation.add", HTB, code="capacity.refused", capacity=ME)
        world.does("observation.add", HTB, code="capacity.refused", capacity="Jeugdhulp")
        world.does("observation.add", HTB, code="relogin.required", person=BO)
        world.refused("capacity.activate", f"SB:{EVI}", capacity=ME)
        assert len(world.tree()["observations"]) == 3
        world.does("capacity.activate", HTB, capacity=ME, confirmed=True)
        assert [o["capacity"] for o in world.tree()["observations"] if "capacity" in o] == ["Jeugdhulp"]
        world.does("session.relogin", HTB)
        assert len(world.tree()["observations"]) == 2
        world.does("cohtb.add", HTB, person=BO)
        world.does("session.relogin", f"co-HTB:{BO}")
        assert len(world.tree()["observations"]) == 1

    def test_the_same_again_renews_it_and_it_can_be_withdrawn(self, world):
        world.with_htb()
        seen = {"code": "capacity.refused", "capacity": ME}
        world.does("observation.add", HTB, **seen)
        world.does("observation.add", HTB, **seen, at="2026-11-23T10:00:00+01:00")
        (found,) = world.tree()["observations"]
        assert found["at"] == "2026-11-23T10:00:00+01:00"
        world.does("observation.add", HTB, **seen, remove=True)
        assert "observations" not in world.tree()

    def test_what_is_reported_outside(self, world):
        world.with_htb()
        world.does("external.report", HTB, head_radiologist_reported=True, heracles_roles=[BO])
        world.does("external.report", HTB, person=CAS)
        assert world.tree()["external"] == {"head_radiologist_reported": True, "heracles_roles": [BO, CAS]}
        world.does("external.report", HTB, heracles_roles=[BO], remove=True)
        assert world.tree()["external"]["heracles_roles"] == [CAS]
        world.does("external.report", HTB, head_radiologist_reported=True, heracles_roles=[CAS], remove=True)
        assert world.tree()["external"] == {"head_radiologist_reported": None, "heracles_roles": None}
        world.does("external.report", HTB, heracles_roles=[])
        assert world.tree()["external"]["heracles_roles"] == []

    def test_an_enterprise_is_called_by_its_number_until_it_has_a_name(self, memory):
        world = World(memory, tree=None)
        world.does("enterprise.describe")
        assert world.tree()["enterprise"]["name"] == "0123.456.749"
        world.does("enterprise.describe", name="Ziekenhuis", sector="ziekenhuis")
        world.does("enterprise.describe")
        assert world.tree()["enterprise"]["name"] == "Ziekenhuis"

    def test_a_description_is_withdrawn_as_far_as_nothing_rests_on_it(self, world):
        world.with_htb()
        done = world.does("person.describe", person=AN, remove=True)
        assert [w.code for w in done.warnings] == ["person.in-use"]
        world.does("person.describe", person=BO, remove=True)
        world.does("person.describe", person=BO, remove=True)
        assert [person["insz"] for person in world.tree()["people"]] == [AN, CAS, DIA, EVI]

    def test_plans_and_expectations_are_said_anew_and_withdrawn(self, world):
        expect = {"person": DIA, "application": "Heracles", "unit": "90005/90001"}
        world.does("access.expect", **expect)
        world.does("access.expect", **expect, function="laborant")
        assert world.tree()["expected"] == [{**expect, "function": "laborant"}]
        world.does("access.expect", **{**expect, "unit": "90005/90002"})
        world.does("access.expect", **expect, remove=True)
        assert [entry["unit"] for entry in world.tree()["expected"]] == ["90005/90002"]
        world.does("unit.plan", **SITE, name="A")
        world.does("unit.plan", **SITE, email="a@voorbeeld.be")
        (planned,) = world.tree()["planned_units"]
        assert (planned["name"], planned["email"]) == ("A", "a@voorbeeld.be")
        world.does("unit.plan", **SITE, remove=True)
        assert "planned_units" not in world.tree()


class TestActors:
    def who(self, world, name, **more):
        data = {key: more.pop(key) for key in list(more) if key not in ("capacity", "unit", "person")}
        with world.store.reading() as tx:
            found = actors_for(tx, {"action": name, "enterprise": NUMBER, **more, **({"data": data} if data else {})})
        return [f"{one['role']}:{one['person']}" for one in found]

    def test_are_found_by_role_for_the_place(self, world):
        world.with_site()
        world.does("cotb.add", HTB, capacity=ME, person=CAS)
        world.does("site.edit", HTB, **SITE, person=DIA)
        assert self.who(world, "user.register", **SITE, person=BO) == [
            HTB,
            f"TB:{AN}",
            f"co-TB:{CAS}",
            f"SB:{AN}",
            f"SB:{DIA}",
        ]
        assert self.who(world, "site.add", capacity=ME, unit="90005", hco="90002") == [
            HTB,
            f"TB:{AN}",
            f"co-TB:{CAS}",
            f"SB:{AN}",
        ]
        assert self.who(world, "cohtb.add", person=BO) == [HTB]

    def test_who_did_the_last_thing_comes_first(self, world):
        world.with_site()
        world.does("cotb.add", HTB, capacity=ME, person=CAS)
        world.does("application.tick", f"co-TB:{CAS}", **SITE, application="Heracles")
        assert self.who(world, "session.relogin")[0] == f"co-TB:{CAS}"
        assert self.who(world, "user.register", **SITE, person=BO)[:2] == [f"co-TB:{CAS}", HTB]

    def test_a_tb_comes_before_the_htb_who_left_the_capacity_to_them(self, world):
        world.with_htb()
        world.does("capacity.activate", HTB, capacity=ME, person=BO, confirmed=True)
        assert self.who(world, "subdivision.add", capacity=ME, hco="90005") == [f"TB:{BO}", HTB]
        assert self.who(world, "cotb.add", capacity=ME, person=CAS) == [f"TB:{BO}", HTB]
        assert self.who(world, "tb.replace", capacity=ME, person=CAS) == [HTB]

    def test_are_the_known_legal_representatives(self, world):
        world.does("enterprise.describe", legal_representatives=[BO, CAS])
        assert self.who(world, "htb.appoint", person=AN) == [f"WV:{BO}", f"WV:{CAS}"]

    def test_are_none_for_what_needs_nobody_or_cannot_be_read(self, world):
        world.with_htb()
        assert self.who(world, "user.fly") == []
        with world.store.reading() as tx:
            assert actors_for(tx, {"action": "htb.appoint", "enterprise": "0100000070", "person": AN}) == []

    def test_can_do_it_indeed(self, world):
        """Whoever is named can do it; nobody else with a role can."""
        world.with_user()
        world.does("cohtb.add", HTB, person=BO)
        world.does("cotb.add", HTB, capacity=ME, person=CAS)
        able = self.who(world, "user.block", **SITE, person=DIA)
        for role in ("WV", "HTB", "co-HTB", "TB", "co-TB", "SB", "G"):
            for insz in (AN, BO, CAS, DIA, EVI):
                result = world.act("user.block", f"{role}:{insz}", **SITE, person=DIA)
                assert result.ok == (f"{role}:{insz}" in able)
                if result.ok:
                    world.does("user.unblock", f"{role}:{insz}", **SITE, person=DIA)


def test_nothing_of_a_refused_action_is_left(world):
    """Refused halfway: the person described with it is not there either."""
    world.with_user()
    from tests.store.trees import made_up_insz

    world.refused("user.register", HTB, **SITE, person=made_up_insz(99), surname="Nieuw", first_name="Noa",
                  email="noa@voorbeeld.be", username="diavoorbeeld")  # fmt: skip
