"""A conversation that plays turns written here, with the same shape as the real one, and a desk that hands it out."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from assistant.conversation.choosing import Advice, advise
from assistant.conversation.texts import Texts
from assistant.conversation.turn import (
    Choice,
    Field,
    Instruction,
    Line,
    Message,
    Rich,
    SectionProgress,
    Span,
    Turn,
    plain,
    rich,
)
from assistant.screens.board.desk import BoardDesk
from assistant.screens.desk import GuideCard, Kept, KeyNotice
from assistant.screens.helpdesk.cases import HelpDesk
from assistant.screens.options import Options
from assistant.store.fault import StoreFault
from assistant.store.location import Embedded

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def options(**changed: Any) -> Options:
    return replace(Options(Embedded(Path("/nergens/opslag.db")), "nl", lambda: NOW), **changed)


def label(text: str) -> Rich:
    return (Span(text, "label"),)


TITLES = (
    "Voorbereiding",
    "Hoofdtoegangsbeheerder",
    "Hoedanigheid",
    "Subafdeling",
    "Sites",
    "Gebruikers",
    "Functies",
    "Aanmelden",
)


def progress(now: int) -> tuple[SectionProgress, ...]:
    state = lambda i: "done" if i < now else "now" if i == now else "open" if i == now + 1 else "blocked"  # noqa: E731
    return tuple(SectionProgress(f"s{i}", title, state(i), 2 if i < now else 0) for i, title in enumerate(TITLES))


def turn(key: str, kind: str, text: str, *, section: int = 0, **more: Any) -> Turn:
    base = Turn(
        guide="mammografie",
        guide_title="Mammografie en Heracles",
        enterprise="0123456749",
        enterprise_name="Ziekenhuis Voorbeeld",
        key=key,
        step=key.partition("[")[0],
        section=f"s{section}",
        kind=kind,  # type: ignore[arg-type]
        answer_kind=kind,
        text=rich(text),
        progress=progress(section),
        commands=("back", "skip", "overview", "help", "stop"),
        source="G2 stap 1",
    )
    return replace(base, **more)


def choices(*pairs: tuple[str, str] | tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(p[0], rich(p[1]), rich(p[2]) if len(p) > 2 else ()) for p in pairs)


UNKNOWN = ("unknown", "Weet ik niet")

HTB = turn(
    "htb.there",
    "choice",
    "Heeft uw onderneming al een hoofdtoegangsbeheerder (HTB) die nog actief is?",
    choices=choices(
        ("yes", "Ja, die is er en werkt hier nog", "We gaan met die persoon verder."),
        ("left", "Ja, maar die werkt hier niet meer", "Dan stellen we samen een nieuwe aan."),
        ("no", "Nee, er is er nog geen", "De wettelijk vertegenwoordiger stelt er een aan."),
        UNKNOWN,
    ),
    help=rich("De HTB beheert alle toegangen van de hele onderneming. Er is er altijd precies één."),
    find_out=rich("Vul uw ondernemingsnummer in op csam.be: staat de onderneming er al, dan noemt het scherm de HTB."),
    terms=("htb",),
    said=(
        Message(rich("Welkom. Ik leid u van de eerste vraag tot een eenheid waarvan de radioloog in Heracles raakt.")),
        Message(
            (
                Span("U stopt wanneer u wilt: alles is bewaard. Leg uw "),
                Span("eID", "term"),
                Span(" en uw pincode klaar."),
            )
        ),
    ),
)

NUMBER = turn(
    "enterprise.number",
    "text",
    "Wat is het ondernemingsnummer van de organisatie waar de eenheid bij hoort?",
    example=rich("bv. 0123.456.749"),
    help=rich("Tien cijfers. Het staat in de Kruispuntbank van Ondernemingen en op uw facturen."),
    answer_kind="enterprise-number",
)

PORTAL = turn(
    "capacity.activate",
    "portal",
    "Activeer de hoedanigheid van de mammografische eenheid.",
    section=2,
    choices=choices(
        ("done", "Gedaan"), ("seen", "Ik zie iets anders"), ("other", "Iemand anders doet dit"), ("later", "Later")
    ),
    instruction=Instruction(
        who="de HTB of een co-HTB",
        place=(
            rich("csam.be"),
            label("Beheer der Toegangsbeheerders"),
            label("Toegangen beheren"),
            label("SOCIALE ZEKERHEID"),
        ),
        address="https://www.csam.be/nl/beheer-toegangsbeheerders.html",
        clicks=(
            (Span("Klik op "), *label("De hoedanigheid activeren"), Span(" achter de naam van uw onderneming.")),
            (
                Span("Kies in de lijst "),
                *label("Mammografische eenheid kankerbevolkingsonderzoek"),
                Span(" en klik op "),
                *label("Volgende"),
                Span("."),
            ),
            (
                Span("Vul het e-mailadres in, klik op "),
                *label("Opslaan"),
                Span(" en daarna op "),
                *label("Bevestigen"),
                Span("."),
            ),
        ),
        fields=(
            Field("E-mailadres van de hoedanigheid", "me@voorbeeld.be"),
            Field("INSZ van de toegangsbeheerder", "90010199992", rich("alleen als u iemand anders aanstelt")),
            Field("Pincode", "", rich("die kent u alleen")),
        ),
        success=label("De hoedanigheid is succesvol geactiveerd"),
        after=rich("Meld u daarna volledig af en opnieuw aan, anders ziet u de hoedanigheid nog niet."),
        life="todo",
    ),
    said=(Message(rich("De HTB is aangesteld: An Voorbeeld."), "done"),),
)

APPS = turn(
    "user.applications",
    "multi",
    "Welke toepassingen krijgt An Voorbeeld?",
    section=5,
    choices=choices(
        ("heracles", "Heracles", "Voor iedereen die met het onderzoek werkt."), ("ehealthbox", "eHealthBox", "Voor artsen.")
    ),
)

PEOPLE = turn(
    "users.list",
    "people",
    "Wie moet er op deze site in Heracles kunnen?",
    section=5,
    help=rich("Zet op elke lijn één persoon: naam, voornaam, INSZ en e-mailadres."),
)

PASSWORD = turn("user.password", "password", "Kies een wachtwoord voor An Voorbeeld.", section=5)

END = turn(
    "end",
    "end",
    "Klaar: de radioloog van uw eenheid kan in Heracles.",
    section=9,
    finished=True,
    choices=(),
    waiting=(Message(rich("CvKO: de hoofdradioloog melden"), "wait"),),
    commands=(),
)

WALK = (HTB, NUMBER, PORTAL, APPS, PEOPLE, PASSWORD, END)

DOCUMENT: dict[str, Any] = {
    "format": "access-tree/1",
    "enterprise": {"number": "0123456749", "name": "Ziekenhuis Voorbeeld"},
    "people": [
        {"insz": "90010199992", "surname": "Voorbeeld", "first_name": "An"},
        {"insz": "85020299801", "surname": "Denkbeeld", "first_name": "Bart"},
    ],
    "managers": [{"role": "HTB", "person": "90010199992", "status": "active"}],
    "capacities": [
        {
            "name": "Mammografische eenheid kankerbevolkingsonderzoek",
            "state": "confirmed",
            "email": "me@voorbeeld.be",
            "managers": [{"role": "TB", "person": "90010199992", "status": "active"}],
            "applications": ["Heracles", "eHealthBox"],
            "users": [],
            "subdivisions": [
                {
                    "type": "Mammografische eenheid",
                    "name": "Ziekenhuis Voorbeeld",
                    "hco": "90005",
                    "state": "confirmed",
                    "managers": [],
                    "applications": ["Heracles"],
                    "users": [],
                    "sites": [
                        {
                            "type": "Mammografische eenheid site",
                            "name": "Campus A",
                            "hco": "90001",
                            "state": "saved",
                            "managers": [],
                            "applications": ["Heracles"],
                            "users": [
                                {
                                    "person": "90010199992",
                                    "username": "anvoorbeeld",
                                    "email": "an@voorbeeld.be",
                                    "status": "Actief",
                                    "applications": ["Heracles", "eHealthBox"],
                                    "functions": [{"function": "radioloog", "start": "2024-01-10", "end": None}],
                                },
                                {"person": "85020299801", "status": "Geblokkeerd", "applications": [], "functions": []},
                            ],
                        }
                    ],
                }
            ],
        }
    ],
    "planned_units": [{"capacity": "x", "unit": "90005/90002", "name": "Campus B"}],
}


@dataclass(frozen=True)
class FakeReply:
    turn: Turn
    outcome: Any


@dataclass
class FakeTalk:
    """Plays `walk`. "fout" is refused, "hoe?" a side question; "stop" stops; "boem" and "slot" fail. `hold` holds it up."""

    walk: Sequence[Turn] = WALK
    id: str = "t1"
    at: int = 0
    given: list[Any] = field(default_factory=list)
    spoken: str = "nl"
    hold: threading.Event = field(default_factory=threading.Event)
    threads: set[str] = field(default_factory=set)
    changing: Turn | None = None

    def __post_init__(self) -> None:
        self.hold.set()
        self._lines: dict[str, Line] = {}

    @property
    def turn(self) -> Turn:
        return self.changing or self.walk[self.at]

    def answer(self, given: Any) -> FakeReply:
        self.threads.add(threading.current_thread().name)
        self.hold.wait(20)
        now = self.turn
        if given == "boem":
            raise RuntimeError("[/] zomaar")
        if given == "slot":
            raise StoreFault("locked", "De opslag {path} is bezet.", "Sluit het andere venster.", path="[red]x")
        if given == "fout":
            return FakeReply(
                replace(now, said=(Message(rich("Dit nummer klopt niet: tel de cijfers na."), "refused"),)), "refused"
            )
        if given == "elders":
            self.at += 1
            said = (Message(rich("Dit gesprek ging elders verder."), "warning"),)
            return FakeReply(replace(self.turn, said=said), "refused")
        if given == "hoe?":
            return FakeReply(
                replace(now, said=(Message(rich("Een HTB is de beheerder van alles."), "answer", "G4"),)), "aside"
            )
        if given == "stop":
            return FakeReply(
                replace(now, said=(Message(rich("Alles is bewaard. Tot de volgende keer."), "done"),)), "stopped"
            )
        if given == "seen":
            stage = turn(
                f"{now.key}#seen",
                "choice",
                "Wat ziet u op het scherm?",
                choices=choices(("a", "De hoedanigheid is geweigerd")),
            )
            return FakeReply(stage, "aside")
        self.given.append(given)
        shown = next((plain(c.text) for c in now.choices if c.value == given), str(given))
        self._lines[now.key] = Line(now.key, now.step, now.section, now.text, shown, NOW.isoformat())
        if self.changing is not None:
            self.changing = None
        else:
            self.at += 1
        return FakeReply(self.turn, "accepted")

    def look_back(self, key: str | None = None) -> Turn:
        before = next((t for t in self.walk[: self.at] if t.key == key), self.walk[max(0, self.at - 1)])
        line = self._lines.get(before.key)
        self.changing = replace(before, changing=True, given=line.answer if line else None, said=())
        return self.changing

    def go_on(self) -> Turn:
        self.changing = None
        return self.turn

    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    def line(self, key: str) -> Line | None:
        return self._lines.get(key)

    def document(self) -> dict[str, Any] | None:
        return DOCUMENT if self.at > 1 else None

    def speak(self, language: str) -> Turn:
        self.spoken = language
        return self.turn


@dataclass
class FakeDesk:
    """Hands out `talk`."""

    talk: FakeTalk = field(default_factory=FakeTalk)
    kept: tuple[Kept, ...] = ()
    key_notice: KeyNotice | None = None
    help: HelpDesk | None = None
    overview: BoardDesk | None = None
    fault: Exception | None = None
    opened: threading.Event = field(default_factory=threading.Event)
    begun: tuple[str, dict[str, str]] = ("", {})

    def __post_init__(self) -> None:
        self.opened.set()

    def open_talks(self, language: str) -> Sequence[Kept]:
        if self.fault:
            raise self.fault
        return self.kept

    def guides(self, language: str) -> Sequence[GuideCard]:
        return [GuideCard("mammografie", "Mammografie en Heracles", "Van niets tot een radioloog in Heracles.")]

    def notice(self) -> KeyNotice | None:
        return self.key_notice

    def first_turn(self, guide: str, language: str) -> Turn:
        return self.talk.walk[0]

    def stored_turn(self, talk: str, language: str) -> Turn | None:
        return self.talk.turn

    def advise(self, said: str, language: str) -> Advice:
        return advise(said, Texts(language))

    def begin(
        self, guide: str, language: str, *, enterprise: str | None = None, new: bool = False, told: Mapping[str, str] = {}
    ) -> FakeTalk:
        self.begun = (guide, dict(told))
        self.opened.wait(20)
        if self.fault:
            raise self.fault
        return self.talk

    def resume(self, talk: str, language: str) -> FakeTalk:
        return self.begin("", language)

    def rehearse(self) -> Iterator[None]:
        return iter(())

    def helpdesk(self) -> HelpDesk:
        from tests.screens.fake_helpdesk import FakeHelpDesk

        self.help = self.help or FakeHelpDesk()
        return self.help

    def board(self) -> BoardDesk:
        from tests.screens.fake_board import FakeBoard

        self.overview = self.overview or FakeBoard()
        return self.overview

    def close(self) -> None:
        pass


KEPT = (
    Kept(
        "t1", "mammografie", "Mammografie en Heracles", "0123456749", "Ziekenhuis Voorbeeld", 5, 4, 17, "Hoedanigheid", NOW
    ),
    Kept("t2", "mammografie", "Mammografie en Heracles", None, "", 1, 0, 17, "Voorbereiding", NOW.replace(day=22)),
    Kept("t3", "probleem", "Iets lukt niet", None, "", 0, 0, 0, "Waar het misgaat", NOW.replace(day=21)),
)
