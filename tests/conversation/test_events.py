"""Which events count now, and where units went."""

import pytest

from assistant.conversation.events import Event, Standing, step_of


def answered(seq: int, key: str, **answer: object) -> Event:
    return Event(seq, None, "answer", key, answer)


def test_the_newest_of_each_kind_counts() -> None:
    standing = Standing(
        [answered(1, "a", value=1), Event(2, None, "read", "a", facts={"x": 1}), answered(3, "a", value=2)], {}
    )
    assert standing.answers["a"].answer == {"value": 2}
    assert standing.readings["a"].facts == {"x": 1}
    standing.take(Event(4, None, "withdrawn", "a"))
    assert (dict(standing.answers), standing.last) == ({}, 4)


def test_old_names_count_under_the_present_one() -> None:
    standing = Standing([answered(1, "oud[1/2]", value=1), answered(2, "los", value=2)], {"oud": "nieuw"})
    assert list(standing.answers) == ["nieuw[1/2]", "los"]


MOVES = [
    answered(1, "a", renamed={"90001": "90002"}),
    answered(2, "a", renamed={"90002": "90003"}),
    answered(3, "b", renamed={"90003/1": "90003/2"}),
]


@pytest.mark.parametrize(
    ("path", "since", "now"),
    [
        ("90001", 0, "90003"),
        ("90001/1", 0, "90003/2"),
        ("90001/9", 0, "90003/9"),
        ("90002/1", 1, "90003/2"),
        ("90001", 1, "90001"),
        ("90003/1", 2, "90003/2"),
        ("90003/1", 3, "90003/1"),
        ("900011", 0, "900011"),
        ("", 0, ""),
    ],
)
def test_a_unit_is_where_it_went_since(path: str, since: int, now: str) -> None:
    assert Standing(MOVES, {}).moved(path, since) == now


def test_moves_count_in_the_order_in_which_they_happened() -> None:
    """One unit left a number before another got it: who stands earlier on the path does not matter."""
    standing = Standing([answered(1, "z", renamed={"90002": "90009"}), answered(2, "a", renamed={"90001": "90002"})], {})
    assert (standing.moved("90001/1", 0), standing.moved("90002/1", 0)) == ("90002/1", "90009/1")


def test_a_note_goes_along_from_a_name_to_a_number_only() -> None:
    standing = Standing([answered(1, "a", renamed={"~Noord": "90001"}), answered(2, "a", renamed={"90001": "90002"})], {})
    assert (standing.moved_note("~Noord/1", 0), standing.moved("~Noord/1", 0)) == ("90001/1", "90002/1")
    assert standing.moved_note("90001", 1) == "90001"


def test_the_step_of_a_key() -> None:
    assert (step_of("site.hco[1/2]"), step_of("start.naam")) == ("site.hco", "start.naam")
