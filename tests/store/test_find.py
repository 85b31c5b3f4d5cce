"""Finding enterprises, people and units by what a caller says, also with slips; on both kinds of store."""

import pytest

from assistant.domain.malformed import Malformed
from assistant.store.exchange.tree import import_tree
from assistant.store.find import find
from assistant.store.lists.organisations import keep_organisations, read_organisations
from assistant.store.spellings import Spellings, folded, likeness
from tests.oracle.growing import NOW
from tests.store.trees import ME, made_up_enterprise, made_up_insz

PEOPLE = [
    ("90010199992", "Voorbeeld", "An"),
    (made_up_insz(31), "Van den Berghe", "Élise"),
    (made_up_insz(33), "Peeters", "Jan-Willem"),
    (made_up_insz(35), "D'Hondt", "Bo"),
    (made_up_insz(37), "Peeters", "Zoë"),
    (made_up_insz(39), "[/] {naam} %_", "O'Neill"),
]


def hospital(number: str, name: str, hco: str) -> dict:
    """An enterprise with a unit and a site on which all these people are users."""
    users = [
        {
            "person": insz, "username": f"user{hco}{n}x", "email": "a@voorbeeld.be", "status": "Actief",
            "applications": ["Heracles"], "functions": [],
        }
        for n, (insz, _, _) in enumerate(PEOPLE)
    ]  # fmt: skip
    common = {"state": "confirmed", "managers": [], "applications": ["Heracles"]}
    site = {**common, "type": "Mammografische eenheid site", "name": f"Campus {hco}", "hco": f"{hco}1", "users": users}
    unit = {**common, "type": "Mammografische eenheid", "name": f"Eenheid {name}", "hco": hco, "users": [], "sites": [site]}
    return {
        "format": "access-tree/1",
        "enterprise": {"number": number, "name": name},
        "people": [{"insz": insz, "surname": last, "first_name": first} for insz, last, first in PEOPLE],
        "managers": [],
        "capacities": [{**common, "name": ME, "email": None, "users": [], "subdivisions": [unit]}],
    }


ONE, TWO = made_up_enterprise(7), made_up_enterprise(8)


@pytest.fixture(params=["embedded", "server"])
def tx(request):
    store = request.getfixturevalue(request.param)
    with store.transaction() as writing:
        import_tree(writing, hospital(ONE, "Ziekenhuis Sint-Élisabeth", "90005"), NOW)
        import_tree(writing, hospital(TWO, "Zorghuis De Linde vzw", "80005"), NOW)
    with store.reading() as reading:
        yield reading


def people(found):
    return list(dict.fromkeys(one.label for one in found if one.kind == "person"))


def kinds(found):
    return list(dict.fromkeys(one.kind for one in found))


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("voorbeeld an", "An Voorbeeld"),
        ("An Voorbeeld", "An Voorbeeld"),
        ("Voorbeeld, An", "An Voorbeeld"),
        ("vorbeeld an", "An Voorbeeld"),
        ("A. Voorbeelt", "An Voorbeeld"),
        ("vandenberghe elise", "Élise Van den Berghe"),
        ("Elise van den Bergh", "Élise Van den Berghe"),
        ("VAN DEN BERGHE", "Élise Van den Berghe"),
        ("dhondt", "Bo D'Hondt"),
        ("Bo d’hondt", "Bo D'Hondt"),
        ("jan willem peeters", "Jan-Willem Peeters"),
        ("peters zoe", "Zoë Peeters"),
        ("élise", "Élise Van den Berghe"),
        ("O'Neill [/] {naam} %_", "O'Neill [/] {naam} %_"),
    ],
)
def test_someone_is_found_first_in_whatever_way_the_name_is_written(tx, typed, who):
    found = find(tx, typed)
    assert found[0].label == who
    assert {one.enterprise for one in found if one.label == who} == {ONE, TWO}


def test_a_surname_finds_all_who_bear_it(tx):
    assert set(people(find(tx, "peeters"))) == {"Jan-Willem Peeters", "Zoë Peeters"}


def test_what_looks_like_nothing_finds_nothing(tx):
    assert find(tx, "qqqqqqqqq") == ()
    assert find(tx, "%") == ()
    assert find(tx, "!!!") == ()


@pytest.mark.parametrize("typed", [ONE, f"BE {ONE}", f"{ONE[:4]}.{ONE[4:7]}.{ONE[7:]}", ONE[1:]])
def test_an_enterprise_by_its_number(tx, typed):
    (found,) = find(tx, typed)
    assert (found.kind, found.enterprise, found.label) == ("enterprise", ONE, "Ziekenhuis Sint-Élisabeth")


def test_an_enterprise_by_the_beginning_of_its_number(tx):
    assert {one.enterprise for one in find(tx, "010000")} == {ONE, TWO}


@pytest.mark.parametrize("typed", ["sint elisabeth", "ziekenhuis elisabet", "Sint-Élisabeth Ziekenhuis"])
def test_an_enterprise_by_its_name(tx, typed):
    found = find(tx, typed)
    assert (found[0].kind, found[0].enterprise) == ("enterprise", ONE)


@pytest.mark.parametrize("typed", ["90010199992", "90.01.01-999.92"])
def test_a_person_by_the_whole_number(tx, typed):
    found = find(tx, typed)
    assert [one.person for one in found] == ["90010199992"] * 2
    assert found[0].score == 100


def test_a_person_by_a_masked_number(tx):
    masked = "90.01.01-***.**"
    if tx.connection().dialect.name == "sqlite":
        assert people(find(tx, masked)) == ["An Voorbeeld"]
        assert people(find(tx, "90.01.01")) == ["An Voorbeeld"]
    else:
        with pytest.raises(Malformed, match="naam erbij"):
            find(tx, masked)
    assert people(find(tx, f"vorbeeld {masked}")) == ["An Voorbeeld"]
    assert people(find(tx, "peeters 90.01.01-***.**")) == []


def test_a_name_within_one_enterprise(tx):
    found = find(tx, f"voorbeeld {TWO}")
    assert {one.enterprise for one in found} == {TWO}
    assert found[0].label == "An Voorbeeld"


def test_a_user_name(tx):
    (found, *_) = find(tx, "USER900050x")
    assert (found.label, found.enterprise, found.username, found.score) == ("An Voorbeeld", ONE, "user900050x", 100)
    assert {one.enterprise for one in find(tx, "user9000")} == {ONE}


def test_units_by_number_path_and_name(tx):
    (found, *_) = find(tx, "90005")
    assert (found.kind, found.enterprise, found.capacity, found.unit) == ("unit", ONE, ME, "90005")
    (found, *_) = find(tx, "90005/900051")
    assert (found.label, found.unit) == ("Campus 90005", "90005/900051")
    assert "unit" in kinds(find(tx, "eenheid linde"))


def test_no_more_than_asked_for(tx):
    assert len(find(tx, "peeters", limit=3)) == 3


@pytest.mark.parametrize("typed", ["", "  ", "x" * 5000, "a\x00b"])
def test_what_can_be_nothing_is_refused(tx, typed):
    with pytest.raises(Malformed):
        find(tx, typed)


def test_names_read_before_are_read_again_after_a_change(embedded):
    for number, name in ((ONE, "Oude Naam"), (ONE, "Gloednieuw"), (TWO, "Splinternieuw")):
        with embedded.transaction() as writing:
            import_tree(writing, hospital(number, name, "90005"), NOW)
        with embedded.reading() as reading:
            assert find(reading, name)[0].label == name


@pytest.mark.parametrize(
    ("text", "plain"),
    [("D'Hóndt-Maes", "d hondt maes"), ("Łukasz ØSTER", "lukasz oster"), ("STRASSE straße", "strasse strasse"), ("…", "")],
)
def test_folding(text, plain):
    assert folded(text) == plain


def test_likeness_is_of_whole_names():
    assert likeness("peeters", "peeters") == 100
    assert likeness("pee", "peeters") > likeness("peetres", "peeters") > 0
    assert likeness("jansen", "peeters") == 0


def test_words_of_a_name_in_any_order():
    names = Spellings(["Huis De Linde", "Linde", "Huis", None])
    assert list(names.with_words(["linde"], 5)) == ["Linde", "Huis De Linde"]
    assert list(names.with_words(["linde", "huis"], 5)) == ["Huis De Linde"]
    assert names.with_words([], 5) == {}


def test_names_on_a_list_are_looked_up_as_they_are_now(either):
    def listed(content):
        with either.transaction() as writing:
            keep_organisations(writing, *read_organisations(content.encode(), {}))

    for name in ("Huis Eén", "Huis Sol"):
        listed(f"kbo;naam\n{ONE};{name}\n")
        with either.reading() as reading:
            (found,) = find(reading, name)
            assert (found.kind, found.enterprise, found.label, found.source) == ("enterprise", ONE, name, "list")
            assert find(reading, "nergens") == ()
    with either.transaction() as writing:
        import_tree(writing, hospital(ONE, "Huis Sol", "90005"), NOW)
    with either.reading() as reading:
        assert [one.source for one in find(reading, "huis sol") if one.kind == "enterprise"] == ["tree"]
