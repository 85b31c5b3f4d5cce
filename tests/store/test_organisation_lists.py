"""A coordinator's list of organisations, as people make them: headings, delimiters, code pages, mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from assistant.domain.malformed import Malformed
from assistant.store.lists.organisations import keep_organisations, read_organisations
from assistant.store.reference_tables import ListedApplication, ListedOrganisation
from tests.store.kbo.extracts import bring_in, full, name, update

LIST = """Ondernemingsnummer;Naam;Sector;Toepassingen;Gemeente;Opmerking
0123.456.749;Ziekenhuis Voorbeeld;ziekenhuis;Heracles, eVIPA;Voorbeeldegem;bellen
BE 0100 000 070;Kliniek "Proef";;insisto en binc;;
"""


def take(store, text, told=(), encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    entries, report = read_organisations(content, dict(told))
    with store.transaction() as tx:
        keep_organisations(tx, entries, report)
    return report


def rows(store):
    with store.reading() as tx:
        return {row.number: row for row in tx.exec(select(ListedOrganisation))}


def wanted(store):
    with store.reading() as tx:
        return set(tx.exec(select(ListedApplication.number, ListedApplication.application)).all())


def counts(report):
    return report.added, report.changed, report.unchanged, len(report.refused)


def test_a_list_is_taken_and_again_changes_nothing(either):
    report = take(either, LIST)
    assert counts(report) == (2, 0, 0, 0)
    assert report.columns["Opmerking"] is None
    row = rows(either)["0123456749"]
    assert (row.name, row.sector, row.municipality) == ("Ziekenhuis Voorbeeld", "ziekenhuis", "Voorbeeldegem")
    assert row.others == {"Opmerking": "bellen"}
    assert wanted(either) == {
        ("0123456749", "Heracles"),
        ("0123456749", "Vlaams Infrastructuurfonds voor Persoonsgebonden Aangelegenheden"),
        ("0100000070", "Informatica Systeem Inter Sectorale Toegangspoort"),
        ("0100000070", "Dossier Minderjarigen Opvolgingsysteem"),
    }
    before = wanted(either)
    assert counts(take(either, LIST)) == (0, 0, 2, 0)
    assert wanted(either) == before


def test_what_a_later_list_says_nothing_of_stays(either):
    take(either, LIST)
    report = take(either, "KBO,Secteur\n123456749,hôpital\n")
    assert counts(report) == (0, 1, 0, 0)
    row = rows(either)["0123456749"]
    assert (row.name, row.sector) == ("Ziekenhuis Voorbeeld", "hôpital")
    assert ("0123456749", "Heracles") in wanted(either)
    assert "0100000070" in rows(either)


def test_the_applications_of_a_later_list_take_the_place_of_the_old(memory):
    take(memory, LIST)
    take(memory, "KBO;toepassing\n0123456749;INSISTO\n")
    assert {name for number, name in wanted(memory) if number == "0123456749"} == {
        "Informatica Systeem Inter Sectorale Toegangspoort"
    }


def test_a_line_an_application_and_columns_that_are_applications(memory):
    take(memory, "kbo\ttoepassing\n0123456749\tHeracles\n0123456749\teVIPA\n")
    assert len(wanted(memory)) == 2
    take(memory, "KBO-nummer;INSISTO;Heracles\n0100000070;x;nee\n0123456749;;Ja\n")
    assert wanted(memory) == {
        ("0100000070", "Informatica Systeem Inter Sectorale Toegangspoort"),
        ("0123456749", "Heracles"),
        ("0123456749", "Vlaams Infrastructuurfonds voor Persoonsgebonden Aangelegenheden"),
    }


@pytest.mark.parametrize("later", ["Gemeente;eVIPA\n0123456749;Gent;", "Gemeente;Toepassingen\n0123456749;Gent;"])
def test_an_empty_cell_says_nothing_of_applications(memory, later):
    take(memory, "KBO;toepassingen\n0123456749;Heracles, BINC\n")
    before = wanted(memory)
    take(memory, f"KBO;{later}\n")
    assert wanted(memory) == before


def test_no_in_the_column_of_an_application_takes_that_one_away(memory):
    take(memory, "KBO;toepassingen\n0123456749;Heracles, eVIPA\n")
    report = take(memory, "KBO;eVIPA\n0123456749;nee\n")
    assert (counts(report), wanted(memory)) == ((0, 1, 0, 0), {("0123456749", "Heracles")})
    take(memory, "KBO;Heracles\n0123456749;nee\n")
    assert wanted(memory) == set()


def test_a_quote_that_is_not_closed_costs_its_own_line_only(memory):
    text = (
        "KBO;naam\n0123456749;A\n"
        '0123456848;"B\n'
        "0123456947;C\n"
        '0100000070;"Huis D"\n'
        '0100000169;"Op\ntwee regels"\n'
        '0119999094;"E\n'
    )
    report = take(memory, text)
    assert [(line, fault.code) for line, fault in report.refused] == [(3, "quotes"), (8, "quotes")]
    assert {number: row.name for number, row in rows(memory).items()} == {
        "0123456749": "A",
        "0123456947": "C",
        "0100000070": "Huis D",
        "0100000169": "Op twee regels",
    }


def test_headings_are_compared_without_punctuation(memory):
    report = take(memory, "KBO-nr.;Naam (organisatie)\n0123456749;A\n")
    assert report.columns == {"KBO-nr.": "number", "Naam (organisatie)": "name"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_any_delimiter_code_page_and_line_end(memory, encoding, delimiter, ending):
    lines = [("Numéro d'entreprise", "Nom", "Commune"), ("0123456749", "Hôpital “Été”", "Liège"), ("", "", "")]
    text = ending.join(delimiter.join(line) for line in lines)
    take(memory, text, encoding=encoding)
    row = rows(memory)["0123456749"]
    assert (row.name, row.municipality) == ("Hôpital “Été”", "Liège")


def test_bad_lines_are_named_and_the_rest_is_taken(memory):
    text = (
        "kbo;naam;mail;taal;Heracles\n"
        "0123456748;Fout getal;;;\n"
        "\n"
        ";Geen nummer;;;\n"
        "0123456749;Goed;a@b.be;nederlands;x\n"
        '0100000070;"Op\ntwee regels";geen adres;;\n'
        "0100000169;;;klingon;\n"
        "0100000169;;;;misschien\n"
        "0100000169;;;;;;te veel\n"
        "90010199992;;;;\n"
    )
    report = take(memory, text)
    assert [line for line, _ in report.refused] == [2, 4, 7, 8, 9, 10, 11]
    assert list(rows(memory)) == ["0123456749"]
    assert rows(memory)["0123456749"].language == "nl"


def test_a_spreadsheets_own_ways(memory):
    take(memory, 'sep=;\r\nKBO nr;Onderneming\r\n="0123456749";Ziekenhuis Voorbeeld\r\n')
    assert rows(memory)["0123456749"].name == "Ziekenhuis Voorbeeld"


def test_of_two_headings_that_fit_the_better_one_counts(memory):
    report = take(memory, "Onderneming;Ondernemingsnummer\nZiekenhuis Voorbeeld;0123456749\n")
    assert report.columns == {"Ondernemingsnummer": "number", "Onderneming": "name"}


def test_columns_that_the_user_names(memory):
    text = "Wie;Wat;Naam\n0123456749;Kinderzorg;x\n"
    with pytest.raises(Malformed, match="Geen kolom met het ondernemingsnummer"):
        take(memory, text)
    report = take(memory, text, {"wie": "number", "Wat": "sector"})
    assert report.columns == {"Wie": "number", "Wat": "sector", "Naam": "name"}
    with pytest.raises(Malformed, match="De koppen zijn: Wie, Wat, Naam"):
        take(memory, text, {"Waar": "municipality"})
    with pytest.raises(Malformed, match="is geen veld"):
        take(memory, text, {"Wie": "plaats"})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Hier staat niets"),
        (b"\n ; \n", "Hier staat niets"),
        (b"PK\3\4\0\0\0\x81\x8d", "geen lijst"),
        (b"kbo;naam;Naam ;naam\n", "twee keer"),
        (b"Dit is een brief.\n", "Geen kolom"),
    ],
)
def test_what_is_no_list_is_said(memory, content, told):
    with pytest.raises(Malformed, match=told):
        take(memory, content)


@given(st.binary(max_size=300))
def test_whatever_comes_is_taken_or_refused(content):
    for start in (b"", b"kbo;naam\n"):
        try:
            read_organisations(start + content, {})
        except Malformed as fault:
            assert str(fault)


def test_names_come_from_the_kbo_before_and_after(either, tmp_path):
    take(either, "kbo\n0123456749\n")
    assert rows(either)["0123456749"].name is None
    bring_in(either, full(tmp_path))
    assert rows(either)["0123456749"].name == 'Ziekenhuis "Voorbeeld", vzw'
    take(either, "kbo\n0100000070\n")
    assert rows(either)["0100000070"].name == "Kliniek Proef"
    assert counts(take(either, "kbo\n0100000070\n")) == (0, 0, 1, 0)
    take(either, "kbo\n0100000268\n")
    bring_in(either, update(tmp_path, denomination_insert=[name("0100.000.268", "Pas begonnen")]))
    assert rows(either)["0100000268"].name == "Pas begonnen"


def test_many(memory):
    lines = "".join(f"{_number(n)};Organisatie {n};Heracles\n" for n in range(3000))
    assert take(memory, "kbo;naam;toepassing\n" + lines).added == 3000
    assert len(wanted(memory)) == 3000


def _number(n: int) -> str:
    return f"01{n:06}{97 - (1_000_000 + n) % 97:02}"
