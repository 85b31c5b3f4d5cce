"""Updates: what goes before what comes, in their order, whole or not at all."""

from datetime import date

import pytest

from assistant.domain.malformed import Malformed
from assistant.store.reference import Standing, establishments_of, known_enterprise
from tests.store.kbo.extracts import (
    CAMPUS,
    CLINIC,
    GONE,
    HOSPITAL,
    address,
    bring_in,
    enterprise,
    full,
    name,
    update,
    zipped,
)

NEW = "0100.000.268"
NUMBER, CLINIC_NUMBER, GONE_NUMBER, NEW_NUMBER = (number.replace(".", "") for number in (HOSPITAL, CLINIC, GONE, NEW))


@pytest.fixture
def filled(either, tmp_path):
    bring_in(either, full(tmp_path))
    return either


def ask(store, number=NUMBER):
    with store.reading() as tx:
        return known_enterprise(tx, number)


def test_what_goes_and_what_comes(filled, tmp_path):
    report = bring_in(
        filled,
        update(
            tmp_path,
            enterprise_delete=[GONE, CLINIC],
            enterprise_insert=[enterprise(CLINIC), enterprise(NEW)],
            denomination_delete=[HOSPITAL, GONE],
            denomination_insert=[name(HOSPITAL, "Ziekenhuis Nieuw"), name(NEW, "Pas begonnen")],
            address_delete=[HOSPITAL],
            address_insert=[address(HOSPITAL, "Nieuwe Kaai")],
            establishment_delete=[CAMPUS],
            establishment_insert=[],
        ),
    )
    assert (report.changed, report.enterprises, report.stopped, report.day) == (True, 3, 1, date(2026, 11, 2))
    known = ask(filled)
    assert (known.name, known.address) == ("Ziekenhuis Nieuw", "Nieuwe Kaai 1 bus A, 9999 Voorbeeldegem")
    assert ask(filled, CLINIC_NUMBER).situation is None
    assert ask(filled, NEW_NUMBER).name == "Pas begonnen"
    gone = ask(filled, GONE_NUMBER)
    assert (gone.standing, gone.day, gone.stopped) == (Standing.STOPPED, date(2026, 11, 2), date(2026, 11, 2))
    with filled.reading() as tx:
        assert establishments_of(tx, NUMBER) == []


def test_someone_who_comes_back_has_not_stopped(filled, tmp_path):
    bring_in(filled, update(tmp_path, enterprise_delete=[GONE]))
    bring_in(filled, update(tmp_path, 102, enterprise_insert=[enterprise(GONE)]))
    assert ask(filled, GONE_NUMBER).standing is Standing.FOUND


def test_the_same_update_again_changes_nothing(filled, tmp_path):
    path = update(tmp_path, enterprise_delete=[GONE])
    bring_in(filled, path)
    assert bring_in(filled, path).changed is False


def test_one_that_is_missing_in_between_is_named(filled, tmp_path):
    with pytest.raises(Malformed, match=r"nr\. 101 ontbreekt"):
        bring_in(filled, update(tmp_path, 102))


def test_nothing_to_update(memory, tmp_path):
    with pytest.raises(Malformed, match="volledige zip"):
        bring_in(memory, update(tmp_path))


def test_a_bad_row_leaves_all_as_it_was(filled, tmp_path):
    path = update(tmp_path, denomination_delete=[HOSPITAL], denomination_insert=[("0123", "2", "001", "kort")])
    with pytest.raises(Malformed, match=r"denomination_insert\.csv, regel 2"):
        bring_in(filled, path)
    assert ask(filled).name == 'Ziekenhuis "Voorbeeld", vzw'
    assert ask(filled).day == date(2026, 11, 1)


def test_an_update_that_says_no_type_is_known_by_its_files(filled, tmp_path):
    files = {
        "meta.csv": "Variable,Value\nSnapshotDate,03-11-2026\n",
        "enterprise_delete.csv": f"EnterpriseNumber\n{GONE}\n",
        "enterprise_insert.csv": "EnterpriseNumber,Status,JuridicalSituation,StartDate\n",
    }
    assert bring_in(filled, zipped(tmp_path / "KboOpenData_0101_2026_11_Update.zip", files)).stopped == 1
