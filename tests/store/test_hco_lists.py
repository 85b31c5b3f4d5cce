"""Lists of facilities with their HCO numbers: kept, and planned where it is clear where they belong."""

import pytest
from sqlmodel import select

from assistant.domain.malformed import Malformed
from assistant.store.exchange.tree import export_tree
from assistant.store.lists.facilities import keep_facilities, plan_units, read_facilities
from assistant.store.opening import clock
from assistant.store.reference_tables import ListedFacility
from tests.store.kbo.extracts import bring_in, full

NUMBER = "0123456749"
MAMMO = "Mammografische eenheid kankerbevolkingsonderzoek"
LIST = f"""Ondernemingsnummer;HCO-nummer;Naam;Subdivisie;Onder
{NUMBER};90005;Ziekenhuis Voorbeeld;Mammografische eenheid;
{NUMBER};90001;Campus Noord;Mammografische eenheid site;90005
{NUMBER};90009;Campus Zuid;Mammografische eenheid site;
{NUMBER};90010;Dienst;Iets anders;
"""


def take(store, text, capacity=None, told=()):
    facilities, report = read_facilities(text.encode(), dict(told), capacity)
    with store.transaction() as tx:
        keep_facilities(tx, facilities, report)
        report.planned = plan_units(tx, NUMBER, facilities, clock())
    return report


def planned(store):
    with store.reading() as tx:
        tree = export_tree(tx, NUMBER)
    return [(unit["capacity"], unit["unit"], unit.get("name"), unit.get("type")) for unit in tree["planned_units"]]


def test_facilities_are_kept_and_planned_where_their_place_is_clear(either):
    report = take(either, LIST)
    assert (report.added, report.planned, report.unclear, report.refused) == (4, 2, 2, [])
    assert planned(either) == [
        (MAMMO, "90005", "Ziekenhuis Voorbeeld", "Mammografische eenheid"),
        (MAMMO, "90005/90001", "Campus Noord", "Mammografische eenheid site"),
    ]
    again = take(either, LIST)
    assert (again.added, again.changed, again.unchanged, again.planned) == (0, 0, 4, 0)
    with either.reading() as tx:
        assert len(tx.exec(select(ListedFacility)).all()) == 4


def test_a_capacity_for_the_whole_list(memory):
    report = take(memory, f"kbo;hco;naam\n{NUMBER};90005;Voorziening\n", "ehealth gezondheidszorg")
    assert report.planned == 1
    assert planned(memory) == [("eHealth Gezondheidszorg", "90005", "Voorziening", None)]


def test_a_capacity_without_units_plans_none(memory):
    report = take(memory, f"kbo;hco\n{NUMBER};90005\n", "Instelling gelinkt aan de gezondheidszorg")
    assert (report.added, report.planned, report.unclear) == (1, 0, 1)


def test_an_unknown_enterprise_gets_its_name_from_the_kbo(memory, tmp_path):
    bring_in(memory, full(tmp_path))
    take(memory, LIST)
    with memory.reading() as tx:
        assert export_tree(tx, NUMBER)["enterprise"]["name"] == 'Ziekenhuis "Voorbeeld", vzw'


def test_bad_lines_are_named(memory):
    report = take(
        memory, f"kbo;hco;hoedanigheid\n{NUMBER};;\n;90005;\n{NUMBER};abc;\n{NUMBER};90005;Bakkerij\n{NUMBER};90007;\n"
    )
    assert [line for line, _ in report.refused] == [2, 3, 4, 5]
    assert report.added == 1


def test_without_hco_numbers_it_is_no_such_list(memory):
    with pytest.raises(Malformed, match="HCO-nummer"):
        take(memory, f"kbo;naam\n{NUMBER};x\n")
