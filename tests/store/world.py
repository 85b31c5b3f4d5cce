"""A small world for tests of actions: one enterprise in a store in memory, and short ways to act in it."""

from datetime import UTC, datetime, timedelta

from assistant.store.actions import Done, Refused, perform
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.ledger import tree_as_of
from tests.store.trees import ME, made_up_insz

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
NUMBER = "0123456749"
AN, BO, CAS, DIA, EVI = (made_up_insz(2 * n) for n in range(5))
PEOPLE = {AN: "An", BO: "Bo", CAS: "Cas", DIA: "Dia", EVI: "Evi"}

EMPTY = {
    "format": "access-tree/1",
    "enterprise": {"number": NUMBER, "name": "Ziekenhuis Voorbeeld"},
    "people": [
        {"insz": insz, "surname": "Voorbeeld", "first_name": name, "email": f"{name.lower()}@voorbeeld.be"}
        for insz, name in PEOPLE.items()
    ],
}


class World:
    """Acts as someone; the clock goes on by a minute with every action."""

    def __init__(self, store, tree=EMPTY):
        self.store = store
        self.at = AT
        if tree:
            self.taken(tree)

    def taken(self, tree):
        with self.store.transaction() as tx:
            return import_tree(tx, tree, self.at)

    def act(self, name, actor=None, /, **more) -> Done | Refused:
        """Perform an action; `actor` is "ROLE:INSZ". Keywords beside the interface's own keys go into `data`."""
        action = {"action": name, "enterprise": NUMBER}
        if actor:
            role, insz = actor.split(":")
            action["as"] = {"role": role, "person": insz}
        top = {key: more.pop(key) for key in ("enterprise", "capacity", "unit", "person", "expect_version") if key in more}
        action |= top
        if more:
            action["data"] = more
        self.at += timedelta(minutes=1)
        with self.store.transaction() as tx:
            return perform(tx, action, self.at)

    def does(self, name, actor=None, /, **more) -> Done:
        result = self.act(name, actor, **more)
        assert isinstance(result, Done), result.as_json()
        return result

    def refused(self, name, actor=None, /, **more) -> Refused:
        """Perform an action that is refused, and hold that nothing changed."""
        before = self.tree()
        result = self.act(name, actor, **more)
        assert isinstance(result, Refused), result.as_json()
        assert "{" not in result.reason.replace("{…}", "").replace('{"role"', "")
        assert self.tree() == before
        return result

    def tree(self):
        with self.store.reading() as tx:
            return export_tree(tx, NUMBER)

    def as_of(self, at):
        with self.store.reading() as tx:
            return tree_as_of(tx, NUMBER, at)

    # The usual way, up to a stage.

    def with_htb(self):
        self.does("htb.appoint", f"WV:{AN}", person=AN)
        return self

    def with_capacity(self, capacity=ME):
        self.with_htb()
        self.does("capacity.activate", f"HTB:{AN}", capacity=capacity, email="me@voorbeeld.be", confirmed=True)
        self.does("session.relogin", f"HTB:{AN}")
        return self

    def with_site(self):
        self.with_capacity()
        self.does("subdivision.add", f"HTB:{AN}", capacity=ME, unit="90005", email="me@voorbeeld.be", confirmed=True)
        self.does("session.relogin", f"HTB:{AN}")
        self.does("site.add", f"HTB:{AN}", capacity=ME, unit="90005/90001", name="Campus A", confirmed=True)
        self.does("session.relogin", f"HTB:{AN}")
        return self

    def with_user(self):
        self.with_site()
        self.does("user.register", f"HTB:{AN}", capacity=ME, unit="90005/90001", person=DIA, username="diavoorbeeld",
                  applications=["Heracles"], confirmed=True)  # fmt: skip
        self.does("session.relogin", f"HTB:{AN}")
        return self

    def capacity(self, number=0):
        return self.tree()["capacities"][number]

    def subdivision(self):
        return self.capacity()["subdivisions"][0]

    def site(self):
        return self.subdivision()["sites"][0]

    def user(self):
        return self.site()["users"][0]
