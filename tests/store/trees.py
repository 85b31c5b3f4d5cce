"""Trees of every shape that the form allows, for tests of any floor: `trees()` is a hypothesis strategy.

They hold what practice forbids too: users on wrong levels, labels nobody knows, blocked and unconfirmed things,
nulls wherever something may be unknown, several enterprises' worth of people with made-up numbers (999 and 998).
A tree is in its normal form: exported after an import it is the same, key by key.
"""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS
from assistant.domain.numbers import enterprise_number, insz
from assistant.domain.vocabulary import Level

ME = "Mammografische eenheid kankerbevolkingsonderzoek"
CAPACITIES = [ME, "Jeugdhulp", "eHealth Gezondheidszorg", "Instelling gelinkt aan de gezondheidszorg", "Justitie"]


def made_up_insz(number: int) -> str:
    """Return a person number with a sequence number that is given to nobody; `number` from 0 to 1999."""
    birth = date(1940, 1, 1) + timedelta(days=17 * (number // 2))
    nine = f"{birth:%y%m%d}{999 - number % 2}"
    return insz(f"{nine}{97 - int(nine) % 97:02d}")


def made_up_enterprise(number: int) -> str:
    """Return a made-up enterprise number; `number` from 0."""
    eight = f"01{number:06d}"
    return enterprise_number(f"{eight}{97 - int(eight) % 97:02d}")


def moments():
    """Moments to the second, in Brussels, round the changes of the clock too."""
    return st.datetimes(datetime(2015, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 (given its zone below)
        lambda at: at.replace(microsecond=0, tzinfo=UTC).astimezone(BRUSSELS).isoformat()
    )


def days():
    return st.dates(date(2015, 1, 1), date(2027, 12, 31)).map(date.isoformat)


def maybe(strategy):
    return st.none() | strategy


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp", "Zs")), min_size=1, max_size=20)
HOSTILE = st.sampled_from(
    ["NV [BE0123]", "Campus A", "[/]", "a/b", "50%", "{naam}", "O'Neill", "x\u2019y", "ß", "'; --", "~", "🏥"]
)
NAMES = TEXTS | HOSTILE
EMAILS = st.sampled_from(["an@voorbeeld.be", "directie@voorbeeld.be", "Jo+x@Sub.Voorbeeld.be"])
STATES = st.sampled_from(["confirmed", "confirmed", "confirmed", "saved"])
KNOWN_APPLICATIONS = [one.name for one in (*catalogue().applications, *catalogue().tick_boxes)]
APPLICATIONS = st.sampled_from([*KNOWN_APPLICATIONS, "Onbekende Toepassing", "Heracles", "eHealthBox"])
FUNCTIONS = st.sampled_from([*(one.label for one in catalogue().functions), "onbekende functie", "radioloog"])


def applications():
    return st.lists(APPLICATIONS, max_size=3, unique=True)


@st.composite
def trees(draw, number: int | None = None):
    """A whole access tree; `number` fixes the enterprise (`made_up_enterprise`)."""
    return draw(_Trees(draw, number).tree())


class _Trees:
    """One tree being drawn: the people come first, the rest names them."""

    def __init__(self, draw, number):
        self.draw = draw
        self.number = draw(st.integers(0, 50)) if number is None else number
        numbers = draw(st.lists(st.integers(0, 200), min_size=1, max_size=6, unique=True))
        self.people = [made_up_insz(n) for n in numbers]
        self.usernames = {insz: f"gebruiker{n:03d}" for insz, n in zip(self.people, numbers, strict=True)}

    def person(self):
        return st.sampled_from(self.people)

    def persons(self):
        return st.lists(self.person(), unique=True, max_size=4)

    def manager(self, *roles):
        return st.fixed_dictionaries(
            {
                "role": st.sampled_from(roles),
                "person": self.person(),
                "status": st.sampled_from(["active", "blocked", "left"]),
                "since": maybe(days()),
            },
            optional={"state": st.just("saved")},
        )

    def managers(self, *roles):
        return st.lists(self.manager(*roles), max_size=3)

    @st.composite
    @staticmethod
    def _function(draw):
        start = draw(st.dates(date(2015, 1, 1), date(2027, 12, 31)))
        end = draw(maybe(st.dates(start, date(2028, 12, 31)).map(date.isoformat)))
        function, changed_at = draw(FUNCTIONS), draw(maybe(moments()))
        return {"function": function, "start": start.isoformat(), "end": end, "changed_at": changed_at}

    def users(self):
        def user(insz):
            return st.fixed_dictionaries(
                {
                    "person": st.just(insz),
                    "username": maybe(st.just(self.usernames[insz])),
                    "email": maybe(EMAILS),
                    "status": st.sampled_from(["Actief", "Actief", "Geblokkeerd"]),
                    "applications": applications(),
                    "changed_at": maybe(moments()),
                    "functions": st.lists(self._function(), max_size=3),
                },
                optional={"local_email": EMAILS, "state": st.just("saved")},
            )

        return self.persons().flatmap(lambda chosen: st.tuples(*map(user, chosen)).map(list))

    def inside(self, *roles):
        return {
            "created_at": maybe(moments()),
            "managers": self.managers(*roles),
            "applications": applications(),
            "users": self.users(),
        }

    def facility(self, level):
        known = [kind.label for capacity in catalogue().capacities for kind in capacity.types_on(level)]
        return {
            "type": st.sampled_from([*known, "Onbekende subdivisie"]),
            "name": NAMES,
            "hco": maybe(st.sampled_from(["90001", "90002", "90003", "90004", "007"])),
            "email": maybe(EMAILS),
            "state": STATES,
            **self.inside("SB"),
        }

    def sites(self):
        return _units(st.fixed_dictionaries(self.facility(Level.SITE)))

    def subdivisions(self):
        return _units(
            st.fixed_dictionaries(
                {**self.facility(Level.SUBDIVISION), "sites": self.sites()}, optional={"status": st.just("blocked")}
            )
        )

    def capacity(self, label):
        below = st.fixed_dictionaries(
            {
                "name": st.just(label),
                "state": STATES,
                "email": maybe(EMAILS),
                **self.inside("TB", "co-TB"),
                "subdivisions": self.subdivisions(),
            },
            optional={"technical_user": self.person()},
        )
        return below.flatmap(self._with_responsibilities)

    def _with_responsibilities(self, capacity):
        group = st.fixed_dictionaries(
            {
                "function": FUNCTIONS,
                "unit": st.sampled_from(paths_of(capacity)),
                "responsible": self.person(),
                "coworkers": self.persons(),
            }
        )
        groups = st.lists(group, max_size=2)
        return groups.map(lambda found: {**capacity, "responsibilities": found} if found else capacity)

    def tree(self):
        return st.fixed_dictionaries(
            {
                "format": st.just("access-tree/1"),
                "enterprise": self.enterprise(),
                "people": st.tuples(*map(self.described, self.people)).map(list),
                "managers": self.managers("HTB", "co-HTB").map(_one_htb),
                "capacities": st.lists(st.sampled_from(CAPACITIES), max_size=2, unique=True).flatmap(
                    lambda labels: st.tuples(*map(self.capacity, labels)).map(list)
                ),
                "expected": st.lists(self.expected(), max_size=4, unique_by=lambda one: tuple(sorted(one.items()))),
                "external": st.fixed_dictionaries(
                    {"head_radiologist_reported": maybe(st.booleans()), "heracles_roles": maybe(self.persons())}
                ),
            },
            optional={
                "planned_units": st.lists(self.planned(), min_size=1, max_size=3),
                "observations": st.lists(self.observation(), min_size=1, max_size=2),
            },
        )

    def enterprise(self):
        lists = {name: maybe(self.persons()) for name in ("legal_representatives", "employees")}
        return st.fixed_dictionaries(
            {"number": st.just(made_up_enterprise(self.number)), "name": NAMES, **lists},
            optional={"sector": st.sampled_from(["ziekenhuis", "jeugdhulp"])},
        )

    def described(self, insz):
        return st.fixed_dictionaries(
            {
                "insz": st.just(insz),
                "surname": NAMES,
                "first_name": NAMES,
                "email": maybe(EMAILS),
                "language": maybe(st.sampled_from(["nl", "fr", "de"])),
                "title": maybe(st.sampled_from(["Dr.", "Mevr."])),
                "doctor": maybe(st.booleans()),
            }
        )

    def unit_path(self):
        return st.just("") | self.unit_below()

    def unit_below(self):
        return st.sampled_from(["90001", "90002", "90001/90002", "90001/90003", "~Campus A", "90001/~Campus A"])

    def expected(self):
        return st.fixed_dictionaries(
            {"person": self.person(), "application": APPLICATIONS},
            optional={"unit": self.unit_path(), "capacity": st.sampled_from(CAPACITIES), "function": FUNCTIONS},
        )

    def planned(self):
        return st.fixed_dictionaries(
            {
                "capacity": st.sampled_from(CAPACITIES),
                "unit": self.unit_below(),
                "name": maybe(NAMES),
                "type": maybe(st.sampled_from(["Mammografische eenheid", "Mammografische eenheid site"])),
                "email": maybe(EMAILS),
            }
        )

    def observation(self):
        codes = ["capacity.refused", "relogin.required", "signin.wrong-profile", "username.taken", "htb.unwilling"]
        return st.fixed_dictionaries(
            {"code": st.sampled_from(codes), "at": maybe(moments())},
            optional={
                "capacity": st.sampled_from(CAPACITIES),
                "unit": self.unit_path(),
                "person": self.person(),
            },
        )


def _units(unit):
    return st.lists(unit, max_size=2, unique_by=lambda one: (one["type"], one["hco"] or one["name"]))


def _one_htb(managers):
    """Let all but the first active HTB have left."""
    active = [m for m in managers if (m["role"], m["status"], m.get("state")) == ("HTB", "active", None)]
    return [{**m, "status": "left"} if m in active[1:] else m for m in managers]


def paths_of(capacity) -> list[str]:
    """Return the paths of all units in a capacity of a tree, its own (empty) first."""
    from assistant.store.exchange.unit_path import joined, step

    paths = [""]
    for subdivision in capacity["subdivisions"]:
        path = step(subdivision["hco"], subdivision["name"])
        paths.append(path)
        paths += [joined(path, step(site["hco"], site["name"])) for site in subdivision["sites"]]
    return paths
