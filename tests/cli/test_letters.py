"""`letters`: shown, written, for one reader, and told in one line when it cannot be."""

import json
from pathlib import Path

import pytest

from assistant.store.exchange.tree import import_tree
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from tests.cli.conftest import Run
from tests.reports.letters.scene import AN, NOW, NUMBER, SARA, tree
from tests.store.trees import made_up_enterprise

ASKED = ("--now", NOW.isoformat(), "letters")


@pytest.fixture
def hospital(store: Path) -> Path:
    """The run's store with the letters' organisation in it."""
    store.parent.mkdir()
    with open_store(Embedded(store), create=True, environ={}) as opened, opened.transaction() as tx:
        import_tree(tx, tree(), NOW)
    return store


@pytest.mark.usefixtures("hospital")
def test_letters_are_shown_one_after_the_other(run: Run) -> None:
    done = run(*ASKED, "--enterprise", "0123.456.749")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("UW STAPPEN") == 2
    assert "Tom Voorbeeld, de toegangsbeheerder (TB)" in done.stdout


@pytest.mark.usefixtures("hospital")
@pytest.mark.parametrize("reader", ["sb", SARA])
def test_one_reader_by_role_or_number(run: Run, reader: str) -> None:
    done = run(*ASKED, "--enterprise", NUMBER, "--for", reader, "--json")
    [letter] = json.loads(done.stdout)["letters"]
    assert (letter["roles"], letter["name"], letter["language"]) == (["SB"], "Sara Voorbeeld", "nl")
    assert letter["steps"][0] == "De site maken: Campus Zuid (90002)"
    assert "text" in letter
    assert SARA not in done.stdout


@pytest.mark.usefixtures("hospital")
def test_who_has_nothing_to_do_gets_no_letter(run: Run) -> None:
    done = run(*ASKED, "--enterprise", NUMBER, "--for", AN)
    assert (done.returncode, done.stdout) == (0, "Niemand hoeft nu iets te doen.\n")


@pytest.mark.usefixtures("hospital")
def test_files_in_a_folder_that_is_made(run: Run, tmp_path: Path) -> None:
    done = run(*ASKED, "--enterprise", NUMBER, "--format", "pdf", "--format", "eml", "--out", "brieven", cwd=tmp_path)
    names = [Path(line).name for line in done.stdout.splitlines()]
    assert sorted(names) == sorted(file.name for file in (tmp_path / "brieven").iterdir())
    assert sorted(names) == [
        f"brief-{NUMBER}-{who}.{kind}" for who in ("sb-sara-voorbeeld", "tb-tom-voorbeeld") for kind in ("eml", "pdf")
    ]


@pytest.mark.usefixtures("hospital")
def test_what_cannot_be_shown_comes_among_the_documents(run: Run, environment: dict[str, str]) -> None:
    documents = Path(environment["HOME"]) / "Documents"
    documents.mkdir()
    done = run(*ASKED, "--enterprise", NUMBER, "--for", "TB", "--format", "pdf")
    assert done.stdout == f"{documents / 'Toegangswijzer' / f'brief-{NUMBER}-tb-tom-voorbeeld.pdf'}\n"


@pytest.mark.usefixtures("hospital")
def test_one_page_of_html_is_a_whole_document(run: Run) -> None:
    done = run(*ASKED, "--enterprise", NUMBER, "--for", "TB", "--format", "html")
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.rstrip().endswith("</html>")


@pytest.mark.usefixtures("hospital")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Zeg voor welke onderneming"),
        (("--enterprise", made_up_enterprise(7)), "staat niet in de opslag"),
        (("--enterprise", NUMBER, "--for", "baas"), "'baas' is geen rol"),
        (("--enterprise", NUMBER, "--for", "90010199993"), "klopt niet"),
        (("--enterprise", NUMBER, "--format", "doc"), "'doc' kan niet"),
        (("--enterprise", NUMBER, "--format", "html"), "Er zijn 2 brieven"),
        (
            ("--enterprise", NUMBER, "--guide", "mammografie"),
            "geen open gesprek van mammografie over onderneming 0123.456.749",
        ),
        (("--guide", "mammografie"), "geen open gesprek van mammografie zonder onderneming"),
        (("--enterprise", NUMBER, "--format", "pdf", "--out", "/dev/null/map"), "/dev/null"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(run: Run, arguments: tuple[str, ...], told: str) -> None:
    done = run(*ASKED, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_store_there_is_nothing_to_read(run: Run) -> None:
    assert run(*ASKED, "--enterprise", NUMBER).returncode == 3


@pytest.mark.usefixtures("empty")
def test_a_conversation_hands_out_letters_in_the_plain_door(run: Run, tmp_path: Path) -> None:
    answers = "\n".join(
        ["0123.456.749", "Apotheek Voorbeeld", "bestuurder", "nee", "zelf", "online", "90.01.01-999.92", "Voorbeeld", "An",
         "directie@voorbeeld.be", "012 34 56 78", "geen", "later", "iemand anders", "WV", "brief", "stop"]
    )  # fmt: skip
    done = run("chat", "fagg", "--plain", "--out", "brieven", given=answers + "\n", cwd=tmp_path)
    assert "Typ 'brief' voor een blad met deze stap" in done.stdout
    pdf = tmp_path / "brieven" / "brief-0123456749-wv-an-voorbeeld.pdf"
    assert f"Brief voor An Voorbeeld, de wettelijk vertegenwoordiger (WV): brieven/{pdf.name}" in done.stdout
    assert "herinnering" in done.stdout
    assert all(pdf.with_suffix(kind).exists() for kind in (".pdf", ".eml", ".ics"))
    again = run("letters", "--guide", "fagg", "--enterprise", NUMBER)
    assert "Vraag een nieuwe pincode" in again.stdout
