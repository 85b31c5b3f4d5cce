"""What is refused: form first, then what is not there, then the order, then the rights, then what is so already."""

import pytest

from assistant.domain.action_kinds import Need, action_kinds
from assistant.domain.rights import right_for, who_may
from assistant.domain.vocabulary import Role
from assistant.store.actions import Refused, perform
from assistant.store.actions.registry import HANDLERS
from tests.store.trees import ME, made_up_insz
from tests.store.world import AN, AT, BO, CAS, DIA, EMPTY, EVI, NUMBER, World

SITE = {"capacity": ME, "unit": "90005/90001"}
STRANGER = made_up_insz(99)


@pytest.fixture
def world(memory):
    return World(memory)


def test_every_action_of_the_data_can_be_done():
    assert set(HANDLERS) == set(action_kinds())


class TestForm:
    @pytest.mark.parametrize(
        ("action", "field"),
        [
            ({}, "action"),
            ({"action": None}, "action"),
            ({"action": "user.fly"}, "action"),
            ({"action": "htb.appoint", "colour": "red"}, "colour"),
            ({"action": "htb.appoint", "enterprise": NUMBER, "person": AN}, "as"),
            ({"action": "htb.appoint", "as": "WV", "enterprise": NUMBER, "person": AN}, "as"),
            ({"action": "htb.appoint", "as": {"role": "TB"}, "enterprise": NUMBER, "person": AN}, "as.person"),
            ({"action": "htb.appoint", "as": {"role": "X", "person": AN}, "enterprise": NUMBER, "person": AN}, "as.role"),
            ({"action": "person.describe", "person": AN}, "enterprise"),
            ({"action": "person.describe", "enterprise": "0123456789", "person": AN}, "enterprise"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": "90010199993"}, "person"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": 90010199992}, "person"),
            ({"action": "person.describe", "enterprise": NUMBER}, "person"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "unit": "1"}, "unit"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "data": []}, "data"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "data": {"age": 3}}, "data.age"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "data": {"email": "an"}}, "data.email"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "data": {"doctor": "ja"}}, "data.doctor"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "data": {"doctor": 1}}, "data.doctor"),
            ({"action": "unit.plan", "enterprise": NUMBER, "capacity": ME, "unit": "1/2/3"}, "unit"),
            ({"action": "access.expect", "enterprise": NUMBER, "person": AN}, "data.application"),
            ({"action": "person.describe", "enterprise": NUMBER, "person": AN, "expect_version": "3"}, "expect_version"),
        ],
    )
    def test_is_looked_at_first(self, world, action, field):
        with world.store.transaction() as tx:
            refused = perform(tx, action, AT)
        assert isinstance(refused, Refused)
        assert refused.code == "invalid"
        assert refused.reason.startswith(f"{field}: ")

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("user.register", {"username": "Kort"}),
            ("user.register", {"email": "geen adres"}),
            ("function.give", {"function": "radioloog"}),
            ("function.give", {"function": "radioloog", "start": "31-02-2024"}),
            ("function.give", {"function": "radioloog", "start": "2024-02-01", "end": "2024-01-01"}),
        ],
    )
    def test_of_numbers_and_days(self, world, name, data):
        assert world.refused(name, f"HTB:{AN}", **SITE, person=BO, **data).code == "invalid"

    def test_a_password_is_refused_and_never_repeated(self, world):
        refused = world.refused("user.register", f"HTB:{AN}", **SITE, person=BO, password="Geheim123!x")
        assert refused.code == "invalid"
        assert "Geheim" not in str(refused.as_json())

    def test_labels_are_matched_as_people_write_them(self, world):
        world.with_htb()
        done = world.does("capacity.activate", f"htb:{AN}", capacity=ME.upper(), applications=["e-healthbox", "Toverij"])
        assert world.capacity()["applications"] == ["eHealthBox", "Toverij"]
        assert [w.code for w in done.warnings] == ["tree.unknown-application", "unit.no-email"]

    def test_an_email_is_mandatory_for_a_user_unless_it_is_known_or_said_to_be_none(self, world):
        world.does("person.describe", person=BO, email=None)
        world.with_site()
        assert world.refused("user.register", f"HTB:{AN}", **SITE, person=BO).code == "invalid"
        done = world.does("user.register", f"HTB:{AN}", **SITE, person=BO, email=None)
        assert [w.code for w in done.warnings] == ["user.no-email"]
        world.does("user.register", f"HTB:{AN}", **SITE, person=CAS)
        assert [u["email"] for u in world.site()["users"]] == [None, "cas@voorbeeld.be"]


class TestUnknown:
    def test_enterprise(self, world):
        refused = world.refused("htb.appoint", f"WV:{AN}", enterprise="0100000070", person=AN)
        assert (refused.code, refused.needs) == ("unknown", ("enterprise.describe",))

    def test_capacity(self, world):
        assert world.refused("capacity.activate", f"HTB:{AN}", capacity="Kasteel").code == "unknown"

    def test_person_comes_before_order_and_rights(self, world):
        refused = world.refused("cohtb.add", f"SB:{AN}", person=STRANGER)
        assert (refused.code, refused.needs) == ("unknown", ("person.describe",))

    def test_person_may_be_described_with_the_appointment(self, world):
        world.does("htb.appoint", f"WV:{AN}", person=STRANGER, surname="Nieuw", first_name="Noa")
        assert world.tree()["people"][-1]["first_name"] == "Noa"

    def test_unit(self, world):
        world.with_capacity()
        assert world.refused("subdivision.block", f"HTB:{AN}", capacity=ME, unit="90009").code == "unknown"

    def test_manager_and_function(self, world):
        world.with_user()
        assert world.refused("cohtb.block", f"HTB:{AN}", person=BO).code == "unknown"
        assert world.refused("function.end", f"HTB:{AN}", **SITE, person=DIA, function="laborant").code == "unknown"

    def test_user(self, world):
        world.with_user()
        for name in ("user.confirm", "user.edit", "user.block", "user.unblock", "user.delete"):
            assert world.refused(name, f"HTB:{AN}", **SITE, person=BO).code == "unknown"
        for name in ("application.untick", "function.end"):
            more = {"application": "Heracles"} if name == "application.untick" else {"function": "laborant"}
            assert world.refused(name, f"HTB:{AN}", **SITE, person=BO, **more).code == "unknown"
        tick = world.refused("application.tick", f"HTB:{AN}", **SITE, person=BO, application="Heracles")
        assert (tick.code, tick.needs) == ("not-yet", ("user.register",))


class TestOrderBeforeRights:
    def test_what_is_missing_is_said_before_who_may(self, world):
        assert world.refused("capacity.activate", f"SB:{EVI}", capacity=ME).code == "not-yet"
        assert world.refused("subdivision.add", f"SB:{EVI}", capacity=ME, unit="1").code == "not-yet"

    def test_who_may_is_said_before_what_is_so_already(self, world):
        world.with_site()
        assert world.refused("capacity.activate", f"SB:{EVI}", capacity=ME).code == "not-allowed"
        assert world.refused("capacity.activate", f"HTB:{AN}", capacity=ME).code == "exists"

    def test_deleting_waits_for_what_stands_in_it(self, world):
        world.with_user()
        assert world.refused("subdivision.delete", f"HTB:{AN}", capacity=ME, unit="90005").needs == ("site.delete",)
        assert world.refused("site.delete", f"HTB:{AN}", **SITE).needs == ("user.delete",)

    def test_a_function_waits_for_its_user_his_confirmation_and_his_tick(self, world):
        """T8."""
        world.with_site()
        give = {**SITE, "person": DIA, "function": "Radioloog", "start": "2026-11-22"}
        assert world.refused("function.give", f"HTB:{AN}", **give).needs == ("user.register",)
        world.does("user.register", f"HTB:{AN}", **SITE, person=DIA)
        world.does("session.relogin", f"HTB:{AN}")
        assert world.refused("function.give", f"HTB:{AN}", **give).needs == ("user.confirm",)
        world.does("user.confirm", f"HTB:{AN}", **SITE, person=DIA)
        world.does("session.relogin", f"HTB:{AN}")
        assert world.refused("function.give", f"HTB:{AN}", **give).needs == ("application.tick",)
        world.does("application.tick", f"HTB:{AN}", **SITE, person=DIA, application="Heracles")
        world.does("function.give", f"HTB:{AN}", **give)

    def test_a_function_nobody_knows_needs_no_tick(self, world):
        world.with_user()
        world.does("application.untick", f"HTB:{AN}", **SITE, person=DIA, application="Heracles")
        done = world.does("function.give", f"HTB:{AN}", **SITE, person=DIA, function="tovenaar", start="2026-11-22")
        assert [w.code for w in done.warnings] == ["tree.unknown-function"]


class TestRights:
    """Who really holds the role (rulebook §3); the table itself is the domain's."""

    @pytest.fixture
    def peopled(self, world):
        """AN is HTB and TB, BO co-HTB, CAS co-TB, DIA SB of the sub-division, EVI SB of the site."""
        world.with_capacity()
        world.does("cohtb.add", f"HTB:{AN}", person=BO)
        world.does("cotb.add", f"HTB:{AN}", capacity=ME, person=CAS)
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005", person=DIA, confirmed=True)
        world.does("session.relogin", f"HTB:{AN}")
        world.does("site.add", f"HTB:{AN}", **SITE, person=EVI, confirmed=True)
        world.does("session.relogin", f"HTB:{AN}")
        return world

    @pytest.mark.parametrize("role", ["HTB", "co-HTB", "TB", "co-TB", "SB", "G"])
    def test_a_role_that_one_does_not_hold_is_of_no_use(self, peopled, role):
        refused = peopled.refused("user.register", f"{role}:{STRANGER}", **SITE, person=BO)
        assert refused.code == "not-allowed"
        assert refused.as_json()["who_may"] == ["HTB", "co-HTB", "TB", "co-TB", "SB"]

    @pytest.mark.parametrize("actor", [f"HTB:{AN}", f"co-HTB:{BO}", f"TB:{AN}", f"co-TB:{CAS}", f"SB:{DIA}", f"SB:{EVI}"])
    def test_all_managers_register_users(self, peopled, actor):
        peopled.does("user.register", actor, **SITE, person=BO)

    def test_the_sb_of_a_subdivision_makes_sites_and_that_of_a_site_does_not(self, peopled):
        refused = peopled.refused("site.add", f"SB:{EVI}", capacity=ME, unit="90005/90002")
        assert refused.code == "not-allowed"
        peopled.does("site.add", f"SB:{DIA}", capacity=ME, unit="90005/90002")

    def test_an_sb_has_no_say_on_another_branch(self, peopled):
        peopled.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90006", confirmed=True)
        peopled.does("user.register", f"HTB:{AN}", capacity=ME, unit="90006", person=BO)
        assert peopled.refused("user.block", f"SB:{DIA}", capacity=ME, unit="90006", person=BO).code == "not-allowed"
        assert peopled.refused("user.register", f"SB:{EVI}", capacity=ME, unit="90005", person=BO).code == "not-allowed"

    def test_a_tb_has_no_say_in_another_capacity(self, peopled):
        peopled.does("capacity.activate", f"HTB:{AN}", capacity="Jeugdhulp", person=CAS, confirmed=True)
        peopled.does("subdivision.add", f"TB:{CAS}", capacity="Jeugdhulp", unit="90009", type="x")
        assert peopled.refused("subdivision.add", f"TB:{CAS}", capacity=ME, unit="90009").code == "not-allowed"

    def test_an_sb_edits_his_own_unit_but_appoints_nobody(self, peopled):
        peopled.does("site.edit", f"SB:{EVI}", **SITE, name="Campus Noord")
        assert peopled.refused("site.edit", f"SB:{DIA}", **SITE, name="Campus Zuid").code == "not-allowed"
        assert peopled.refused("site.edit", f"SB:{EVI}", **SITE, person=BO).code == "not-allowed"
        peopled.does("site.edit", f"TB:{AN}", **SITE, person=BO)
        assert [(m["person"], m["status"]) for m in peopled.site()["managers"]] == [(EVI, "left"), (BO, "active")]

    def test_a_blocked_or_unconfirmed_role_is_not_held(self, peopled):
        peopled.does("cotb.block", f"TB:{AN}", capacity=ME, person=CAS)
        assert peopled.refused("user.register", f"co-TB:{CAS}", **SITE, person=BO).code == "not-allowed"
        peopled.does("cotb.unblock", f"TB:{AN}", capacity=ME, person=CAS)
        peopled.does("user.register", f"co-TB:{CAS}", **SITE, person=BO)
        peopled.does("cohtb.add", f"HTB:{AN}", person=DIA, confirmed=False)
        assert peopled.refused("user.block", f"co-HTB:{DIA}", **SITE, person=BO).code == "not-allowed"
        peopled.does("cohtb.add", f"HTB:{AN}", person=DIA)
        peopled.does("user.block", f"co-HTB:{DIA}", **SITE, person=BO)

    def test_the_htb_is_tb_until_there_was_one(self, world):
        tree = world.tree()
        tree["managers"] = [{"role": "HTB", "person": AN, "status": "active", "since": None}]
        tree["capacities"] = [{"name": ME}]
        world.taken(tree)
        world.does("capacity.edit", f"TB:{AN}", capacity=ME, email="me@voorbeeld.be")
        world.does("tb.replace", f"HTB:{AN}", capacity=ME, person=BO)
        assert world.refused("capacity.edit", f"TB:{AN}", capacity=ME, email="x@voorbeeld.be").code == "not-allowed"
        world.does("capacity.edit", f"HTB:{AN}", capacity=ME, email="x@voorbeeld.be")

    def test_a_wv_is_believed_until_it_is_known_who_they_are(self, world):
        world.does("htb.appoint", f"WV:{STRANGER}", person=AN)
        world.does("enterprise.describe", legal_representatives=[BO])
        assert world.refused("htb.replace", f"WV:{STRANGER}", person=CAS).code == "not-allowed"
        world.does("htb.replace", f"WV:{BO}", person=CAS)

    def test_a_wv_may_stay_unnamed_while_nobody_knows_them(self, world):
        """He can do no more than a WV can."""
        unnamed = {"role": "WV"}
        given = {"enterprise": NUMBER, "as": unnamed}
        with world.store.transaction() as tx:
            refused = perform(tx, {**given, "action": "cohtb.add", "person": BO}, AT)
            assert refused.code == "not-yet"
            assert perform(tx, {**given, "action": "htb.appoint", "person": AN}, AT).ok
            assert perform(tx, {**given, "action": "cohtb.add", "person": BO}, AT).code == "not-allowed"
        world.does("enterprise.describe", legal_representatives=[BO])
        with world.store.transaction() as tx:
            assert perform(tx, {**given, "action": "htb.replace", "person": CAS}, AT).code == "invalid"

    def test_a_user_changes_his_own_data_and_no_more(self, world):
        """A15."""
        world.with_user()
        own = {**SITE, "person": DIA}
        world.does("user.edit", f"G:{DIA}", **own, email="dia2@voorbeeld.be", language="fr")
        assert world.user()["email"] == "dia2@voorbeeld.be"
        assert world.refused("user.edit", f"G:{DIA}", **own, username="anderenaam").code == "not-allowed"
        assert world.refused("user.block", f"G:{DIA}", **own).code == "not-allowed"
        assert world.refused("user.edit", f"G:{AN}", **own, language="de").code == "not-allowed"

    def test_only_some_capacities_let_their_own_applications_be_ticked(self, world):
        world.with_htb()
        for capacity in (ME, "Jeugdhulp"):
            world.does("capacity.activate", f"HTB:{AN}", capacity=capacity, confirmed=True)
        world.does("application.tick", f"HTB:{AN}", capacity=ME, application="Heracles")
        refused = world.refused("application.tick", f"HTB:{AN}", capacity="Jeugdhulp", application="INSISTO")
        assert (refused.code, refused.who_may) == ("not-allowed", ())

    def test_the_exceptions_of_a_capacity_hold(self, world):
        fagg = "Instelling gelinkt aan de gezondheidszorg"
        world.with_capacity(fagg)
        world.does("cohtb.add", f"HTB:{AN}", person=BO)
        refused = world.refused("user.register", f"co-HTB:{BO}", capacity=fagg, person=CAS)
        assert refused.who_may == (Role.HTB, Role.TB)
        done = world.does("user.register", f"TB:{AN}", capacity=fagg, person=CAS)
        assert done.warnings == ()

    def test_each_action_without_a_role_is_refused_unless_it_needs_none(self, world):
        """Nobody may do anything in an enterprise without managers, but describe it."""
        world.taken({**EMPTY, "capacities": [{"name": ME}]})
        for name, kind in action_kinds().items():
            given = {
                "action": name,
                "as": {"role": "SB", "person": EVI},
                "enterprise": NUMBER,
                "capacity": ME,
                "unit": "90005" if name.startswith("subdivision") else "90005/90001",
                "person": AN,
            }
            for key, need in (("capacity", kind.capacity), ("unit", kind.unit), ("person", kind.person)):
                if need is Need.NONE:
                    del given[key]
            samples = {"application": "Heracles", "function": "radioloog", "date": "2026-11-22", "email": "a@b.be"}
            samples |= {"people": [AN], "symptom": "capacity.refused"}
            data = {key: samples[field.kind.value] for key, field in kind.data.items() if field.required}
            with world.store.transaction() as tx:
                result = perform(tx, {**given, **({"data": data} if data else {})}, AT)
            free = right_for(name) is None
            assert isinstance(result, Refused) != free, (name, result.as_json())
            if not free:
                assert result.code in ("not-allowed", "not-yet", "unknown"), (name, result.as_json())


class TestExists:
    def test_who_is_htb_cannot_be_appointed_again_and_another_can(self, world):
        """T3, G0 I.b."""
        world.with_htb()
        for name in ("htb.appoint", "htb.replace"):
            refused = world.refused(name, f"WV:{AN}", person=AN)
            assert refused.code == "exists"
            assert "al hoofdtoegangsbeheerder" in refused.reason
        world.does("htb.appoint", f"WV:{AN}", person=BO)
        assert [(m["person"], m["status"]) for m in world.tree()["managers"]] == [(AN, "left"), (BO, "active")]

    def test_nobody_to_replace(self, world):
        assert world.refused("htb.replace", f"WV:{AN}", person=AN).needs == ("htb.appoint",)

    def test_the_same_again(self, world):
        world.with_user()
        again = [
            ("subdivision.add", {"capacity": ME, "unit": "90005"}),
            ("user.register", {**SITE, "person": DIA}),
            ("application.tick", {**SITE, "person": DIA, "application": "heracles"}),
            ("application.untick", {**SITE, "application": "WebFX"}),
            ("user.unblock", {**SITE, "person": DIA}),
            ("subdivision.unblock", {"capacity": ME, "unit": "90005"}),
            ("tb.replace", {"capacity": ME, "person": AN}),
        ]
        for name, given in again:
            assert world.refused(name, f"HTB:{AN}", **given).code == "exists", name

    def test_what_was_only_saved_says_so(self, world):
        world.with_capacity()
        world.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005")
        refused = world.refused("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005")
        assert (refused.code, refused.needs) == ("exists", ("subdivision.confirm",))

    def test_one_number_under_two_types_is_two_units(self, world):
        """T6: a unit is known by parent, type and number together."""
        world.with_capacity("Jeugdhulp")
        add = {"capacity": "Jeugdhulp", "unit": "90005"}
        world.does("subdivision.add", f"HTB:{AN}", **add, type="Pleegzorg")
        world.does("subdivision.add", f"HTB:{AN}", **add, type="CLB")
        assert world.refused("subdivision.add", f"HTB:{AN}", **add, type="CLB").code == "exists"
        assert len(world.capacity()["subdivisions"]) == 2


class TestUsernames:
    """N1: unique in the whole store, one for all of a person's registrations, never changed."""

    def test_of_someone_else_even_in_another_enterprise(self, world):
        world.with_user()
        world.taken({**world.tree(), "enterprise": {"number": "0100000070", "name": "Ander"}})
        refused = world.refused("user.register", f"HTB:{AN}", **SITE, person=EVI, username="diavoorbeeld")
        assert (refused.code, refused.facts["symptom"]) == ("exists", "username.taken")

    def test_one_for_all_registrations(self, world):
        world.with_user()
        world.does("site.add", f"HTB:{AN}", capacity=ME, unit="90005/90002", confirmed=True)
        other = {"capacity": ME, "unit": "90005/90002", "person": DIA}
        assert world.refused("user.register", f"HTB:{AN}", **other, username="andersgenoemd").code == "exists"
        world.does("user.register", f"HTB:{AN}", **other)
        assert world.subdivision()["sites"][1]["users"][0]["username"] == "diavoorbeeld"

    def test_is_added_once_and_never_changed(self, world):
        world.with_site()
        world.does("user.register", f"HTB:{AN}", **SITE, person=DIA)
        world.does("user.edit", f"HTB:{AN}", **SITE, person=DIA, username="diavoorbeeld")
        assert world.user()["username"] == "diavoorbeeld"
        assert world.refused("user.edit", f"HTB:{AN}", **SITE, person=DIA, username="diaanders").code == "exists"


class TestConflict:
    def test_someone_changed_it_meanwhile(self, world):
        world.with_htb()
        version = self.version(world)
        world.does("person.describe", person=BO, title="Dr.", expect_version=version)
        refused = world.refused("person.describe", person=BO, title="Prof.", expect_version=version)
        assert refused.code == "conflict"
        world.does("person.describe", person=BO, title="Prof.", expect_version=version + 1)

    def version(self, world):
        from sqlmodel import select

        from assistant.store.tables import Enterprise

        with world.store.reading() as tx:
            return tx.exec(select(Enterprise.version)).one()


def test_who_may_is_what_the_rights_say(world):
    refused = world.refused("htb.appoint", f"HTB:{AN}", person=AN)
    assert refused.who_may == who_may("htb.appoint") == (Role.WV,)
    assert refused.as_json() == {
        "ok": False,
        "action": "htb.appoint",
        "code": "not-allowed",
        "reason": refused.reason,
        "who_may": ["WV"],
    }
