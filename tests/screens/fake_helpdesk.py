"""A help desk of plain data, for the screens alone: one hospital, in which Bo has his function on the wrong level."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant.domain.malformed import Malformed
from assistant.screens.helpdesk.cases import (
    Access,
    Actor,
    Alternative,
    Answer,
    Applied,
    Asked,
    Belongs,
    Case,
    Change,
    Deed,
    Found,
    Hit,
    Place,
    Plan,
    Since,
    Step,
    TakenIn,
    Trouble,
    Written,
    WrittenAs,
)
from assistant.screens.speech import Speech
from assistant.screens.twigs import Twig, enterprise_twig
from tests.screens import fake

NUMBER, AN, BO = "0123456749", "90010199992", "85020299801"
CAPACITY = fake.DOCUMENT["capacities"][0]["name"]
SITE = "90005/90001"

ASKED = Asked(NUMBER)

WRONG_LEVEL = Trouble(
    "function.wrong-level",
    True,
    True,
    "De functie staat op een verkeerd niveau",
    "De functie radioloog van Bo Proef staat op 90005, maar hoort op Campus A.",
    "Beëindig de functie waar ze nu staat.",
    Place(CAPACITY, SITE, BO),
    "Heracles",
    ("HTB", "TB"),
    "G2 stap 4.10",
    "Campus A (90005/90001)",
    "Bo Proef",
    alone=True,
)
SITE_MISSING = WRONG_LEVEL._replace(
    code="site.missing",
    title="De site ontbreekt",
    message="Campus Z is er nog niet.",
    place=Place(CAPACITY, "90005/90009", None),
    where="Campus Z",
    who="",
    alone=False,
)
NOT_KNOWN = WRONG_LEVEL._replace(
    code="external.head-radiologist",
    title="Het diensthoofd is misschien niet gemeld",
    place=Place(None, None),
    blocking=False,
    known=False,
    where="",
    who="",
    alone=False,
)

STEP = Step(
    1,
    {"n": 1, "action": {"action": "function.end", "enterprise": NUMBER, "data": {}}, "choices": None, "then": "relogin"},
    "De functie beëindigen",
    "Bo Proef · radioloog · 90005",
    "TB An Voorbeeld",
    ("HTB", "TB"),
    ("Klik op het potlood.", "Typ bij 'Einddatum' 23-11-2026."),
    ("De functie staat op een verkeerd niveau",),
    (("begindatum", "2026-11-23"),),
    "relogin",
)
CHOICE = STEP._replace(
    number=2,
    row={**STEP.row, "n": 2, "choices": ["radioloog", "coördinator"]},
    title="De functie geven",
    then="wait",
    choices=("radioloog", "coördinator"),
    chosen="data.function",
)


def case(asked: Asked = ASKED, troubles: tuple[Trouble, ...] = (WRONG_LEVEL, SITE_MISSING, NOT_KNOWN)) -> Case:
    accesses = (
        Access(Place(CAPACITY, SITE, BO), "Bo Proef", "Heracles", "denied" if troubles else "allowed"),
        Access(Place(CAPACITY, SITE, AN), "An Voorbeeld", "Heracles", "allowed"),
    )
    if asked.person:
        accesses = accesses[:1]
    actors: tuple[tuple[Actor, str], ...] = (
        ({"role": "TB", "person": AN}, "TB An Voorbeeld"),
        ({"role": "HTB", "person": BO}, "HTB Bo Proef"),
    )
    people = {AN: "An Voorbeeld", BO: "Bo Proef"}
    return Case(asked, "Ziekenhuis Voorbeeld", fake.NOW, accesses, troubles, people, ("Heracles", "BelRAI"), actors, 1)


@dataclass
class FakeHelpDesk:
    """Finds "bo" and "campus"; `hold` holds up what `held` names; "boem" fails."""

    shown: Case = field(default_factory=case)
    steps: tuple[Step, ...] = (STEP, CHOICE)
    guide: bool = True
    asked: list[tuple[str, Any]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    held: str = ""
    text: str = ""
    """Stands wherever a text can stand, when given."""

    def __post_init__(self) -> None:
        self.hold.set()

    def _note(self, what: str, given: Any) -> None:
        self.asked.append((what, given))
        assert threading.current_thread() is not threading.main_thread()
        if what == self.held:
            self.hold.wait(20)

    def warm(self) -> None:
        self._note("warm", None)

    def find(self, text: str, language: str) -> Found:
        self._note("find", text)
        if text == "boem":
            raise RuntimeError("[/] zomaar")
        if text == "geweigerd":
            return Found((), (Answer("De hoedanigheid is geweigerd", "Wat u ziet.\n1. Klik op Sluiten.", "G2 stap 1"),))
        if text == "0123.456.748":
            return Found(mistyped="Dit ondernemingsnummer klopt niet: [/].")
        if text.startswith("01"):
            return Found(unknown=text)
        hits = (
            Hit("person", ASKED._replace(person=BO), "Bo Proef", "85.02.02-***.** · Ziekenhuis Voorbeeld", None),
            Hit("unit", ASKED, "Campus A", "90005/90001 · Ziekenhuis Voorbeeld", Place(CAPACITY, SITE)),
        )
        return Found(tuple(hit for hit in hits if text.casefold() in hit.name.casefold()))

    def case(self, asked: Asked, language: str) -> Case:
        self._note("case", asked)
        if asked.application == "BelRAI":
            raise Malformed("unknown-enterprise", "Onderneming {number} staat niet in de opslag.", number="[/]")
        return self.shown._replace(asked=asked, accesses=case(asked, self.shown.troubles).accesses)

    def tree(self, asked: Asked, language: str) -> Twig:
        self._note("tree", asked)
        return enterprise_twig(fake.DOCUMENT, Speech(language))

    def plan(self, asked: Asked, actor: Actor | None, language: str) -> Plan:
        self._note("plan", actor)
        by = "HTB Bo Proef" if actor else "TB An Voorbeeld"
        gains = (Change("Cas Voorbeeld", "Heracles", "Campus A", "denied", "allowed"),)
        other = (Alternative("Werken deze mensen op Campus A?", (STEP._replace(title="Een toegang verwachten"),)),)
        outside = (("CvKO", "Meld het diensthoofd."),)
        return Plan(asked, 1, tuple(step._replace(by=by) for step in self.steps), outside, gains, (), (SITE_MISSING,), other)

    def preview(self, plan: Plan, language: str) -> Twig:
        self._note("preview", plan)
        return Twig("enterprise", "Na het plan", under=(Twig("x", "Campus Z", "good", "bevestigd"),))

    def apply(self, plan: Plan, steps: Sequence[Step], language: str) -> Applied:
        self._note("apply", tuple(steps))
        self.shown = case(troubles=())
        self.steps = ()
        return Applied(len(steps))

    def undo(self, enterprise: str, language: str) -> tuple[str, ...]:
        self._note("undo", enterprise)
        if self.shown.troubles:
            raise Malformed("nothing-to-take-back", "Er is niets om ongedaan te maken.")
        self.shown = case()
        return ("De functie beëindigen: Bo Proef",)

    def since(self, asked: Asked, then: datetime, language: str) -> Since:
        self._note("since", then)
        changes = (Change("Bo Proef", "Heracles", "Campus A", "allowed", "denied", "Wie of wat"),)
        return Since(then, changes, (Deed(fake.NOW, "TB An Voorbeeld", "De functie beëindigen: Bo Proef"),))

    def write(self, what: WrittenAs, asked: Asked, language: str) -> Written:
        self._note("write", asked)
        return Written(f"Beste, dit is uw {what}.", "antwoord.eml", b"To: bo\r\n" if what == "mail" else b"")

    def read_screen(self, text: str, belongs: Belongs, language: str) -> TakenIn | None:
        self._note("read_screen", belongs)
        if "Benaming" not in text:
            return None
        if "oud" in text:
            return TakenIn(NUMBER, doubts=("Wie er al was, blijft.",))
        if belongs.enterprise is None and "onbekend" in text:
            return TakenIn(missing="enterprise")
        if belongs.capacity is None and "onbekend" in text:
            return TakenIn(missing="capacity", choices=("Jeugdhulp", CAPACITY))
        return TakenIn(NUMBER, "0123.456.749", ("De subafdeling 90005, met 2 gebruikers.",), (), lambda: NUMBER)
