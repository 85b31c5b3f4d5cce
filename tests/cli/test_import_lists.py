"""`import organisations|hco|readiness` as a whole program: what it says and its exit codes."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.store.kbo.extracts import full

LIST = (
    "KBO;Naam;Toepassing;Nota\n0123456749;Ziekenhuis Voorbeeld;Heracles;x\n0123456748;Fout;;\n0100000268;Ver weg;Zwemmen;\n"
)


def test_a_list_with_a_bad_line(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text(LIST, encoding="cp1252")
    done = run("import", "organisations", "lijst.csv")
    assert done.returncode == 1
    assert "lijst.csv, regel 3: Dit ondernemingsnummer klopt niet" in done.stderr
    assert "De toepassing 'Zwemmen' ken ik niet" in done.stderr
    assert "Nota: niet herkend, bewaard zoals het is\n" in done.stdout
    assert done.stdout.endswith("Nieuw: 2. Gewijzigd: 0. Ongewijzigd: 0. Geweigerd: 1.\n")
    again = json.loads(run("import", "organisations", "lijst.csv", "--json").stdout)
    assert (again["unchanged"], again["refused"][0]["line"]) == (2, 3)
    assert again["columns"] == {"KBO": "number", "Naam": "name", "Toepassing": "applications", "Nota": None}


def test_numbers_that_the_kbo_does_not_have_are_told(run: Run, store: Path, tmp_path: Path) -> None:
    run("import", "kbo", str(full(tmp_path)))
    done = run("import", "organisations", "-", given=LIST)
    assert "regel 4: 0100.000.268 is goed gevormd, maar staat niet in de KBO-gegevens van 01-11-2026." in done.stderr
    assert "0123.456.749" not in done.stderr


def test_columns_by_hand_and_what_is_no_list(run: Run, store: Path, tmp_path: Path) -> None:
    done = run("import", "organisations", "-", given="Wie\n0123456749\n")
    assert done.returncode == 2
    assert "De koppen zijn: Wie." in done.stderr
    assert not store.exists(), "bad input makes no store"
    assert run("import", "organisations", "-", "--column", "Wie=number", given="Wie\n0123456749\n").returncode == 0
    done = run("import", "organisations", "-", "--column", "Wie", given="Wie\n0123456749\n")
    assert (done.returncode, "Kop=veld" in done.stderr) == (2, True)
    assert run("import", "organisations", "niets.csv").returncode == 2


def test_a_list_of_which_nothing_can_be_taken_is_refused(run: Run, store: Path) -> None:
    for kind, given in (
        ("organisations", "Ondernemingsnummer;Naam\n1,23457E+08;A\nabc;B\n"),
        ("hco", "Ondernemingsnummer;HCO-nummer\nabc;90005\n"),
    ):
        done = run("import", kind, "-", given=given)
        assert (done.returncode, done.stdout) == (2, "")
        assert "regel 2: " in done.stderr
        assert "standaardinvoer: er is niets ingelezen, want geen enkele regel kan." in done.stderr
        assert not store.exists()


def test_facilities_are_planned(run: Run, store: Path) -> None:
    given = "kbo;hco;naam\n0123456749;90005;Voorziening\n0123456749;x;\n"
    done = run("import", "hco", "-", "--capacity", "eHealth Gezondheidszorg", given=given)
    assert done.returncode == 1
    assert "In de planning gezet: 1." in done.stdout
    tree = json.loads(run("tree", "export", "--enterprise", "0123456749").stdout)
    assert [unit["unit"] for unit in tree["planned_units"]] == ["90005"]
    done = run("import", "hco", "-", "--capacity", "Bakkerij", given="kbo;hco\n0123456749;90005\n")
    assert (done.returncode, "Bakkerij" in done.stderr) == (2, True)


def test_statements(run: Run, store: Path, tmp_path: Path) -> None:
    row = {
        "enterprise": "0123456749",
        "application": "Heracles",
        "stage": "htb",
        "ready": False,
        "users": 1,
        "users_ready": 0,
    }
    document = {"format": "readiness/1", "at": "2026-11-22T10:00:00+01:00", "organisations": [row]}
    (tmp_path / "verklaring.json").write_text(json.dumps(document, indent=1))
    now = ("--now", "2026-11-23T09:00:00+01:00")
    done = run("import", "readiness", "verklaring.json", *now)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr  # where the new store's key is
    assert done.stdout == "Verklaringen: 1. Nieuwe regels: 1, waarvan er 1 nu tellen.\n"
    assert "al ingelezen" in run("import", "readiness", "verklaring.json", *now).stdout
    bad = {**document, "organisations": [{**row, "insz": "90010199992"}]}
    done = run("import", "readiness", "-", *now, given=json.dumps(bad))
    assert done.returncode == 2
    assert "standaardinvoer, organisations[0].insz: Hier staan gegevens van een persoon." in done.stderr


def known_from_a_list_and_a_statement(run: Run) -> None:
    assert run("import", "organisations", "-", given="kbo;naam\n0123456749;Huis Lijst\n0100000268;\n").returncode == 0
    row = {"enterprise": "0119000093", "name": "Huis Verklaring", "application": "Heracles", "stage": "htb", "ready": False}
    whole = {**row, "sector": None, "users": 0, "users_ready": 0, "findings": {}, "next": None}
    document = {"format": "readiness/1", "at": "2026-11-20T10:00:00+01:00", "organisations": [whole], "totals": {}}
    taken = run("import", "readiness", "-", "--now", "2026-11-22T10:00:00+01:00", given=json.dumps(document))
    assert taken.returncode == 0, taken.stderr


def test_an_organisation_of_which_there_is_no_tree_is_found_with_where_it_is_known_from(run: Run, store: Path) -> None:
    known_from_a_list_and_a_statement(run)
    for typed, number, source in (
        ("0123.456.749", "0123456749", "list"),
        ("huis lijst", "0123456749", "list"),
        ("01190000", "0119000093", "statement"),
        ("verklaring", "0119000093", "statement"),
        ("0100000268", "0100000268", "list"),
    ):
        found = json.loads(run("find", typed, "--json").stdout)
        assert [(one["kind"], one["enterprise"], one["source"]) for one in found["found"]] == [
            ("enterprise", number, source)
        ]
    done = run("find", "0123456749")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "onderneming Huis Lijst (0123.456.749) · alleen bekend van een lijst: er is geen boom",
        "Een boom leest u in met: toegangswijzer tree import. Een verklaring: toegangswijzer import readiness.",
    ]
    assert "alleen bekend van haar verklaring" in run("find", "0119000093").stdout


def test_what_needs_a_tree_says_that_there_is_none_and_how_to_get_one(run: Run, store: Path) -> None:
    known_from_a_list_and_a_statement(run)
    for number, says in (
        ("0123456749", "Van Huis Lijst (0123.456.749) staat er geen boom in de opslag: ze is alleen bekend van een lijst."),
        ("0100000268", "Van 0100.000.268 staat er geen boom in de opslag: ze is alleen bekend van een lijst."),
        (
            "0119000093",
            "Van Huis Verklaring (0119.000.093) staat er geen boom in de opslag: ze is alleen bekend van haar ver",
        ),
    ):
        for command in (["diagnose"], ["diagnose", "--as-of", "2026-11-01T10:00:00+01:00"], ["repair"]):
            done = run(*command, "--enterprise", number, "--json")
            assert (done.returncode, done.stdout) == (2, "")
            assert says in done.stderr
            assert "tree import" in done.stderr
            assert done.stderr.count("\n") == 1


def test_with_a_tree_it_is_known_from_that_alone(run: Run, store: Path) -> None:
    known_from_a_list_and_a_statement(run)
    tree = {
        "format": "access-tree/1",
        "enterprise": {"number": "0123456749", "name": "Huis Lijst"},
        "people": [],
        "managers": [],
        "capacities": [],
    }
    assert run("tree", "import", "-", given=json.dumps(tree)).returncode == 0
    for typed in ("0123456749", "huis lijst"):
        (found,) = json.loads(run("find", typed, "--json").stdout)["found"]
        assert found["source"] == "tree"
    assert run("diagnose", "--enterprise", "0123456749").returncode == 0


def test_a_national_register_number_in_a_name_is_masked_wherever_it_is_shown(run: Run, store: Path) -> None:
    given = "kbo;naam;heracles\n0123456749;Dr. 90.01.01-999.92 pr;ja\n0123456848;X 90010199992 y;ja\n"
    assert run("import", "organisations", "-", given=given).returncode == 0
    diagnose = ["diagnose", "--enterprise", "0123456749"]
    for command in (["readiness"], ["find", "0123456749"], ["find", "0123456848"], diagnose):
        done = run(*command)
        told = done.stdout + done.stderr
        assert "90.01.01-***.**" in told
        assert "999" not in told


PLANNED = (
    "kbo;hco;hoedanigheid\n"
    "0119000093;80000;Mammografische eenheid kankerbevolkingsonderzoek\n"
    "0123456749;80001;Mammografische eenheid kankerbevolkingsonderzoek\n"
    "0100000367;80002;Mammografische eenheid kankerbevolkingsonderzoek\n"
)


def stands(run: Run, *chosen: str) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for one in json.loads(run("readiness", "--json", *chosen).stdout)["organisations"]:
        about = tuple(one[key] for key in ("name", "application", "stage", "ready", "source"))
        found.setdefault(one["enterprise"], []).append(about)
    return found


def test_an_hco_list_says_nothing_of_managers_so_what_was_known_keeps_counting(run: Run, store: Path) -> None:
    known_from_a_list_and_a_statement(run)
    assert run("import", "hco", "-", given=PLANNED).returncode == 0
    expected = {
        "0100000268": [(None, None, "unknown", None, "list")],
        "0119000093": [("Huis Verklaring", "Heracles", "htb", False, "statement")],
        "0123456749": [("Huis Lijst", "Heracles", "unknown", None, "list")],
        "0100000367": [("0100.000.367", "Heracles", "unknown", None, "list")],
    }
    assert stands(run) == expected
    for number, rows in expected.items():
        assert stands(run, "--enterprise", number) == {number: rows}
        (found,) = json.loads(run("find", number, "--json").stdout)["found"]
        assert found["source"] == rows[0][-1]
        for command in ("diagnose", "repair", "letters"):
            done = run(command, "--enterprise", number)
            assert (done.returncode, done.stdout) == (2, "")
            assert "staat er geen boom in de opslag" in done.stderr


def test_a_planned_unit_stays_and_counts_once_there_is_a_tree(run: Run, store: Path) -> None:
    assert run("import", "hco", "-", given=PLANNED).returncode == 0
    tree = json.loads(run("tree", "export", "--enterprise", "0123456749").stdout)
    tree["people"] = [{"insz": "90010199992", "surname": "Voorbeeld", "first_name": "An"}]
    assert run("tree", "import", "-", given=json.dumps(tree)).returncode == 0
    assert stands(run)["0123456749"] == [("0123.456.749", "Heracles", "htb", False, "tree")]
    assert run("letters", "--enterprise", "0123456749").stdout.startswith("UW STAPPEN")
