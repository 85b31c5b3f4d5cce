"""The youth-care guide offers what the catalogue lays down, no more and no less: it names them in plain words itself."""

import pytest

from assistant.conversation.load import load_guide
from assistant.domain.catalogue import catalogue

JEUGDHULP = catalogue().capacity("Jeugdhulp")
assert JEUGDHULP is not None
APPLICATIONS = catalogue().applications_of(JEUGDHULP)


def offered(step: str) -> set[str]:
    ask = load_guide("jeugdhulp").step(step).ask
    assert ask is not None
    return {option.value for option in ask.options}


@pytest.mark.parametrize("step", ["voorziening.toepassingen", "taken.toepassingen"])
def test_the_applications(step: str) -> None:
    assert offered(step) == {one.label for one in APPLICATIONS}


@pytest.mark.parametrize("step", ["taken.functies", "functie.welke"])
def test_the_functions(step: str) -> None:
    assert offered(step) == {f.label for one in APPLICATIONS for f in catalogue().functions_opening(one)}


def test_each_application_that_can_be_chosen_is_ticked_expected_and_given_its_functions() -> None:
    guide = load_guide("jeugdhulp")
    ticked = {"subafdeling.bewerken", "gebruiker.vinkjes"}
    for name, step_ids, key in (
        ("application.tick", ticked, "application"),
        ("access.expect", {"taken.functies", "functie.welke"}, "application"),
        ("function.give", {"functie.geven"}, "function"),
    ):
        wanted = offered("taken.toepassingen" if key == "application" else "taken.functies")
        for step in step_ids:
            assert {do.data[key] for do in guide.step(step).do if do.action == name} == wanted, step
