"""The answers that a step offers."""

import pytest

from assistant.conversation.flow import Ask, Condition, Loop, Option, OptionsFrom, Step
from assistant.conversation.options import answerable, offered, portal_answers
from assistant.conversation.scope import Facts
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from tests.conversation.walking import AN, BO, Walk, person

TEXTS = Texts("nl")


def values(step: Step, facts: Facts | None = None) -> list[str]:
    return [one.choice.value for one in answerable(step, facts or Facts(), TEXTS)]


def test_not_knowing_is_always_the_last_choice() -> None:
    step = Step("s", ask=Ask("choice", options=(Option("a", "A"), Option("b", "B"))))
    assert values(step) == ["a", "b", "unknown"]
    assert values(Step("s", ask=Ask("yes-no"))) == ["yes", "no", "unknown"]
    assert values(Step("s", ask=Ask("multi", options=(Option("a", "A"),)))) == ["a"], (
        "boxes to tick do not exclude each other"
    )


def test_a_flows_own_way_of_not_knowing_stays_in_its_place() -> None:
    step = Step("s", ask=Ask("choice", options=(Option("unknown", "Ik twijfel"), Option("a", "A"))))
    assert values(step) == ["unknown", "a"]


def test_a_typed_question_and_a_portal_step_offer_nothing_of_this() -> None:
    assert values(Step("s", ask=Ask("text"))) == values(Step("s")) == []


def test_an_option_is_offered_when_its_condition_holds() -> None:
    step = Step("s", ask=Ask("choice", options=(Option("a", "A"), Option("b", "B", only_if=Condition(fact="x", is_="1")))))
    assert values(step) == ["a", "unknown"]
    assert values(step, Facts({"x": "1"})) == ["a", "b", "unknown"]
    assert step.ask is not None
    assert offered(step.ask, Facts()) == {"a"}


def test_texts_of_options_are_filled_but_values_are_not_read_as_texts() -> None:
    step = Step("s", ask=Ask("choice", options=(Option("a", "Bij {naam}", help="[{naam}]"),)))
    [one, _] = answerable(step, Facts({"naam": "{label.save}[/]"}), TEXTS)
    assert (plain(one.choice.text), plain(one.choice.help)) == ("Bij {label.save}[/]", "[{label.save}[/]]")
    assert [span.kind for span in one.choice.text] == ["", "value"]


def test_options_from_a_list_inside_a_list(crew: Walk) -> None:
    crew.go(1, "Oost", 2, [person(AN, "An"), person(BO, "Bo")], [person(BO, "Bo")], "leiden", "wassen", "wassen")
    replay = crew.replay
    assert replay.here is not None
    before = replay.facts.round
    found = answerable(replay.here.step, replay.facts, TEXTS)
    assert [(one.choice.value, plain(one.choice.text)) for one in found] == [
        (AN, "An Voorbeeld"), (BO, "Bo Voorbeeld"), ("unknown", "Weet ik niet"),
    ], "who stands on two lists is one option"  # fmt: skip
    assert replay.facts.round is before


def test_an_item_without_a_value_is_no_option_and_one_without_a_text_shows_its_value() -> None:
    source = OptionsFrom(loops=(Loop("lijst", "x"),), value="{x.id}", text="{x.naam}")
    step = Step("s", ask=Ask("choice", options_from=source))
    facts = Facts({"lijst": [{"id": "1", "naam": "Eén", "number": 1}, {"number": 2}, {"id": "3", "number": 3}]})
    assert [plain(one.choice.text) for one in answerable(step, facts, TEXTS)] == ["Eén", "3", "Weet ik niet"]


@pytest.mark.parametrize(
    ("named", "some"),
    [
        ("functions:Heracles", "radioloog"),
        ("capacities", "Mammografische eenheid kankerbevolkingsonderzoek"),
        ("applications:Mammografische eenheid kankerbevolkingsonderzoek", "Heracles"),
        ("subdivision-types:Mammografische eenheid kankerbevolkingsonderzoek", "Mammografische eenheid"),
    ],
)
def test_options_from_the_catalogue(named: str, some: str) -> None:
    ask = Ask("choice", options_from=OptionsFrom(catalogue=named))
    assert some in offered(ask, Facts())
    assert some in values(Step("s", ask=ask))


@pytest.mark.parametrize("named", ["functions:Niets", "applications:Niets", "niets"])
def test_what_the_catalogue_does_not_know_offers_nothing(named: str) -> None:
    assert offered(Ask("choice", options_from=OptionsFrom(catalogue=named)), Facts()) == set()


def test_the_four_answers_to_a_portal_step() -> None:
    answers = portal_answers(TEXTS)
    assert [one.choice.value for one in answers] == ["done", "seen", "other", "later"]
    assert all(one.synonyms for one in answers)
    said = [name for one in answers for name in one.synonyms]
    assert len(said) == len(set(said)), "one phrase means one thing"


def test_an_own_option_beside_a_list_stands_last() -> None:
    source = OptionsFrom(loops=(Loop("lijst", "x"),), value="{x.id}")
    step = Step("s", ask=Ask("choice", options=(Option("ander", "Iemand anders"),), options_from=source))
    facts = Facts({"lijst": [{"id": "1", "number": 1}]})
    assert [one.choice.value for one in answerable(step, facts, TEXTS)] == ["1", "ander", "unknown"]
