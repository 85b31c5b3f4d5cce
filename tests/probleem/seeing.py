"""What somebody who can look at a tree answers to the questions of troubleshooting: plain Python over the document.

It shares nothing with the rule table or the strategy: it looks where a question says to look.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.catalogue import Certainty, catalogue
from assistant.domain.vocabulary import Level
from tests.oracle.nodes import Node, Tree, active, day, moment

UNKNOWN = None
LEVELS = ("capacity", "subdivision", "site")
DELAY = timedelta(minutes=20)


@dataclass(frozen=True)
class Access:
    """Who is expected to reach what, on which unit; `blocking` are the codes that `diagnose` gives for it."""

    person: str
    application: str
    unit: str
    blocking: frozenset[str]
    colleagues: tuple[str, ...] = ()
    """How it goes for the others who are expected to reach the same, on the same unit: their verdicts."""


class Looker:
    """Somebody at a screen, with a tree behind it."""

    def __init__(self, document: dict, access: Access, at: datetime) -> None:
        self.tree, self.access, self.at = Tree(document), access, at
        self.profile = catalogue().application(access.application)
        self.capacity = self.profile.capacity
        self.chain = self._chain()
        self.whole = all(node is not None and node.confirmed for node in self.chain)

    def answer(self, question: str) -> str | None:
        """The answer, None for "weet ik niet"."""
        return getattr(self, f"_{question}")()

    def _chain(self) -> list[Node | None]:
        """The capacity and the units down to where the person should be; None from the first that is not there."""
        found: list[Node | None] = [self.tree.capacity(self.capacity)]
        steps = self.access.unit.split("/") if self.access.unit else []
        for depth in range(1, LEVELS.index(self.profile.users_on) + 1):
            above, path = found[-1], "/".join(steps[:depth])
            nodes = [node for node in self.tree.under(above) if node.path == path] if above and above.confirmed else []
            assert len(nodes) < 2, "two units of one path: it cannot be said which is meant"
            found.append(nodes[0] if nodes else None)
        return found

    def _here(self):
        user = self.chain[-1].user(self.access.person) if self.whole else None
        return user if user and user.confirmed else None

    def _others(self) -> list:
        return self.tree.users(self.capacity, self.access.person)

    def _wie(self) -> str | None:
        others = self.access.colleagues
        if "allowed" in others:
            return "een"
        return "allen" if others and set(others) == {"denied"} else UNKNOWN

    def _scherm(self) -> str:
        return "leeg" if self.access.blocking == {"external.heracles-role"} else "fout"

    def _gewijzigd(self) -> str:
        here = self._here()
        changes = [here.doc, *here.functions] if here else []
        times = [moment(one["changed_at"]) for one in changes]
        return "yes" if any(time and time > self.at - DELAY for time in times) else "no"

    def _plaats(self) -> str:
        if not self.whole:
            return "geen-eenheid"
        if here := self._here():
            return "geblokkeerd" if here.doc["status"] == "Geblokkeerd" else "hier"
        others = self._others()
        if any(other.node.level == self.profile.users_on for other in others):
            return "andere"
        if others:
            return "niveau"
        managers = [m for node in self.chain for m in node.managers("TB", "co-TB", "SB")] + self.tree.doc["managers"]
        return "beheerder" if any(active(m) and m["person"] == self.access.person for m in managers) else "nergens"

    def _eenheid(self) -> str:
        for node, value in zip(self.chain, ("geen-hoedanigheid", "geen-subafdeling", "geen-site"), strict=False):
            if node is None or not node.confirmed:
                return value
        return "geblokkeerd" if len(self.chain) > 1 and self.chain[1].doc.get("status") == "blocked" else "alles"

    def _vinkjes(self) -> str | None:
        for node, value in zip(self.chain, ("hoedanigheid", "subafdeling", "site"), strict=False):
            if node is None or not node.confirmed:
                return "ontbreekt"
            if any(box not in node.applications for box in self._boxes(node.level)):
                return value
        here = self._here()
        if here is None:
            return "ontbreekt"
        if self.access.application not in here.doc["applications"]:
            return "gebruiker"
        beside = [one for one in self.profile.companions if one.application not in here.doc["applications"]]
        doctor = self._is_doctor() if beside else False
        return UNKNOWN if doctor is None else "gebruiker" if doctor else "overal"

    def _boxes(self, level: str) -> list[str]:
        own = [self.access.application] if self.profile.tick_on(Level(level)) is not Certainty.OPEN else []
        return own + [
            one.application for one in self.profile.companions if any(tick.level == level for tick in one.ticked_on)
        ]

    def _is_doctor(self) -> bool | None:
        names = {name for one in self.profile.companions for name in one.doctor_functions}
        if any(one["function"] in names for user in self._others() for one in user.functions):
            return True
        return next(one["doctor"] for one in self.tree.doc["people"] if one["insz"] == self.access.person)

    def _functie(self) -> str | None:
        here, today = self._here(), self.at.date()
        opening = [one for one in (here.functions if here else []) if one["function"] in self.profile.functions]
        if any(day(one["start"]) <= today and (day(one["end"]) or today) >= today for one in opening):
            return "goed"
        if any(day(one["start"]) > today for one in opening):
            return "later"
        if opening:
            return "voorbij"
        elsewhere = [one for user in self._others() if user is not here for one in user.functions]
        if any(
            one["function"] in self.profile.functions and (day(one["end"]) or day("9999-12-31")) > today for one in elsewhere
        ):
            return "elders"
        held = [one["function"] for one in (here.functions if here else [])]
        if any(name in self.profile.neutral_functions for name in held):
            return UNKNOWN
        return "andere" if held else "geen"

    def _bevestigd(self) -> str:
        if any(node is not None and not node.confirmed for node in self.chain):
            return "niet"
        user = self.chain[-1].user(self.access.person) if self.whole else None
        return "niet" if user and not user.confirmed else "bevestigd"

    def _organisatie(self) -> str:
        seen = [one for one in self.tree.doc["observations"] if one["code"] == "signin.wrong-organisation"]
        return "no" if any(one["person"] == self.access.person for one in seen) else "yes"

    def _radioloog(self) -> str | None:
        return {True: "yes", False: "no", None: UNKNOWN}[self.tree.doc["external"]["head_radiologist_reported"]]

    def _rol(self) -> str | None:
        roles = self.tree.doc["external"]["heracles_roles"]
        return UNKNOWN if roles is None else "yes" if self.access.person in roles else "no"

    def _vereisten(self) -> str:
        return "yes"
