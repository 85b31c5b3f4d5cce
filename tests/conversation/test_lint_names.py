"""`guides check`: names that a flow borrows, actions, suggestions, texts; a broken example for each message."""

import gettext
import shutil
from pathlib import Path

import pytest

from assistant.conversation import texts
from assistant.conversation.lint import check_all
from assistant.conversation.lint import texts as lint_texts
from tests.conversation.breaking import Broken, broken, said_of
from tests.conversation.walking import GUIDES

HEAD, VRAAG, OPHALEN, SLEUTEL, SLOT = (f"badge/{name}.yaml" for name in ("guide", "vraag", "ophalen", "sleutel", "slot"))
LEZEN, TAKEN, RONDGANG = "lezen/lezen.yaml", "ploeg/taken.yaml", "ploeg/rondgang.yaml"
PIN = "{kind: count, save: pin, at-least: 1000, at-most: 9999}"

NAMES = [
    broken("onbekend label 'knop' (data/labels.yaml)", VRAAG, ("help: Zoals op", 'help: "{label.knop} #!\n      zoals op'),
           ("identiteitskaart.", 'identiteitskaart."')),
    broken("onbekende vorm 'dag'; mogelijk: number, insz, masked, day", OPHALEN,
           ("op {dag:day} de badge van {naam} op.", "op {dag:dag} op. #!")),
    broken("een accolade die geen naam omsluit", VRAAG, ("text: Hoe heet u?", 'text: "Hoe heet {u} {}?" #!'),
           ("{naam} openen", "{naam} openen")),
    broken("onbekend label 'knop'", HEAD, ("voor {gebouw} werkt.", "voor {label.knop} werkt. #!")),
    broken("onbekende lezing 'weer'", LEZEN, ("reads: [htb]", "reads: [htb, weer] #!")),
    broken("'koffie' staat niet in data/lexicon.yaml", SLOT, ("text: Dank u.", "terms: [koffie] #!\n    text: Dank u.")),
    broken("een stap vraagt iets of doet iets in het portaal, niet allebei", OPHALEN, ("    portal:\n      who: [G]\n",
           "    ask: {kind: text}\n    portal: #!\n      who: [G]\n")),
    broken("een stap zonder vraag, tekst of werk", SLOT, ("id: slot.einde\n    text: Tot ziens.", "id: slot.einde #!")),
    broken("alleen een vraag of een stap in het portaal kan handelen", SLOT, ("    text: Tot ziens.",
           "    text: Tot ziens.\n    do: [{action: session.relogin}] #!")),
    broken("een vraag zonder tekst", SLEUTEL, ("    text: Kies een code van vier cijfers.\n", ""),
           ("at-most: 9999}", "at-most: 9999} #!")),
    broken("een keuze zonder mogelijkheden", SLEUTEL, (PIN, "{kind: multi, save: pin} #!")),
    broken("antwoord 'kelder' staat dubbel", VRAAG,
           ("{value: kluis, text: De kluis,", "{value: kelder, text: De kluis,"), ("art. 9}}", "art. 9}} #!")),
    broken("'een nieuwe badge' zegt men ook voor antwoord 'nieuw'", VRAAG,
           ("text: Mijn badge is verloren,", "text: een Nieuwe badge!,"),
           ("set: {reden: verlies}}", "set: {reden: verlies}} #!")),
    broken("'kanaal:Heracles' staat niet in de catalogus", SLEUTEL,
           (PIN, "\n      kind: choice\n      save: pin\n      options-from:\n        catalogue: kanaal:Heracles #!")),
    broken("'functions:Niets' staat niet in de catalogus", SLEUTEL,
           (PIN, "\n      kind: choice\n      save: pin\n      options-from:\n        catalogue: functions:Niets #!")),
    broken("een stap in het portaal zonder bron", OPHALEN, ("    source: art. 2\n", ""),
           ("    portal:\n", "    portal: #!\n")),
    broken("een stap in het portaal zonder tekst", OPHALEN,
           ("    text: Haal op {dag:day} de badge van {naam} op.\n", ""), ("    portal:\n", "    portal: #!\n")),
    broken("'naar-huis' staat niet in data/places.yaml", OPHALEN,
           ("      who: [G]\n", "      who: [G]\n      way: naar-huis #!\n")),
    broken("'buur' staat niet in data/contacts.yaml", OPHALEN,
           ("      who: [G]\n", "      who: [G]\n      contact: buur #!\n")),
    broken("wie dit doet is niet bekend: geef 'who' of een actie", OPHALEN,
           ("    portal:\n      who: [G]\n", "    portal: #!\n")),
    broken("'baas' is geen rol", OPHALEN, ("who: [G]", "who: [G, baas] #!")),
    broken("onbekend label 'naamveld'", OPHALEN, ("{field: Naam,", "{field: naamveld, #!\n          ")),
    broken("'deur.klemt' staat niet in data/symptoms.yaml", OPHALEN,
           ("{code: htb.unwilling, then: wait}", "{code: deur.klemt, then: wait} #!")),
    broken("een eigen melding heeft een tekst en een stap nodig", OPHALEN,
           ("{code: balie.dicht, text: De balie is dicht, then: ophalen.later}",
           "{code: balie.dicht, text: De balie is dicht, then: again} #!"),
           ("  - id: ophalen.later\n", "  - id: ophalen.later #!\n")),
]  # fmt: skip

ACTIONS = [
    broken("onbekende actie 'badge.geven'", OPHALEN,
           ("    source: art. 2", "    do:\n      - {action: badge.geven} #!\n    source: art. 2")),
    broken("'site.confirm' heeft 'unit' nodig", OPHALEN, ("    source: art. 2",
           "    do:\n      - {action: site.confirm, capacity: x} #!\n    source: art. 2")),
    broken("gebruikt 'capacity', dat hier nog niet gevraagd is", OPHALEN, ("    source: art. 2",
           "    do:\n      - {action: site.confirm, unit: x} #!\n    source: art. 2")),
    broken("'enterprise.describe' neemt geen 'person'", OPHALEN, ("    source: art. 2",
           "    do:\n      - {action: enterprise.describe, person: x} #!\n    source: art. 2")),
    broken("'enterprise.describe' kent geen gegeven 'kleur'", OPHALEN, ("    source: art. 2",
           "    do:\n      - {action: enterprise.describe, data: {kleur: rood}} #!\n    source: art. 2")),
    broken("'access.expect' heeft 'application' nodig", OPHALEN, ("    source: art. 2",
           "    do:\n      - {action: access.expect, person: x} #!\n    source: art. 2")),
    broken("onbekende actie 'balie.sluiten'", OPHALEN, ("{code: htb.unwilling, then: wait}",
           "{code: htb.unwilling, then: wait, do: [{action: balie.sluiten}]} #!")),
]  # fmt: skip

SUGGESTIONS = [
    broken("stap 'ophalen.afspraak': 'gauw' wordt zelf niet aanvaard", OPHALEN, ("default: morgen}", "default: gauw} #!")),
    broken("stap 'sleutel.pin': '12' wordt zelf niet aanvaard: Dat is te weinig", SLEUTEL,
           ("at-most: 9999}", 'at-most: 9999, example: "12"} #!')),
    broken("'misschien' wordt zelf niet aanvaard: het is geen van de mogelijkheden", SLOT,
           ("save: akkoord}", "save: akkoord, default: misschien} #!")),
]  # fmt: skip

FORM = [
    broken("de gids heet 'badges', zijn map 'badge'", HEAD, ("id: badge\n", "id: badges #!\n")),
    broken("de sectie heet 'slotje', haar bestand 'slot'", SLOT, ("id: slot\n", "id: slotje #!\n")),
    broken("onbekende waarde 'tekst'", SLEUTEL, ("{kind: text, save: getuige}", "{kind: tekst, save: getuige} #!")),
    broken("sleutel 'text' staat hier dubbel: ook op regel", SLOT,
           ("    text: Dank u.", "    text: Dank u.\n    text: Graag. #!")),
    broken("geen geldige YAML", SLOT, ("    text: Dank u.", "    text: Dank: u. #!")),
]  # fmt: skip


@pytest.mark.parametrize("example", [*NAMES, *ACTIONS, *SUGGESTIONS, *FORM], ids=str)
def test_a_broken_guide_is_told_with_file_and_line(example: Broken, tmp_path: Path) -> None:
    assert any(example.said in message for message in said_of(example, tmp_path))


def test_a_guide_without_sections_is_told(tmp_path: Path) -> None:
    nothing = ("sections: [vraag, ophalen, sleutel, slot]", "sections: []")
    assert said_of(broken("", HEAD, ("id: badge\n", "id: badge #!\n"), nothing), tmp_path) == ["de gids heeft geen secties"]


def test_a_section_without_steps_is_told(tmp_path: Path) -> None:
    shutil.copytree(GUIDES / "badge", tmp_path / "badge")
    (tmp_path / SLOT).write_text("id: slot\ntitle: Slot\n", encoding="utf-8")
    [fault] = check_all(tmp_path)
    assert (fault.file, fault.line, fault.message) == (tmp_path / SLOT, 1, "de sectie 'slot' heeft geen stappen")


class Half(gettext.NullTranslations):
    """A language that has some texts only."""

    def pgettext(self, context: str, message: str) -> str:
        return message if context in ("badge", "vraag.naam") else f"«{message}»"


def test_a_text_without_a_translation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LANGUAGES", ("nl", "fr"))
    monkeypatch.setattr(lint_texts, "LANGUAGES", ("nl", "fr"))
    monkeypatch.setattr(texts, "_translations", lambda language: Half() if language == "fr" else None)
    found = [
        (fault.file.name, fault.line, fault.message) for fault in check_all(GUIDES) if fault.file.parent.name == "badge"
    ]
    assert found == [
        ("guide.yaml", 2, "geen vertaling in 'fr': Een badge aanvragen"),
        ("guide.yaml", 3, "geen vertaling in 'fr': Van de eerste vraag tot een badge die de deur opent."),
        ("guide.yaml", 8, "geen vertaling in 'fr': Uw badge voor {gebouw} werkt."),
        ("vraag.yaml", 22, "geen vertaling in 'fr': Hoe heet u?"),
        ("vraag.yaml", 23, "geen vertaling in 'fr': Zoals op uw identiteitskaart."),
        ("vraag.yaml", 24, "geen vertaling in 'fr': An Voorbeeld"),
        ("vraag.yaml", 25, "geen vertaling in 'fr': Dag {answer}, we maken een badge voor {gebouw}."),
    ]
