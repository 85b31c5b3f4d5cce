"""Two units of one capacity with the same HCO number and another type share a path; they are told apart all the same."""

import copy

import pytest

from tests.checks.clinic import Clinic


class Twins(Clinic):
    """The clinic, and beside its sub-division one of another type under the same number, with a site of the same number."""

    def __init__(self):
        super().__init__()
        self.twin = {**copy.deepcopy(self.subdivision), "type": "Een ander type"}
        self.twin["sites"][0]["users"] = []
        self.capacity["subdivisions"].insert(0, self.twin)


def _no_ticks(unit):
    unit["applications"] = []


def _blocked(unit):
    unit["status"] = "blocked"


def _saved(unit):
    unit["state"] = "saved"


def _without_sites(unit):
    unit["sites"] = []


@pytest.mark.parametrize("spoil", [_no_ticks, _blocked, _saved, _without_sites])
def test_what_is_wrong_with_a_twin_stops_nobody_on_the_other(spoil):
    one = Twins()
    spoil(one.twin)
    assert one.decision()["verdict"] == "allowed"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_no_ticks, "app.missing-on-subdivision"),
        (_blocked, "subdivision.blocked"),
        (_saved, "step.unconfirmed"),
    ],
)
def test_what_is_wrong_with_the_unit_of_the_user_is_not_made_good_by_its_twin(spoil, code):
    one = Twins()
    spoil(one.subdivision)
    decision = one.decision()
    assert decision["verdict"] == "denied"
    if spoil is not _saved:  # then the twin is as good as the unit: nobody stands on either
        assert code in decision["findings"]
