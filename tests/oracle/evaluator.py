"""The rulebook as plain Python over an access tree: §7 and §7a again, sharing nothing with `assistant.checks`.

`evaluate(tree, at)` gives the verdict of every expected access and the findings of the whole tree. It is slow and
reads one tree at a time: what it is for is to be right. Where the rulebook leaves room, docs/decisions/diagnosis.md
says how both read it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.oracle.broken import broken_rules, missing_units
from tests.oracle.nodes import Node, Tree, User, active, day, moment
from tests.oracle.wants import LEVELS, NEVER_BLOCKING, SAID, SURE, USERS_LIVE_ON, WANTS, Wants

BEST = ("allowed", "pending", "unknown", "denied")
HERE = "the unit itself, where that is sure"
BRUSSELS_DELAY = timedelta(minutes=20)


@dataclass(frozen=True)
class Cause:
    """Something in the way: `weight` is how sure it denies, `unit` where it is, `personal` whether it names the person."""

    code: str
    weight: str
    unit: str | None = None
    personal: bool = False
    application: str | None = None


@dataclass
class Outcome:
    """How one unit would do for one access."""

    causes: list[Cause] = field(default_factory=list)
    changed: datetime | None = None
    registered: bool = False
    starts: str | None = None
    here: str | None = None
    order: tuple[int, ...] = ()

    def add(self, code: str, weight: str | None, unit: str | None = None, **more) -> None:
        if weight:
            self.causes.append(Cause(code, weight, unit, **more))

    @property
    def verdict(self) -> str:
        """V2."""
        weights = {cause.weight for cause in self.causes}
        if SURE in weights:
            return "denied"
        if SAID in weights:
            return "unknown"
        return "pending" if self.changed else "allowed"

    def rank(self) -> tuple:
        """V1: the best unit counts; of equals the one with a registration, then where least is in the way."""
        denying = sum(cause.weight == SURE for cause in self.causes)
        changed = self.changed or datetime.min.replace(tzinfo=UTC)
        return BEST.index(self.verdict), not self.registered, denying, changed, self.order

    def begins(self) -> str | None:
        """When it becomes allowed by itself (V5, V6)."""
        in_force = self.changed + BRUSSELS_DELAY if self.changed else None
        if self.verdict == "pending":
            return in_force.isoformat()
        if [cause.code for cause in self.causes] != ["function.not-yet"]:
            return None
        midnight = datetime.fromisoformat(self.starts).replace(tzinfo=in_force.tzinfo) if in_force else None
        return in_force.isoformat() if in_force and in_force > midnight else self.starts


@dataclass(frozen=True)
class Access:
    """What is wanted: `unit` None is any."""

    person: str
    application: str
    capacity: str | None
    unit: str | None

    @property
    def wants(self) -> Wants:
        return WANTS.get(self.application, Wants())

    @property
    def home(self) -> str | None:
        """The level where its users live."""
        return self.wants.lives_on or USERS_LIVE_ON.get(self.capacity)

    @property
    def steps(self) -> list[str]:
        """What is asked, no deeper than where users live."""
        return self.unit.split("/")[: LEVELS.index(self.home)] if self.unit and self.home else []


@dataclass(frozen=True)
class Answer:
    """What `diagnose` should say: the decisions in their order, and the findings as a set."""

    decisions: list[tuple]
    findings: set[tuple]


def evaluate(tree: dict, at: datetime, asked: tuple[str, str] | None = None) -> Answer:
    """Judge a tree at a moment; with `asked` (person, application) that one pair only."""
    return _Evaluation(Tree(tree), at).answer(asked)


class _Evaluation:
    def __init__(self, tree: Tree, at: datetime) -> None:
        self.tree = tree
        self.at = at
        self.today = at.date()
        self.findings: dict[tuple, str] = {}

    def answer(self, asked: tuple[str, str] | None) -> Answer:
        wanted = [access(one) for one in self.tree.doc["expected"]]
        if asked:
            wanted = [one for one in wanted if (one.person, one.application) == asked]
            wanted = wanted or [access({"person": asked[0], "application": asked[1]})]
        rules = broken_rules(self.tree, self.today)
        decisions = [self._decision(one, rules) for one in wanted]
        if not asked:
            for one in self._held(wanted):
                self._tell_of_held(one)
            told = {(code, capacity, unit, person) for code, capacity, unit, _, person in self.findings}
            for rule in rules:
                if (rule.code, rule.capacity, rule.unit, rule.person) not in told:
                    self.findings.setdefault(rule.key, "warning")
        return Answer(decisions, {(*key, severity) for key, severity in self.findings.items()})

    def _decision(self, one: Access, rules: list) -> tuple:
        outcomes = self.outcomes(one)
        best = min(outcomes, key=Outcome.rank)
        codes = []
        for cause in best.causes:
            unit = cause.unit
            if unit == HERE:
                sure = len(outcomes) == 1 or len(one.unit.split("/") if one.unit else []) >= LEVELS.index(one.home)
                unit = best.here if sure else None
            if cause.code in ("subdivision.missing", "site.missing") and unit is None:
                unit = self._planned(cause, one, best)
            blocks = cause.weight == SURE and cause.code not in NEVER_BLOCKING
            self._tell(cause, one, unit, "blocking" if blocks else "warning")
            codes.append(cause.code)
        if best.changed:
            self._tell(Cause("change.pending", SAID, personal=True), one, best.here, "warning")
            codes.append("change.pending")
        for seen in rules:
            if seen.seen and _is_about(seen, one, best.verdict):
                self.findings.setdefault(seen.key, "warning")
                codes.append(seen.code)
        return one.person, one.application, one.capacity, one.unit, best.verdict, best.begins(), frozenset(codes)

    def _tell(self, cause: Cause, one: Access, unit: str | None, severity: str) -> None:
        key = (cause.code, one.capacity, unit, cause.application or one.application, one.person if cause.personal else None)
        if self.findings.get(key) != "blocking":
            self.findings[key] = severity

    def _planned(self, cause: Cause, one: Access, best: Outcome) -> str | None:
        """A unit that is missing somewhere is called by the plan, where there is one."""
        level = cause.code.partition(".")[0]
        above = f"{best.here}/" if level == "site" else ""
        paths = set()
        for planned in self.tree.doc.get("planned_units", ()):
            if planned["capacity"] == one.capacity:
                paths |= {path for code, path in missing_units(self.tree, planned) if code == cause.code}
        return min((path for path in paths if path.startswith(above)), default=None)

    def _held(self, wanted: list[Access]) -> list[Access]:
        """V10: who has a tick or an opening function on a right level, without being expected there."""
        held = []
        for user in self.tree.users():
            for name, wants in WANTS.items():
                if wants.capacity != user.node.capacity or wants.lives_on != user.node.level:
                    continue
                has_function = any(one["function"] in wants.opened_by for one in user.functions)
                one = Access(user.doc["person"], name, user.node.capacity, user.node.path)
                if (name in user.doc["applications"] or has_function) and not any(_covers(other, one) for other in wanted):
                    held.append(one)
        return held

    def _tell_of_held(self, one: Access) -> None:
        best = min(self.outcomes(one), key=Outcome.rank)
        for cause in best.causes:
            if cause.code in (
                "app.missing-on-capacity",
                "app.missing-on-subdivision",
                "app.missing-on-site",
                "function.missing",
                "external.head-radiologist",
            ):
                unit = best.here if cause.unit == HERE else cause.unit
                key = (cause.code, one.capacity, unit, cause.application or one.application)
                self.findings.setdefault((*key, one.person if cause.personal else None), "warning")

    def outcomes(self, one: Access) -> list[Outcome]:
        """How each unit would do that could give the access: from the top down, nothing below what is absent (V3)."""
        wants, top = one.wants, Outcome()
        open_ends = wants.function == "open" or "user" not in wants.ticked
        if one.capacity is None or wants.capacity is None:
            top.add("app.capacity-open", SAID)
        elif one.capacity != wants.capacity:
            top.add("app.capacity-open", wants.capacity_is)
        elif open_ends:
            top.add("app.capacity-open", SAID)
        if wants.in_heracles:
            external = self.tree.doc["external"]
            reported, roles = external["head_radiologist_reported"], external["heracles_roles"]
            top.add("external.head-radiologist", {True: None, False: SURE, None: SAID}[reported])
            has_role = None if roles is None else one.person in roles
            top.add("external.heracles-role", {True: None, False: SURE, None: SAID}[has_role], personal=True)
        if one.capacity is None:
            return [top]
        return self._from_capacity(one, top)

    def _from_capacity(self, one: Access, top: Outcome) -> list[Outcome]:
        wants, node = one.wants, self.tree.capacity(one.capacity)
        weight = wants.capacity_is if wants.capacity == one.capacity else SAID
        if node is None:
            top.add("capacity.not-activated", weight, "")
        elif not node.confirmed:
            top.add("step.unconfirmed", weight, "")
        else:
            self._ticks(top, one, node)
            if one.home == "capacity":
                return [self._at(top, one, node)]
            if one.home:
                return self._below(one, top, node, "subdivision")
        return [top]

    def _below(self, one: Access, top: Outcome, above: Node, level: str) -> list[Outcome]:
        """The units of one level under another, or that there is none."""
        needed = _strongest(one.wants.ticked.get(level) for level in ("subdivision", "site", "user"))
        depth = LEVELS.index(level)
        wanted = "/".join(one.steps[:depth]) if len(one.steps) >= depth else None
        nodes = [node for node in self.tree.under(above) if wanted in (None, node.path)]
        if not nodes:
            outcome = _copy(top)
            outcome.here = above.path
            outcome.add(f"{level}.missing", needed, wanted)
            return [outcome]
        found = []
        for node in nodes:
            outcome = _copy(top)
            outcome.order = (*top.order, self.tree.under(above).index(node))
            if not node.confirmed:
                outcome.add("step.unconfirmed", needed, node.path)
                found.append(outcome)
                continue
            if node.doc.get("status") == "blocked":
                outcome.add("subdivision.blocked", needed and SURE, node.path)
            self._ticks(outcome, one, node)
            found += [self._at(outcome, one, node)] if level == one.home else self._below(one, outcome, node, "site")
        return found

    def _ticks(self, outcome: Outcome, one: Access, node: Node) -> None:
        weight = one.wants.ticked.get(node.level)
        for box in filter(None, (one.application, one.wants.beside)):
            if box not in node.applications:
                outcome.add(f"app.missing-on-{node.level}", weight, node.path, application=box)

    def _at(self, outcome: Outcome, one: Access, node: Node) -> Outcome:
        """The person on the unit (V4 to V6)."""
        outcome.here = node.path
        registered = one.wants.ticked.get("user")
        if registered is None or self._in_as_manager(one, node):
            return outcome
        user = node.user(one.person)
        if user and user.confirmed:
            outcome.registered = True
            self._as_user(outcome, one, user)
            return outcome
        others = self.tree.users(one.capacity, one.person)
        if user:
            outcome.add("step.unconfirmed", registered, node.path, personal=True)
        elif any(other.node.level == one.home for other in others):
            outcome.add("user.missing-on-site", registered, HERE, personal=True)
        elif others:
            sure = SURE if (registered, one.wants.lives_on_is, one.wants.lives_on) == (SURE, SURE, one.home) else SAID
            near = sorted(others, key=lambda other: other.node is not node.above or node.level != "site")
            outcome.add("user.wrong-level", sure, near[0].node.path, personal=True)
        elif self._manages(one, node):
            outcome.add("manager.not-a-user", registered, HERE, personal=True)
        else:
            outcome.add("user.missing", registered, HERE, personal=True)
        return outcome

    def _top_of(self, node: Node) -> Node:
        return node if node.above is None else self._top_of(node.above)

    def _in_as_manager(self, one: Access, node: Node) -> bool:
        """A18: TB and co-TB are in where no function is wanted; T2: the HTB is TB until another was appointed."""
        if one.wants.function != "none":
            return False
        top = self._top_of(node)
        if any(active(m) and m["person"] == one.person for m in top.managers("TB", "co-TB")):
            return True
        had_tb = any(m.get("state", "confirmed") == "confirmed" for m in top.managers("TB"))
        htbs = [m for m in self.tree.doc["managers"] if m["role"] == "HTB" and active(m)]
        return not had_tb and any(m["person"] == one.person for m in htbs)

    def _manages(self, one: Access, node: Node) -> bool:
        managers = [*self.tree.doc["managers"], *self._top_of(node).managers("TB", "co-TB")]
        branch: Node | None = node
        while branch:
            managers += branch.managers("SB")
            branch = branch.above
        return any(active(m) and m["person"] == one.person for m in managers)

    def _as_user(self, outcome: Outcome, one: Access, user: User) -> None:
        wants, where = one.wants, user.node.path
        if user.doc["status"] == "Geblokkeerd":
            outcome.add("user.blocked", SURE, where, personal=True)
        if one.application not in user.doc["applications"]:
            outcome.add("app.missing-on-user", wants.ticked["user"], where, personal=True)
        if wants.beside and wants.beside not in user.doc["applications"]:
            doctor = self._doctor(one)
            weight = {True: SURE, None: SAID, False: None}[doctor]
            outcome.add("app.missing-on-user", weight, where, personal=True, application=wants.beside)
        changes = [moment(user.doc["changed_at"])]
        if wants.function == "one":
            changes.append(self._function(outcome, one, user))
        late = [at for at in changes if at and self.at - at < BRUSSELS_DELAY]
        outcome.changed = max(late, default=None)

    def _doctor(self, one: Access) -> bool | None:
        held = [
            function["function"]
            for node in self.tree.nodes
            if node.capacity == one.capacity
            for user in node.users
            if user.doc["person"] == one.person
            for function in user.functions
        ]
        if any(function in one.wants.doctors for function in held):
            return True
        return next((p["doctor"] for p in self.tree.doc["people"] if p["insz"] == one.person), None)

    def _function(self, outcome: Outcome, one: Access, user: User) -> datetime | None:
        """V5: the first that fits. Returns the change that counts, of the one relied on."""
        wants, where, today = one.wants, user.node.path, self.today
        opening = [f for f in user.functions if f["function"] in wants.opened_by]
        in_force = [f for f in opening if day(f["start"]) <= today and (f["end"] is None or day(f["end"]) >= today)]
        if in_force:
            changes = [moment(f["changed_at"]) for f in in_force]
            return None if None in changes else min(changes)
        ahead = [f for f in opening if day(f["start"]) > today]
        elsewhere = [
            (other, function)
            for other in self.tree.users(one.capacity, one.person)
            if other.doc is not user.doc
            for function in other.functions
            if function["function"] in wants.opened_by and (function["end"] is None or day(function["end"]) > today)
        ]
        if ahead:
            outcome.starts = min(f["start"] for f in ahead)
            outcome.add("function.not-yet", SURE, where, personal=True)
        elif opening:
            outcome.add("function.expired", SURE, where, personal=True)
        elif elsewhere:
            near = sorted(elsewhere, key=lambda one: one[0].node is not user.node.above or user.node.level != "site")
            outcome.add("function.wrong-level", wants.function_on_is, near[0][0].node.path, personal=True)
        elif any(f["function"] in wants.maybe_opened_by for f in user.functions):
            outcome.add("function.does-not-open", SAID, where, personal=True)
        elif user.functions:
            outcome.add("function.does-not-open", SURE, where, personal=True)
        else:
            outcome.add("function.missing", SURE, where, personal=True)
        return None


def access(entry: dict) -> Access:
    """An expected entry: without a capacity that of the application."""
    wants = WANTS.get(entry["application"], Wants())
    return Access(entry["person"], entry["application"], entry.get("capacity") or wants.capacity, entry.get("unit"))


def _covers(other: Access, held: Access) -> bool:
    same = (other.person, other.application, other.capacity) == (held.person, held.application, held.capacity)
    return same and other.unit in (None, "", held.unit, held.unit.split("/")[0])


def _is_about(seen, one: Access, verdict: str) -> bool:
    if seen.person is not None:
        return seen.person == one.person
    return seen.capacity is not None and seen.capacity == one.capacity and verdict in ("denied", "unknown")


def _strongest(weights) -> str | None:
    found = set(weights)
    return SURE if SURE in found else SAID if SAID in found else None


def _copy(outcome: Outcome) -> Outcome:
    return Outcome(list(outcome.causes), order=outcome.order)
