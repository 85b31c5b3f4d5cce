"""A small organisation for tests of the checks, and short ways to change and judge it."""

import copy
import json
from pathlib import Path

from assistant.checks.diagnosis import diagnosis
from assistant.checks.repair import repair
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import memory_store
from tests.oracle.growing import NOW
from tests.store.trees import ME, made_up_insz

NUMBER, AN, BO, CAS = "0123456749", "90010199992", made_up_insz(31), made_up_insz(77)
SITE = "90005/90001"

_WELL = json.loads((Path(__file__).parent / "examples" / "allowed.json").read_text(encoding="utf-8"))


class Clinic:
    """A tree in which Bo, a radiologist, reaches Heracles on Campus A; An is HTB and TB."""

    def __init__(self):
        self.tree = copy.deepcopy(_WELL)
        self.capacity = self.tree["capacities"][0]
        self.subdivision = self.capacity["subdivisions"][0]
        self.site = self.subdivision["sites"][0]
        self.user = self.site["users"][0]
        self.function = self.user["functions"][0]
        self.expected = self.tree["expected"]

    def add_person(self, insz=CAS, **more):
        person = {"insz": insz, "surname": "Voorbeeld", "first_name": "Cas", "email": "cas@voorbeeld.be", "doctor": False}
        self.tree["people"].append({**person, **more})
        self.tree["external"]["heracles_roles"].append(insz)

    def add_site(self, hco="90002", **more):
        site = {**copy.deepcopy(self.site), "hco": hco, "name": f"Campus {hco}", "users": [], **more}
        self.subdivision["sites"].append(site)
        return site

    def expect(self, person, unit=SITE, application="Heracles", **more):
        self.expected.append({"person": person, "application": application, "unit": unit, **more})

    def _read(self, what, at, **asked):
        with memory_store() as store:
            with store.transaction() as tx:
                import_tree(tx, self.tree, NOW)
            with store.reading() as tx:
                return what(tx, NUMBER, at=at, **asked)

    def diagnosed(self, at=NOW, **asked):
        return self._read(diagnosis, at, **asked)

    def decision(self, at=NOW, **asked):
        (found,) = self.diagnosed(at, **asked)["decisions"]
        return found

    def repaired(self, at=NOW, **asked):
        return self._read(repair, at, **asked)


def told(plan):
    """The steps of a plan as short texts."""
    return [_short(step["action"]) for step in plan["steps"]]


def _short(action):
    data = action["data"]
    about = (action.get("unit"), data.get("application") or data.get("function"))
    return " ".join([action["action"], *filter(None, about)])


__all__ = ["AN", "BO", "CAS", "ME", "NOW", "NUMBER", "SITE", "Clinic", "told"]
