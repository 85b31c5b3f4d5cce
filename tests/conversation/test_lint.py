"""`guides check` is a compiler: a broken example for each of its messages, found at its file and line."""

import shutil
from pathlib import Path

import pytest

from assistant.conversation.lint import check_all, ids
from tests.conversation.breaking import Broken, broken, said_of
from tests.conversation.walking import GUIDES

HEAD, VRAAG, OPHALEN, SLEUTEL, SLOT = (f"badge/{name}.yaml" for name in ("guide", "vraag", "ophalen", "sleutel", "slot"))
TAKEN, RONDGANG = "ploeg/taken.yaml", "ploeg/rondgang.yaml"

DEFAULT = "      - {to: vraag.hulp}\n"
WHEN = "      - {to: vraag.deuren, when: {fact: naam, known: true}}\n"
LAST = "  - id: slot.einde\n    text: Tot ziens.\n"
DANK = '  - id: slot.dank\n    only-if: {fact: akkoord, is: "yes"}\n    text: Dank u.\n'

ROUND = "  - id: slot.dank #!\n    text: Dank u.\n  - id: slot.einde #!\n    text: Dag.\n    routes: [{to: slot.dank}]\n"

ROUTES = [
    broken("'vraag.weg' is geen stap van de sectie 'vraag'", VRAAG, (DEFAULT, "      - {to: vraag.weg} #!\n")),
    broken("'slot.akkoord' is geen stap van de sectie 'vraag'", VRAAG,
           ("unknown-to: vraag.hulp", "unknown-to: slot.akkoord #!")),
    broken("'nergens' is geen stap", VRAAG, ("Ik wil geen badge, to: end}", "Ik wil geen badge, to: nergens} #!")),
    broken("'wacht' is geen stap", OPHALEN, ("unwilling, then: wait}", "unwilling, then: wacht} #!")),
    broken("stap 'vraag.naam' heeft routes zonder default", VRAAG,
           ("    routes:\n" + WHEN + DEFAULT, "    routes: #!\n" + WHEN)),
    broken("komt geen andere meer aan bod", VRAAG, (DEFAULT, DEFAULT + "      - {to: vraag.waar} #!\n")),
    broken("komt geen andere meer aan bod", VRAAG, (WHEN + DEFAULT, DEFAULT + WHEN.replace("\n", " #!\n"))),
    broken("geen weg leidt naar stap 'slot.einde'", SLOT,
           (DANK + LAST, DANK.replace('    only-if: {fact: akkoord, is: "yes"}\n', "")
           + "    routes: [{to: end}]\n" + LAST.replace("einde\n", "einde #!\n"))),
    broken("eindeloze lus: slot.dank → slot.einde → slot.dank", SLOT, (DANK + LAST,
           ROUND),
           ("id: slot.akkoord\n", "id: slot.akkoord #!\n")),
    broken("van stap 'slot.einde' leidt geen weg naar het einde", SLOT, (DANK + LAST,
           ROUND),
           ("id: slot.akkoord\n", "id: slot.akkoord #!\n")),
    broken("eindeloze lus: slot.akkoord → slot.dank → slot.einde → slot.akkoord", SLOT,
           ("id: slot.akkoord\n", "id: slot.akkoord #!\n"),
           (LAST, LAST + '    routes: [{to: slot.akkoord, when: {fact: akkoord, is: "no"}}, {to: end}]\n')),
    broken("leest niets uit de store", VRAAG, ("    text: Welkom", "    reads: [enterprise] #!\n    text: Welkom")),
]  # fmt: skip

IDS = [
    broken("vereist 'slot', maar zo'n sectie komt er niet vóór 'ophalen'", OPHALEN,
           ("requires: [vraag]", "requires: [vraag, slot] #!")),
    broken("vereist 'vraga'", OPHALEN, ("requires: [vraag]", "requires: [vraga] #!")),
    broken("'slot.einde' staat dubbel: ook in 'slot'", SLOT, ("id: slot.dank\n", "id: slot.einde\n"),
           ("einde\n    text", "einde #!\n    text")),
    broken("'vraag.naam' staat dubbel: ook in 'vraag'", SLOT,
           ("id: slot.dank\n", "id: slot.dank #!\n    aliases: [vraag.naam]\n")),
    broken("'Slot Dank' is geen geldige naam voor een stap", SLOT, ("id: slot.dank", "id: Slot Dank #!")),
    broken("'oud' heet nu 'weg', maar 'weg' is geen stap", HEAD, ("done:", "renamed:\n  oud: weg #!\ndone:")),
    broken("'vraag.naam' heet nu 'vraag.waar', maar 'vraag.naam' is zelf nog een stap", HEAD,
           ("done:", "renamed:\n  vraag.naam: vraag.waar #!\ndone:")),
]  # fmt: skip

FACTS = [
    broken("'kamers' is hier nog niet gevraagd", "telling/kinderen.yaml", ("over: mensen,", "over: kamers,"),
           ("as: kind}]", "as: kind}] #!")),
    broken("'leider' is hier nog niet gevraagd", OPHALEN,
           ("only-if: {fact: naam, known: true}", "only-if: {fact: leider, is: x} #!")),
    broken("'gebouw.hoogte' is hier nog niet gevraagd", RONDGANG, ("where: {fact: gebouw.verdiepingen, more-than: 1}}",
           "where: {fact: gebouw.hoogte, more-than: 1}} #!")),
    broken("stap 'vraag.hulp' gebruikt 'dag'", VRAAG,
           ("    text: Vraag raad", "    only-if: {fact: dag, is: x} #!\n    text: Vraag raad")),
    broken("stap 'vraag.hulp' gebruikt 'dag'", VRAAG, ("text: Vraag raad aan de receptie.", "text: Kom op {dag}. #!")),
    broken("stap 'vraag.soort' gebruikt 'naam'", VRAAG,
           ("{value: geen, text: Ik wil", "{value: geen, text: \"{naam} #!\n            wil"),
           ("geen badge, to: end}", "geen badge\", to: end}")),
    broken("stap 'vraag.deuren' gebruikt 'dag'", VRAAG, ("{fact: reden, is: eerste, why", "{fact: dag, is: x, why"),
           ("source: art. 9}}", "source: art. 9}} #!")),
    broken("stap 'vraag.naam' gebruikt 'answer'", VRAAG, ("text: Hoe heet u?", "text: Hoe heet {answer}? #!")),
    broken("stap 'slot.dank' gebruikt 'answer'", SLOT,
           ('only-if: {fact: akkoord, is: "yes"}', "only-if: {answer: \"yes\"} #!")),
    broken("stap 'ophalen.balie' gebruikt 'terug'", OPHALEN, ('value: "{naam}"}', 'value: "{terug}"} #!')),
    broken("stap 'ophalen.afspraak' gebruikt 'terug'", OPHALEN, ("default: morgen}", 'default: "{terug}"} #!')),
    broken("stap 'ophalen.balie' gebruikt 'terug'", OPHALEN, ('set: {snel: "true"}}', 'set: {snel: "{terug}"}} #!')),
    broken("stap 'vraag.welkom' gebruikt 'reden'", VRAAG, ("set: {taal: nl,", 'set: {taal: "{reden}", #!\n      ')),
    broken("stap 'vraag.soort' gebruikt 'dag'", VRAAG, ("set: {reden: eerste}}", 'set: {reden: "{dag}"}} #!')),
    broken("stap 'vraag.naam' gebruikt 'dag'", VRAAG, ("when: {fact: naam, known: true}}", "when: {fact: dag, is: x}} #!")),
    broken("stap 'rondgang.wie' gebruikt 'deuren'", RONDGANG,
           ("options-from:\n", "options-from: #!\n"), ('value: "{m.insz}"', 'value: "{deuren}"')),
    broken("stap 'rondgang.wie' gebruikt 'gebouw.zalen'", RONDGANG, ("options-from:\n", "options-from: #!\n"),
           ("{over: gebouw.verdiepingen, as: v}", "{over: gebouw.zalen, as: v}")),
    broken("'leider' wordt nergens gevraagd", HEAD, ("Uw badge voor {gebouw}", "Uw badge, {leider},"),
           ("werkt.", "werkt. #!")),
    broken("stap 'slot.akkoord': 'naam.familie' kan niet, want 'naam' is zelf een antwoord", SLOT,
           ("save: akkoord", "save: naam.familie"),
           ("id: slot.akkoord", "id: slot.akkoord #!"), ("fact: akkoord, is", "fact: naam, is")),
    broken("stap 'taak.wat': 'number' heeft elk deel van", TAKEN, ("save: mens.taak", "save: mens.number"),
           ("id: taak.wat", "id: taak.wat #!")),
]  # fmt: skip


@pytest.mark.parametrize("example", [*ROUTES, *IDS, *FACTS], ids=str)
def test_a_broken_guide_is_told_with_file_and_line(example: Broken, tmp_path: Path) -> None:
    assert any(example.said in message for message in said_of(example, tmp_path))


def test_our_small_guides_are_sound() -> None:
    assert check_all(GUIDES) == []


def test_the_guides_are_sound() -> None:
    assert check_all() == []


def test_all_faults_of_all_guides_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(GUIDES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "badge/vraag.yaml").write_text("id: vraag\ntitel: x\nsteps: []\n", encoding="utf-8")
    (tmp_path / "badge/slot.yaml").unlink()
    file = tmp_path / "ploeg/taken.yaml"
    file.write_text(
        file.read_text("utf-8").replace("who: [G]", "who: [niemand]").replace("    source: art. 3\n", ""), "utf-8"
    )
    found = [str(fault).removeprefix(f"{tmp_path}/") for fault in check_all(tmp_path)]
    assert found == [
        "badge/vraag.yaml:1: sleutel 'title' ontbreekt",
        "badge/vraag.yaml:2: onbekende sleutel 'titel'; bedoelt u 'title'?",
        "ploeg/taken.yaml:21: stap 'taak.schort': een stap in het portaal zonder bron (source)",
        "ploeg/taken.yaml:22: stap 'taak.schort': 'niemand' is geen rol (WV, HTB, co-HTB, TB, co-TB, SB, G) "
        "en staat niet in data/lexicon.yaml",
        "shared/slot.yaml:0: niet te lezen: No such file or directory",
    ]


def test_an_id_that_vanished_without_an_alias_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GUIDES / "badge", tmp_path / "badge")
    monkeypatch.setattr(ids, "flows_folder", lambda: tmp_path)
    ids.main()
    assert check_all(tmp_path) == []
    file = tmp_path / "badge/slot.yaml"
    text = file.read_text("utf-8").replace("id: slot.dank", "id: slot.bedankt")
    file.write_text(text, encoding="utf-8")
    [fault] = check_all(tmp_path)
    written = (tmp_path / "badge/ids.txt").read_text("utf-8").splitlines()
    assert fault.file.name == "ids.txt"
    assert written[fault.line - 1] == "slot.dank"
    assert "geef de nieuwe stap een alias 'slot.dank'" in fault.message
    file.write_text(text.replace("id: slot.bedankt", "id: slot.bedankt\n    aliases: [slot.dank]"), encoding="utf-8")
    assert check_all(tmp_path) == []
    ids.main()
    assert "slot.dank" in (tmp_path / "badge/ids.txt").read_text("utf-8").split()
