"""The catalogue against rulebook §6 and T5, and its look-ups."""

import pytest

from assistant.domain.catalogue import Certainty, FunctionNeed, catalogue
from assistant.domain.vocabulary import Level

CERTAIN, DESCRIBED, OPEN = Certainty.CERTAIN, Certainty.DESCRIBED, Certainty.OPEN
INSISTO_ROLES = {
    "Aanmelder binnen een voorziening (INSISTO)",
    "Wachtlijstbeheerder binnen een voorziening (INSISTO)",
    "Groepsbeheerder binnen een voorziening (INSISTO)",
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Heracles", "Heracles"),
        (" HERACLES ", "Heracles"),
        ("insisto", "Informatica Systeem Inter Sectorale Toegangspoort"),
        ("BINC", "Dossier Minderjarigen Opvolgingsysteem"),
        ("Dossier Minderjarige Opvolgingsysteem", "Dossier Minderjarigen Opvolgingsysteem"),
        ("moduledatabank", "MODULEDATABANK"),
        ("eVIPA", "Vlaams Infrastructuurfonds voor Persoonsgebonden Aangelegenheden"),
        ("E-loket Zorg en Gezondheid", "E-loket Departement Zorg"),
        ("e‑loket", "E-loket Departement Zorg"),
        ("BelRAI", "BelRAI"),
        ("VSB carat", "VSB caRat"),
        ("FAGG portal", "FAGG portal"),
        ("e-Healthbox", "eHealthBox"),
        ("EBMPracticeNet", "EBMPracticeNet"),
    ],
)
def test_an_application_is_known_by_all_its_names(text, name):
    assert catalogue().application(text).name == name


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Wachlijstbeheerder binnen een voorziening(INSISTO)", "Wachtlijstbeheerder binnen een voorziening (INSISTO)"),
        ("Wachttijstbeheerder binnen een voorziening (INSISTO)", "Wachtlijstbeheerder binnen een voorziening (INSISTO)"),
        ("Regisseur binnen een voorziening (IG1P)", "Regisseur binnen een voorziening (1G1P)"),
        ("VSB caRat - factuureerder", "VSB caRat - factureerder"),
        ("belrai vl - zorgverlener MET certificaat", "BelRAI VL – zorgverlener met certificaat"),
        ("Radioloog", "radioloog"),
    ],
)
def test_a_function_is_known_by_its_misprints(text, label):
    assert catalogue().function(text).label == label


def test_what_is_not_known_is_none():
    for look_up in (catalogue().capacity, catalogue().application, catalogue().function, catalogue().subdivision_type):
        assert look_up("nergens") is None
        assert look_up("") is None


@pytest.mark.parametrize(
    ("capacity", "levels", "users_on"),
    [
        ("Jeugdhulp", ["subdivision"], "subdivision"),
        ("Jongerenwelzijn", ["subdivision"], "subdivision"),
        ("eHealth Gezondheidszorg", ["subdivision"], "subdivision"),
        ("Residentiele zorginstelling", ["subdivision"], "subdivision"),
        ("Mammografische eenheid kankerbevolkingsonderzoek", ["subdivision", "site"], "site"),
        ("Instelling gelinkt aan de gezondheidszorg", [], "capacity"),
        ("Werkgever RSZ", [], None),
    ],
)
def test_users_live_where_t5_says(capacity, levels, users_on):
    kind = catalogue().capacity(capacity)
    assert list(kind.levels) == levels
    assert kind.users_on == users_on


def test_only_mammography_has_the_particular_order():
    particular = [kind.label for kind in catalogue().capacities if kind.relogins or kind.units_before_users]
    assert particular == ["Mammografische eenheid kankerbevolkingsonderzoek"]
    assert [kind.label for kind in catalogue().capacities if kind.applications_editable] == particular


@pytest.mark.parametrize(
    ("application", "capacity", "certainty", "users_on", "ticks"),
    [
        (
            "Heracles",
            "Mammografische eenheid kankerbevolkingsonderzoek",
            CERTAIN,
            ("site", CERTAIN),
            {"capacity": CERTAIN, "subdivision": CERTAIN, "site": CERTAIN, "user": CERTAIN},
        ),
        ("INSISTO", "Jeugdhulp", CERTAIN, ("subdivision", DESCRIBED), {"subdivision": CERTAIN, "user": CERTAIN}),
        ("BINC", "Jeugdhulp", CERTAIN, ("subdivision", DESCRIBED), {"subdivision": CERTAIN, "user": CERTAIN}),
        ("MODULEDATABANK", "Jeugdhulp", CERTAIN, ("subdivision", DESCRIBED), {"subdivision": CERTAIN, "user": CERTAIN}),
        (
            "eVIPA",
            "eHealth Gezondheidszorg",
            DESCRIBED,
            ("subdivision", DESCRIBED),
            {"subdivision": CERTAIN, "user": CERTAIN},
        ),
        ("e-loket", None, OPEN, (None, OPEN), {"subdivision": CERTAIN, "user": CERTAIN}),
        ("BelRAI", None, OPEN, (None, OPEN), {}),
        ("VSB caRat", None, OPEN, (None, OPEN), {}),
        ("e-loket AMA WVG", None, OPEN, (None, OPEN), {}),
        (
            "FAGG portal",
            "Instelling gelinkt aan de gezondheidszorg",
            DESCRIBED,
            ("capacity", DESCRIBED),
            {"user": DESCRIBED},
        ),
        ("eHealthBox", None, OPEN, (None, OPEN), {}),
    ],
)
def test_each_profile_is_that_of_the_rulebook(application, capacity, certainty, users_on, ticks):
    profile = catalogue().application(application)
    assert (profile.capacity, profile.capacity_certainty) == (capacity, certainty)
    assert (profile.users_on, profile.users_on_certainty) == users_on
    assert {tick.level: tick.certainty for tick in profile.ticked_on} == ticks
    for level in Level:
        assert profile.tick_on(level) == ticks.get(level, OPEN)


@pytest.mark.parametrize(
    ("application", "need", "opening", "on"),
    [
        ("Heracles", "one", {"hoofdradioloog", "radioloog", "laborant", "administratief medewerker"}, "site"),
        ("INSISTO", "one", INSISTO_ROLES, "subdivision"),
        ("BINC", "one", INSISTO_ROLES, "subdivision"),
        ("MODULEDATABANK", "one", {"Moduleerder"}, "subdivision"),
        ("eVIPA", "none", set(), None),
        ("e-loket", "open", set(), None),
        ("BelRAI", "open", set(), None),
        ("FAGG portal", "none", set(), None),
    ],
)
def test_each_application_is_opened_by_the_functions_of_the_rulebook(application, need, opening, on):
    profile = catalogue().application(application)
    assert profile.function_need is FunctionNeed(need)
    assert {function.label for function in catalogue().functions_opening(profile)} == opening
    assert profile.function_on == on


def test_functions_that_are_neither_promised_nor_denied_open_nothing():
    insisto = catalogue().application("INSISTO")
    assert len(insisto.neutral_functions) == 6
    assert not set(insisto.neutral_functions) & set(insisto.functions)
    assert catalogue().function("Regisseur binnen een voorziening (1G1P)").retired


def test_heracles_wants_its_companion_and_what_is_done_outside():
    heracles = catalogue().application("Heracles")
    (box,) = heracles.companions
    assert box.application == "eHealthBox"
    assert [tick.level for tick in box.ticked_on] == [Level.CAPACITY, Level.SUBDIVISION, Level.SITE]
    assert set(box.doctor_functions) == {"hoofdradioloog", "radioloog"}
    assert [one.code for one in heracles.outside] == ["external.head-radiologist", "external.heracles-role"]
    assert heracles.managers_need_registration


def test_applications_of_a_capacity():
    youth = catalogue().capacity("Jeugdhulp")
    assert [one.known_as or one.name for one in catalogue().applications_of(youth)] == ["INSISTO", "BINC", "MODULEDATABANK"]


def test_no_spelling_names_two_things():
    from assistant.domain.typed import look_alike_key

    c = catalogue()
    for rows, names in (
        (c.capacities, lambda row: (row.label, *row.aliases)),
        (c.functions, lambda row: (row.label, *row.aliases)),
        (
            (*c.applications, *c.tick_boxes),
            lambda row: {row.name, row.label or row.name, row.known_as or row.name, *row.aliases},
        ),
    ):
        seen: dict[str, object] = {}
        for row in rows:
            for name in names(row):
                assert seen.setdefault(look_alike_key(name), row) is row, name
