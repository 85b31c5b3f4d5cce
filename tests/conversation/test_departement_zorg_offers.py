"""The guide of the Departement Zorg names applications, boxes, types and roles itself: they are those of the catalogue."""

from assistant.conversation.flow import Option
from assistant.conversation.load import load_guide
from assistant.domain.catalogue import catalogue
from assistant.domain.vocabulary import Level

GUIDE = load_guide("departement-zorg")
OTHER = "andere"
CAPACITIES = ["eHealth Gezondheidszorg", "Jeugdhulp", "Residentiële zorginstelling"]


def options(step: str) -> list[Option]:
    ask = GUIDE.step(step).ask
    assert ask is not None
    return list(ask.options)


APPLICATIONS = {one.value: one.set for one in options("keuze.toepassing") if one.value != OTHER}


def test_what_an_application_brings_is_what_the_catalogue_says_for_certain() -> None:
    for chosen in APPLICATIONS.values():
        application = catalogue().application(chosen["application"])
        assert application is not None
        assert application.name == chosen["application"]
        assert chosen.get("tick") == (application.label or None), application.name
        certain = application.capacity if application.capacity_certainty == "certain" else None
        assert chosen.get("capacity") == certain, application.name
        needs = {"one": "yes", "none": "no"}.get(application.function_need or "")
        assert chosen.get("needs_roles") == needs, application.name


def test_the_capacities_are_the_three_of_the_guide() -> None:
    assert [kind.label for kind in catalogue().capacities if "G1" in kind.guides and kind.users_on] == [
        CAPACITIES[1],
        CAPACITIES[0],
        CAPACITIES[2],
    ]
    for step in ("keuze.hoedanigheid", "keuze.navragen"):
        assert [one.value for one in options(step)] == CAPACITIES
    assert {one.set["capacity_first"] for one in options("keuze.soort")} == set(CAPACITIES)


def test_the_types_are_those_of_their_capacity() -> None:
    offered: dict[str, set[str]] = {}
    for one in options("voorziening.type"):
        if one.only_if:
            offered.setdefault(one.only_if.is_ or "", set()).add(one.set["subdivision.type"])
    for capacity, types in offered.items():
        kind = catalogue().capacity(capacity)
        assert kind is not None
        assert types == {one.label for one in kind.types_on(Level.SUBDIVISION)}


def test_the_roles_are_those_of_the_chosen_application_and_each_is_given() -> None:
    offered: dict[str, set[str]] = {}
    for one in options("rollen.welke"):
        assert one.only_if is not None
        for app in (one.only_if.is_, *one.only_if.in_):
            if app:
                offered.setdefault(app, set()).add(one.value)
    wanted = {}
    for app, chosen in APPLICATIONS.items():
        application = catalogue().application(chosen["application"])
        roles = set(getattr(application, "functions", ()))
        if roles:
            wanted[app] = roles
    assert offered == wanted
    given = {do.data["function"] for do in GUIDE.step("functie.geven").do}
    assert given == set().union(*offered.values())
    asks = next(route.when for route in GUIDE.step("rollen.nakijken").routes if route.to == "rollen.welke")
    assert asks is not None
    assert set(asks.in_) == set(offered)
