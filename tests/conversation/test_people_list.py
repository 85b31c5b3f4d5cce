"""A list of people, typed, pasted from a sheet or read from a file."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.flow import Ask, Step
from assistant.conversation.people_list import LARGEST_FILE, people_lines, read_people, read_people_file
from assistant.conversation.phrases import phrases
from assistant.conversation.reading import Asked, At, Refused, meaning
from assistant.domain.malformed import Malformed
from tests.conversation.walking import AN, BO

WHOLE = {"insz": AN, "surname": "Voorbeeld", "first_name": "An", "email": "an@voorbeeld.be"}


@pytest.mark.parametrize(
    "line",
    [
        "Voorbeeld; An; 90.01.01-999.92; an@voorbeeld.be",
        "Voorbeeld;An;90010199992;an@voorbeeld.be",
        "90010199992,Voorbeeld,An,an@voorbeeld.be",
        "an@voorbeeld.be\tVoorbeeld\tAn\t90 01 01 999 92",
        "Voorbeeld | An | 90.01.01-999.92 | an@voorbeeld.be",
        '"Voorbeeld";"An";"90.01.01-999.92";"an@voorbeeld.be"',
        "An Voorbeeld 90.01.01-999.92 an@voorbeeld.be",
        "An Voorbeeld; 90.01.01-999.92; an@voorbeeld.be",
        "90.01.01-999.92 an@voorbeeld.be An Voorbeeld",
        "INSZ;E-mail;Voornaam;Naam\n90010199992;an@voorbeeld.be;An;Voorbeeld",
        "﻿Rijksregisternummer;Mail;Voornaam;Familienaam\r\n90010199992;an@voorbeeld.be;An;Voorbeeld\r\n",
    ],
)
def test_one_person_in_many_ways(line: str) -> None:
    assert read_people(line) == [WHOLE]


def test_the_portals_own_list() -> None:
    text = "Naam;Voornaam;INSZ;Gebruikersnaam;E-mail;Type;Status\nVoorbeeld;An;90010199992;anvoorbeeld;;Intern;Actief\n"
    assert read_people(text) == [{"insz": AN, "surname": "Voorbeeld", "first_name": "An", "username": "anvoorbeeld"}]


def test_several_people_in_order_and_empty_lines_between() -> None:
    people = read_people(f"An Voorbeeld {AN}\n\n  \nBo van den Berg {BO}\n")
    assert [(one["insz"], one["first_name"], one["surname"]) for one in people] == [
        (AN, "An", "Voorbeeld"), (BO, "Bo", "van den Berg"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first",
    [
        "Voorbeeld\tAn\t{insz}",
        "Naam\tVoornaam\tINSZ\nVoorbeeld\tAn\t{insz}",
        "Voorbeeld|An|{insz}",
        "An Voorbeeld {insz}",
    ],
)
def test_each_line_has_a_separator_of_its_own(first: str) -> None:
    people = read_people(f"{first.format(insz=AN)}\nVoorbeeld;Bo;{BO}\nVoorbeeld, Cis, 90.03.03-999.46")
    assert [(one["surname"], one["first_name"]) for one in people] == [("Voorbeeld", name) for name in ("An", "Bo", "Cis")]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "empty", "Hier staat niemand"),
        ("Naam;INSZ", "empty", "Onder de titels"),
        (f"An Voorbeeld {AN}\nBo Voorbeeld", "no-insz", "Lijn 2: het rijksregisternummer"),
        (
            f"An Voorbeeld {AN}\nBo Voorbeeld 90.02.02-999.68",
            "wrong-check-digits",
            "Lijn 2: Dit rijksregisternummer klopt niet",
        ),
        (f"An;{AN}\nBo;{AN}", "twice", "lijn 2"),
        (f"\nAn;{AN}\n\nBo;{AN}", "twice", "lijn 4"),
        (f"Naam;INSZ\nAn;{AN}\nBo;{AN}", "twice", "lijn 3"),
        (f"An;{AN};geen@adres@hier", "no-at", "Lijn 1:"),
        (f"An\x07;{AN}", "control-characters", "Lijn 1:"),
        ("x\n" * 2001, "too-many", "te veel lijnen"),
        ("a;" * 100_000, "too-long", "Lijn 1 is te lang"),
        (f"An;{'x' * 200_000}", "too-long", "Lijn 1 is te lang"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, code: str, said: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_people(text)
    assert refused.value.code == code
    assert said in str(refused.value)
    assert len(str(refused.value)) < 300


def test_two_thousand_people_are_read() -> None:
    lines = []
    for day in range(1, 29):
        for month in range(1, 13):
            nine = f"90{month:02}{day:02}999"
            lines.append(f"Voorbeeld {nine}{97 - int(nine) % 97:02}")
    assert len(read_people("\n".join(lines))) == 336


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "mensen.csv"
    file.write_bytes(f"Naam;Voornaam;INSZ\nVoorbeeld-Müller;Zoë;{AN}\n".encode(encoding))
    assert read_people_file(file) == [{"insz": AN, "surname": "Voorbeeld-Müller", "first_name": "Zoë"}]


def test_files_that_are_no_list(tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04\x00\x00")
    (tmp_path / "groot.csv").write_bytes(b"x" * (LARGEST_FILE + 1))
    (tmp_path / "leeg.csv").write_bytes(b"")
    for name, code in [
        ("sheet.xlsx", "no-text"), ("groot.csv", "too-large"), ("leeg.csv", "empty"),
        ("weg.csv", "no-file"), (".", "no-file"), ("x" * 5000, "no-file"), ("a\0b", "no-file"),
    ]:  # fmt: skip
        with pytest.raises(Malformed) as refused:
            read_people_file(tmp_path / name)
        assert refused.value.code == code


@given(st.text(alphabet=st.sampled_from(list("An ;,\t|\"'90.-@{}[]/\r\n\x85\u2028é")) | st.characters(), max_size=400))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        people = read_people(text)
    except Malformed as refused:
        assert str(refused)
        return
    assert people
    assert all(len(one["insz"]) == 11 for one in people)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"insz": st.sampled_from(["90010199992", "90020299969", "90030399946"])},
            optional={"surname": st.sampled_from(["Voorbeeld", "D'Hond"]), "email": st.just("x@voorbeeld.be")},
        ),
        min_size=1,
        unique_by=lambda one: one["insz"],
    )
)
def test_people_as_lines_read_as_the_same_people(people: list[dict[str, str]]) -> None:
    people = [{**one, "first_name": "An"} if "surname" in one else one for one in people]
    assert read_people(people_lines(people)) == people


def test_a_question_and_a_file_that_is_not_there_are_no_people() -> None:
    step = Step(id="x", ask=Ask(kind="people"))
    at = At(step, (), phrases("nl"), date(2026, 11, 23))
    assert meaning("wat is een INSZ?", at) == Asked("wat is een INSZ?")
    refused = meaning("/tmp/bestaat niet.csv", at)
    assert isinstance(refused, Refused)
    assert "bestand" in refused.text
