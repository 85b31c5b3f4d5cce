"""A full extract: what is kept of it, what is refused, and that nothing half looks whole."""

import zipfile
from datetime import date

import pytest
from sqlmodel import func, select

from assistant.domain.malformed import Malformed
from assistant.store.fault import StoreFault
from assistant.store.kbo import importing
from assistant.store.reference import Standing, current_load, establishments_of, known_enterprise, names_of
from assistant.store.reference_tables import KboAddress, KboEnterprise, KboEstablishment, KboLoad, KboName
from tests.store.kbo import extracts
from tests.store.kbo.extracts import CAMPUS, CLINIC, FULL, GONE, HOSPITAL, bring_in, full, name, texts, zipped

NUMBER, CLINIC_NUMBER, GONE_NUMBER = (number.replace(".", "") for number in (HOSPITAL, CLINIC, GONE))


def ask(store, number=NUMBER, language="nl"):
    with store.reading() as tx:
        return known_enterprise(tx, number, language)


def test_what_the_kbo_knows_of_a_number(either, tmp_path):
    assert ask(either).standing is Standing.NO_DATA
    report = bring_in(either, full(tmp_path))
    assert (report.changed, report.enterprises, report.day) == (True, 3, date(2026, 11, 1))
    known = ask(either)
    assert known.standing is Standing.FOUND
    assert known.name == 'Ziekenhuis "Voorbeeld", vzw'
    assert known.address == "Voorbeeldstraat 1 bus A, 9999 Voorbeeldegem"
    assert (known.day, known.start, known.situation) == (date(2026, 11, 1), date(1990, 1, 8), None)
    assert ask(either, "0199999944").standing is Standing.ABSENT


def test_in_french(either, tmp_path):
    bring_in(either, full(tmp_path))
    known = ask(either, language="fr")
    assert (known.name, known.address) == ("Hôpital Exemple", "Rue Exemple 1 bus A, 9999 Commune")
    assert ask(either, CLINIC_NUMBER, "fr").name == "Kliniek Proef"


def test_a_legal_situation_that_is_not_normal_is_told_in_words(either, tmp_path):
    bring_in(either, full(tmp_path))
    assert ask(either, CLINIC_NUMBER).situation == "Opening faillissement"


def test_places_of_business(either, tmp_path):
    bring_in(either, full(tmp_path))
    with either.reading() as tx:
        (place,) = establishments_of(tx, NUMBER)
        assert names_of(tx, [NUMBER, CLINIC_NUMBER, GONE_NUMBER]) == {
            NUMBER: 'Ziekenhuis "Voorbeeld", vzw',
            CLINIC_NUMBER: "Kliniek Proef",
        }
    assert (place.number, place.name, place.start) == (CAMPUS.replace(".", ""), "Campus Noord", date(2003, 2, 1))
    assert place.address == "Proeflaan 1 bus A, 9999 Voorbeeldegem"


def test_the_same_extract_again_changes_nothing(either, tmp_path):
    path = full(tmp_path)
    bring_in(either, path)
    assert bring_in(either, path).changed is False


def test_a_later_extract_takes_its_place_and_tells_who_stopped(either, tmp_path):
    bring_in(either, full(tmp_path))
    later = full(tmp_path, 130, "01-12-2026", enterprise=[row for row in FULL["enterprise"] if row[0] != GONE])
    assert bring_in(either, later).stopped == 1
    assert (ask(either, GONE_NUMBER).standing, ask(either, GONE_NUMBER).stopped) == (Standing.STOPPED, date(2026, 12, 1))
    with either.reading() as tx:
        for table in (KboEnterprise, KboName, KboAddress, KboEstablishment):
            assert tx.exec(select(func.count(func.distinct(table.load)))).one() == 1, "the old one was cleared away"
    assert bring_in(either, full(tmp_path, 131, "02-12-2026")).stopped == 0
    assert ask(either, GONE_NUMBER).standing is Standing.FOUND


def test_an_older_extract_is_refused(memory, tmp_path):
    bring_in(memory, full(tmp_path))
    with pytest.raises(Malformed, match=r"nr\. 99\) is ouder"):
        bring_in(memory, full(tmp_path, 99))


def test_byte_order_mark_other_columns_other_order_and_unknown_files(memory, tmp_path):
    files = texts(FULL)
    rows = [("Nieuw", "StartDate", "Status", "EnterpriseNumber", "JuridicalSituation"), ("x", "", "AC", HOSPITAL, "")]
    files["enterprise.csv"] = "\ufeff" + "".join(",".join(row) + "\r\n" for row in rows)
    files["activity.csv"] = "no such thing\0"
    files["contact.csv"] = ""
    assert bring_in(memory, zipped(tmp_path / "KboOpenData_0001_2026_11_Full.zip", files)).enterprises == 1
    assert ask(memory).start is None


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("address.csv", None, "address.csv ontbreekt"),
        ("meta.csv", None, "meta.csv ontbreekt"),
        ("meta.csv", "Variable,Value\nExtractNumber,7\n", "SnapshotDate"),
        ("denomination.csv", "EntityNumber,Language,Naam\n", "denomination.csv: de kolom TypeOfDenomination, Denomination"),
        ("enterprise.csv", "", "enterprise.csv: de kolom EnterpriseNumber"),
        (
            "enterprise.csv",
            "EnterpriseNumber,Status,JuridicalSituation,StartDate\n0123.456.749,AC,000\n",
            "enterprise.csv, regel 2",
        ),
        ("enterprise.csv", "EnterpriseNumber,Status,JuridicalSituation,StartDate\nabc,AC,000,\n", "enterprise.csv, regel 2"),
        (
            "enterprise.csv",
            "EnterpriseNumber,Status,JuridicalSituation,StartDate\n0123.456.749,AC,000,\n0123.456.749,AC,000,2024\n",
            "enterprise.csv, regel 3",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_told_with_its_place(memory, tmp_path, file, content, told):
    files = texts(FULL)
    if content is None:
        del files[file]
    else:
        files[file] = content
    with pytest.raises(Malformed) as fault:
        bring_in(memory, zipped(tmp_path / "kbo.zip", files))
    assert told in str(fault.value)
    assert ask(memory).standing is Standing.NO_DATA


def test_a_file_that_someone_kept_in_another_encoding_is_told(memory, tmp_path):
    with zipfile.ZipFile(tmp_path / "kbo.zip", "w") as zip_:
        for file, text in texts(FULL).items():
            zip_.writestr(file, (text + "é").encode("latin-1") if file == "denomination.csv" else text)
    with pytest.raises(Malformed, match=r"denomination\.csv is geen UTF-8"):
        bring_in(memory, tmp_path / "kbo.zip")
    assert ask(memory).standing is Standing.NO_DATA


def test_no_zip_and_a_damaged_one(memory, tmp_path):
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    with pytest.raises(Malformed, match="geen zip"):
        bring_in(memory, tmp_path / "no.zip")
    path = full(tmp_path)
    content = bytearray(path.read_bytes())
    at = content.index(b"denomination.csv") + len("denomination.csv") + 8
    content[at : at + 20] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(Malformed, match=r"denomination\.csv in de zip is beschadigd"):
        bring_in(memory, path)


class Stop(Exception):
    pass


def stopping_at(monkeypatch, writes: int) -> None:
    """Let the import break off after so many transactions with rows."""
    left, write = [writes], importing._write

    def counted(*arguments):
        if not left[0]:
            raise Stop
        left[0] -= 1
        write(*arguments)

    monkeypatch.setattr(importing, "_write", counted)


@pytest.mark.parametrize("writes", range(1, 13))
def test_broken_off_it_goes_on(memory, tmp_path, monkeypatch, writes):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    path = full(tmp_path)
    with monkeypatch.context() as broken:
        stopping_at(broken, writes)
        with pytest.raises(Stop):
            bring_in(memory, path)
    assert ask(memory).standing is Standing.NO_DATA
    seen = []
    monkeypatch.setattr(importing, "_write", _counting(importing._write, seen))
    bring_in(memory, path)
    assert len(seen) == 13 - writes, "what was done is not done again"
    with memory.reading() as tx:
        assert [row.name for row in tx.exec(select(KboName).order_by(KboName.name))] == sorted(
            row[3] for row in FULL["denomination"]
        )
    assert ask(memory).name == 'Ziekenhuis "Voorbeeld", vzw'


def _counting(write, seen):
    def counted(*arguments):
        seen.append(arguments)
        write(*arguments)

    return counted


def test_broken_off_another_extract_starts_over_and_the_old_one_counts_meanwhile(either, tmp_path, monkeypatch):
    bring_in(either, full(tmp_path))
    with monkeypatch.context() as broken:
        stopping_at(broken, 3)
        with pytest.raises(Stop):
            bring_in(either, full(tmp_path, 120, denomination=[name(HOSPITAL, "Half")]))
    assert ask(either).name == 'Ziekenhuis "Voorbeeld", vzw'
    bring_in(either, full(tmp_path, 121, "05-11-2026", denomination=[name(HOSPITAL, "Nieuw")]))
    assert ask(either).name == "Nieuw"
    with either.reading() as tx:
        assert len(tx.exec(select(KboLoad)).all()) == 1
        assert current_load(tx).extract_number == 121


def test_two_imports_of_the_same_at_once(memory, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    path = full(tmp_path)
    write, other = importing._write, []

    def interrupted(*arguments):
        write(*arguments)
        if not other:
            other.append(True)
            with memory.transaction() as tx:
                load = tx.exec(select(KboLoad)).one()
                load.rows += 1
                tx.add(load)

    monkeypatch.setattr(importing, "_write", interrupted)
    with pytest.raises(StoreFault) as fault:
        bring_in(memory, path)
    assert fault.value.cause == "locked"


def test_progress_goes_up_to_the_end(memory, tmp_path):
    seen = []
    bring_in(memory, full(tmp_path), lambda *now: seen.append(now))
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert seen[-1][1] == seen[-1][2]
    assert {file for file, _, _ in seen} == {f"{stem}.csv" for stem in FULL}


def test_texts_that_a_server_does_not_take(either, tmp_path):
    bring_in(either, full(tmp_path, denomination=[name(HOSPITAL, "Huis\t\\N \0 ‘é’"), name(CLINIC, "", kind="")]))
    assert ask(either).name.startswith("Huis\t\\N ")


def test_extracts_are_made_up():
    assert all(row[0].startswith("01") for row in extracts.FULL["enterprise"])
