"""Lists of users from the portal, exported or pasted: however they are laid out, read the same, and taken into the tree."""

import codecs
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checks.diagnosis import diagnosis
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import dotted_insz
from assistant.domain.vocabulary import Role
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.ledger import tree_as_of
from assistant.store.portal.place import PortalUnit, place_of
from assistant.store.portal.reading import is_portal_list, read_portal_list
from assistant.store.portal.taking_in import seen_in, take_in, where_of
from tests.checks.clinic import BO, CAS, NUMBER, SITE, Clinic
from tests.oracle.growing import NOW
from tests.store.trees import ME

AN = "90010199992"
HEADINGS = ["Naam", "Voornaam", "Gebruikersnaam", "Type", "INSZ", "Status"]
ROWS = [
    ["Voorbeeld", "An", "anvoorbeeld", "SB", AN, "Actief"],
    ["Proefman", "Bo", "boproefman", "USER", BO, "Geblokkeerd"],
    ["Modèle", "Cas", "", "USER", dotted_insz(CAS), "Actief"],
]
ABOVE = [
    "Benaming: Ziekenhuis Voorbeeld; Ondernemingsnummer: 0123.456.749",
    f" Hoedanigheid: {ME}; Ondernemingsnummer: 0123.456.749",
    "Subafdeling: Mammografische eenheid: Ziekenhuis Voorbeeld; HCO-nummer: 90005",
    "Subafdeling: Mammografische eenheid site: Campus A; HCO-nummer: 90001",
    "",
    "De lijst van de gebruikers tonen op basis van de volgende criteria",
    "Naam : Voornaam :",
    " Gebruikersnaam : Type :",
    " INSZ : Status :",
    "Pagina 1 Eén item gevonden.",
]
BELOW = ["", "Verwijderen gebruiker(s) De gebruikers exporteren (.csv)", "© 2007 Sociale Zekerheid"]


def summary(listed):
    return [(one.insz, one.role, one.status, one.surname, one.first_name, one.username) for one in listed.users]


WANTED = [
    (AN, Role.SB, "Actief", "Voorbeeld", "An", "anvoorbeeld"),
    (BO, Role.USER, "Geblokkeerd", "Proefman", "Bo", "boproefman"),
    (CAS, Role.USER, "Actief", "Modèle", "Cas", None),
]


def columned(rows):
    widths = [max(len(row[n]) for row in rows) + 2 for n in range(len(rows[0]))]
    return ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def written(order, delimiter):
    rows = [[row[n] for n in order] for row in [HEADINGS, *ROWS]]
    return columned(rows) if delimiter == "columns" else [delimiter.join(row) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("order", [range(6), [4, 3, 5, 0, 1, 2], [1, 0, 5, 4, 2, 3]])
def test_an_export_in_any_order_with_any_delimiter(order, delimiter, encoding):
    content = "\r\n".join(written(list(order), delimiter)).encode(encoding)
    listed = read_portal_list(content)
    assert summary(listed) == WANTED
    assert (listed.refused, listed.place.enterprise) == ((), None)


@pytest.mark.parametrize("delimiter", ["\t", "columns", ";"])
def test_a_pasted_screen_says_of_what_it_is(delimiter):
    text = "\n".join([*ABOVE, *written(range(6), delimiter), *BELOW])
    listed = read_portal_list(text.encode())
    assert summary(listed) == WANTED
    assert (listed.place.enterprise, listed.place.enterprise_name) == (NUMBER, "Ziekenhuis Voorbeeld")
    assert (listed.place.capacity, listed.place.path) == (ME, SITE)
    assert listed.refused == ()
    assert is_portal_list(text)


def test_the_boxes_and_pencils_of_the_screen_do_not_matter():
    rows = ["\t" + "\t".join([*row, ""]) for row in ROWS]
    for heading in ("\t" + "\t".join([*HEADINGS, "Actie"]), "\t".join([*HEADINGS, "Actie"])):
        assert summary(read_portal_list("\n".join([*ABOVE, heading, *rows, *BELOW]).encode())) == WANTED


def test_the_place_on_one_line():
    line = f"Benaming: Huis 'De [Linde]'; Ondernemingsnummer: 123.456.749 Hoedanigheid: {ME.upper()} Subafdeling: Campus B"
    place = place_of([line])
    assert (place.enterprise, place.capacity, place.units) == (NUMBER, ME, (PortalUnit(None, "Campus B", None),))
    assert place.path == "~Campus B"


def test_a_kind_of_facility_in_brackets_is_no_name():
    place = place_of(
        ["Subafdeling: Residentiële zorginstelling: Huis X (Kortverblijf, Oriënterend (kort)); HCO-nummer: 90002"]
    )
    assert place.units == (PortalUnit("Residentiële zorginstelling", "Huis X", "90002"),)


def test_a_heading_nobody_knows_is_left_or_explained():
    rows = "Achternaam ;Voornaam;Rijksnr;Afdeling\nProefman;Bo;" + BO + ";3B"
    with pytest.raises(Malformed, match="--column"):
        read_portal_list(rows.encode())
    listed = read_portal_list(rows.encode(), {"rijksNR": "insz"})
    assert [one.insz for one in listed.users] == [BO]
    assert listed.columns == {"Achternaam": "surname", "Voornaam": "first_name", "Rijksnr": "insz", "Afdeling": None}
    with pytest.raises(Malformed, match="staat niet in de lijst"):
        read_portal_list(rows.encode(), {"Rijksnummer": "insz", "Rijksnr": "insz"})
    with pytest.raises(Malformed, match="geen veld"):
        read_portal_list(rows.encode(), {"Rijksnr": "nummer"})


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["A", "B", "", "USER", "", "Actief"], "geen INSZ"),
        (["A", "B", "", "USER", "123", "Actief"], "elf cijfers|11"),
        (["A", "B", "", "BAAS", BO, "Actief"], "type 'BAAS'"),
        (["A", "B", "", "USER", BO, "Weg"], "'Weg' kan hier niet staan"),
        (["A", "B", "x", "USER", BO, "Actief"], "gebruikersnaam"),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_line_and_the_others_are_read(cells, why):
    content = "\n".join(";".join(row) for row in [HEADINGS, ROWS[0], cells, ROWS[2]]).encode()
    listed = read_portal_list(content)
    assert [one.insz for one in listed.users] == [AN, CAS]
    ((line, fault),) = listed.refused
    assert line == 3
    assert re.search(why, str(fault))


@pytest.mark.parametrize(
    "content", [b"", b"zomaar wat tekst", b"\xff\xfe\x00", b"Naam;Voornaam\nA;B", b"\x00\x01\x02", b";;;"]
)
def test_what_is_no_list_says_so(content):
    with pytest.raises(Malformed):
        read_portal_list(content)
    assert not is_portal_list(content.decode("latin-1"))


HOSTILE = st.text() | st.sampled_from(
    ["[/]", "{x}", "a;b", '"', "\t", "=1+1", "\u202e", "Benaming:", "INSZ", "\x85", "Subafdeling: :;"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(HOSTILE, max_size=8), max_size=6),
    st.sampled_from(["\t", ";", ",", "  "]),
    st.lists(HOSTILE, max_size=4),
)
def test_whatever_is_pasted_is_read_or_refused_never_a_crash(rows, delimiter, above):
    text = "\n".join([*above, delimiter.join(HEADINGS), *(delimiter.join(row) for row in rows)])
    for content in (text.encode("utf-8", "replace"), codecs.BOM_UTF8 + text.encode("utf-8", "replace")):
        try:
            listed = read_portal_list(content)
        except Malformed:
            continue
        assert all(len(one.insz) == 11 for one in listed.users)
    is_portal_list(text)


# --- taken into the tree


@pytest.fixture
def clinic():
    return Clinic()


def listed_with(*rows):
    return read_portal_list("\n".join(";".join(row) for row in [HEADINGS, *rows]).encode())


def user_on(tree, insz):
    site = tree["capacities"][0]["subdivisions"][0]["sites"][0]
    return next(user for user in site["users"] if user["person"] == insz)


def test_who_is_new_comes_in_and_who_is_known_changes(memory, clinic):
    listed = listed_with(*ROWS)
    where = where_of(listed.place, enterprise=NUMBER, capacity="mammografische eenheid kankerbevolkingsonderzoek", unit=SITE)
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
    with memory.reading() as tx:
        taken = seen_in(tx, listed, where)
        assert user_on(export_tree(tx, NUMBER), BO)["status"] == "Actief"  # looking changes nothing
    assert {change.code for change in taken.changes} >= {"user.new", "user.status"}
    with memory.transaction() as tx:
        assert take_in(tx, taken, NOW)
    with memory.reading() as tx:
        tree = export_tree(tx, NUMBER)
        assert user_on(tree, BO)["status"] == "Geblokkeerd"
        assert user_on(tree, BO)["functions"]  # what the list does not say stays
        assert user_on(tree, CAS)["applications"] == []
        assert diagnosis(tx, NUMBER, at=NOW)["findings"][0]["code"] == "user.blocked"
        again = seen_in(tx, listed, where)
    assert again.changes == ()
    with memory.transaction() as tx:
        assert not take_in(tx, again, NOW)


def test_it_is_one_change_in_the_ledger(memory, clinic):
    from datetime import timedelta

    listed = listed_with(*ROWS)
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        before = export_tree(tx, NUMBER)
        taken = seen_in(tx, listed, where_of(listed.place, enterprise=NUMBER, capacity=ME, unit=SITE))
        take_in(tx, taken, NOW + timedelta(hours=1))
        assert tree_as_of(tx, NUMBER, NOW) == before


def test_a_search_by_application_tells_who_has_it(memory, clinic):
    listed = listed_with(ROWS[2])
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        taken = seen_in(tx, listed, where_of(listed.place, enterprise=NUMBER, capacity=ME, unit=SITE), ["Heracles"])
        take_in(tx, taken, NOW)
        assert user_on(export_tree(tx, NUMBER), CAS)["applications"] == ["Heracles"]
    assert [remark.code for remark in taken.remarks] == ["not-listed"]  # Bo stays, and is named
    assert "Bo Proefman" in taken.remarks[0].message


def test_managers_are_no_users(memory, clinic):
    listed = listed_with(["Proefman", "Bo", "", "LB", BO, "Actief"], ["Voorbeeld", "An", "", "SB", AN, "Actief"])
    where = where_of(listed.place, enterprise=NUMBER, capacity=ME, unit="")
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        taken = seen_in(tx, listed, where)
        take_in(tx, taken, NOW)
        (capacity,) = export_tree(tx, NUMBER)["capacities"]
    assert [(one["role"], one["person"], one["status"]) for one in capacity["managers"]] == [
        ("TB", AN, "left"),
        ("TB", BO, "active"),
    ]
    assert capacity["users"] == []
    assert [remark.code for remark in taken.remarks if remark.code == "misplaced"] == ["misplaced"]


def test_a_screen_of_an_enterprise_nobody_knows_makes_it(memory):
    listed = read_portal_list("\n".join([*ABOVE, *written(range(6), "\t")]).encode())
    with memory.transaction() as tx:
        taken = seen_in(tx, listed, where_of(listed.place))
        assert take_in(tx, taken, NOW)
        tree = export_tree(tx, NUMBER)
    site = tree["capacities"][0]["subdivisions"][0]["sites"][0]
    assert (site["type"], site["name"], site["hco"]) == ("Mammografische eenheid site", "Campus A", "90001")
    assert [user["person"] for user in site["users"]] == [BO, CAS]
    assert [manager["person"] for manager in site["managers"]] == [AN]


def named_only(*names):
    """A screen that names the units on the way by their names only, with or without their types."""
    above = [*ABOVE[:2], *(f"Subafdeling: {name}" for name in names)]
    listed = read_portal_list("\n".join([*above, *written(range(6), "\t")]).encode())
    assert all(unit.hco is None for unit in listed.place.units)
    return listed


NAMED = ["ziekenhuis  VOORBEELD", "Mammografische eenheid site: campus\u00a0a"]


@pytest.mark.parametrize("unit", [None, "~ziekenhuis voorbeeld/~CAMPUS A", "90005/~Campus A"])
@pytest.mark.parametrize("numbered", [True, False])
def test_a_unit_that_is_there_is_found_by_its_name(memory, clinic, numbered, unit):
    if not numbered:
        clinic.site["hco"] = None
        clinic.tree["expected"] = []
    listed = named_only(*NAMED)
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        taken = seen_in(tx, listed, where_of(listed.place, unit=unit))
        take_in(tx, taken, NOW)
        (subdivision,) = export_tree(tx, NUMBER)["capacities"][0]["subdivisions"]
    (site,) = subdivision["sites"]
    assert [user["person"] for user in site["users"]] == [BO, CAS]
    assert taken.where.unit == (SITE if numbered else "90005/~Campus A")
    assert "unit.new" not in {change.code for change in taken.changes}


def test_a_unit_of_another_type_or_level_with_that_name_is_another_one(memory, clinic):
    clinic.subdivision["name"] = "Campus A"
    listed = named_only("Gezondheidszorg: Campus A", "Campus B")
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        taken = seen_in(tx, listed, where_of(listed.place))
    assert [change.facts["path"] for change in taken.changes if change.code == "unit.new"] == [
        "~Campus A",
        "~Campus A/~Campus B",
    ]


def test_where_several_units_have_that_name_none_is_guessed(memory, clinic):
    clinic.add_site("90002", name="CAMPUS A")
    clinic.add_site(None, name="Campus A")
    listed = named_only(*NAMED)
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        with pytest.raises(Malformed, match=r"90005/90001.*90005/90002.*90005/~Campus A.*--unit") as fault:
            seen_in(tx, listed, where_of(listed.place))
        assert fault.value.code == "several-units"
        # A path that is told is that of one unit.
        for unit in (SITE, "90005/90002", "90005/~Campus A"):
            assert seen_in(tx, listed, where_of(listed.place, unit=unit)).where.unit == unit


@pytest.mark.parametrize(("first", "told"), [(1, "Bij 2 nieuwe gebruikers staan"), (2, "Bij één nieuwe gebruiker staan")])
def test_how_many_new_ones_have_no_rights_yet(memory, first, told):
    listed = listed_with(*ROWS[first:])
    with memory.reading() as tx:
        taken = seen_in(tx, listed, where_of(listed.place, enterprise=NUMBER, capacity=ME, unit=SITE))
    (remark,) = [one for one in taken.remarks if one.code == "rights-unknown"]
    assert told in remark.message


def test_a_list_of_another_enterprise_is_refused():
    place = place_of(ABOVE)
    for told in ({"enterprise": "0119000093"}, {"capacity": "Jeugdhulp"}, {"capacity": "Nergens"}):
        with pytest.raises(Malformed):
            where_of(place, **told)
    for nothing in (place_of([]), place_of(["Benaming: X; Ondernemingsnummer: 0123.456.749"])):
        with pytest.raises(Malformed):
            where_of(nothing)


def test_hostile_names_stay_what_they_are(memory):
    rows = [["[/] {x} %s", "=cmd()", "", "USER", BO, "Actief"], ["</b>", "\u202eBo", "", "USER", CAS, "Actief"]]
    listed = listed_with(*rows)
    with memory.transaction() as tx:
        take_in(tx, seen_in(tx, listed, where_of(listed.place, enterprise=NUMBER, capacity=ME, unit=SITE)), NOW)
        people = {one["insz"]: one for one in export_tree(tx, NUMBER)["people"]}
    assert (people[BO]["surname"], people[BO]["first_name"]) == ("[/] {x} %s", "=cmd()")
    assert people[CAS]["first_name"] == "Bo"
