"""The plain door: how a turn reads as lines, and how lines become answers."""

import io
from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from assistant.conversation.script import script_of
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Choice, Field, Instruction, Message, SectionProgress, Span, Turn, rich
from assistant.plain import LONGEST_LINE, Progress, Refusal, Scripted, Typed, converse, lines_of

TEXTS = Texts("nl")
PROGRESS = (SectionProgress("een", "Begin", "done", 1), SectionProgress("twee", "Sites", "now", 0))
ASKED = Turn("g", "Gids", None, "", "a[1]", "a", "twee", "text", "text", rich("Hoe heet de site?"), progress=PROGRESS)
CHOOSING = replace(
    ASKED,
    kind="choice",
    choices=(Choice("yes", rich("Ja")), Choice("no", rich("Nee"), rich("dan stopt het"))),
    key="b",
    step="b",
)
PORTAL = replace(
    ASKED,
    kind="portal",
    text=rich("Maak de site aan."),
    instruction=Instruction(
        who="de TB",
        place=(rich("Meld u aan."),),
        address="https://www.csam.be",
        clicks=((Span("Klik op "), Span("Volgende", "label"), Span(".")),),
        fields=(Field("HCO-nummer", "90001"), Field("Naam", "", rich("zoals in de lijst"))),
        success=rich("De site staat in de lijst."),
        after=rich("Log uit."),
        life="todo",
    ),
    choices=(Choice("done", rich("Gedaan")), Choice("later", rich("Later"))),
)
END = replace(ASKED, kind="end", text=rich("Alles is klaar."), key="@end", step="@end", section="", finished=True)


def lines(turn: Turn) -> list[str]:
    return list(lines_of(turn, TEXTS, Progress(TEXTS)))


def test_a_question_with_its_section() -> None:
    assert lines(ASKED) == ["", "=== Deel 2 van 2: Sites ===", "", "Hoe heet de site?"]


def test_a_section_is_announced_once() -> None:
    progress = Progress(TEXTS)
    list(lines_of(ASKED, TEXTS, progress))
    assert list(lines_of(CHOOSING, TEXTS, progress)) == ["", "Hoe heet de site?", "1. Ja", "2. Nee (dan stopt het)"]


def test_a_portal_step_reads_from_top_to_bottom() -> None:
    assert lines(PORTAL)[3:] == [
        "Maak de site aan.",
        "Wie: de TB",
        "Waar: https://www.csam.be",
        "Stap 1: Meld u aan.",
        "Stap 2: Klik op 'Volgende'.",
        "Vul in:",
        "  HCO-nummer: 90001",
        "  Naam: (zoals in de lijst)",
        "Gelukt als u dit ziet: De site staat in de lijst.",
        "Daarna: Log uit.",
        "1. Gedaan",
        "2. Later",
    ]


def test_the_tone_of_a_message_is_a_word() -> None:
    said = tuple(Message(rich(tone), tone) for tone in ("info", "done", "warning", "refused", "wait", "answer"))
    assert lines(replace(ASKED, said=said))[:6] == [
        "info", "done", "Let op: warning", "Nog niet goed: refused", "Wachten: wait", "answer",
    ]  # fmt: skip


def test_what_else_a_question_tells() -> None:
    turn = replace(ASKED, kind="people", example=rich("Voorbeeld"), default="vandaag", given="gisteren", section="")
    assert lines(turn) == [
        "", "Hoe heet de site?", "Uw antwoord was: gisteren", "Bijvoorbeeld: Voorbeeld",
        "Zet elke persoon op een eigen lijn. Sluit af met een lege lijn.",
        "Of typ 'bestand' en de naam van een CSV-bestand.",
        "Een lege lijn betekent: vandaag",
    ]  # fmt: skip


def test_a_default_is_told_in_words() -> None:
    assert lines(replace(CHOOSING, default="yes"))[-3:] == ["1. Ja", "2. Nee (dan stopt het)", "Een lege lijn betekent: Ja"]


def test_parts_that_do_not_apply_are_not_counted() -> None:
    progress = (SectionProgress("een", "Begin", "done", 1), SectionProgress("x", "Niet", "passed", 0), PROGRESS[1])
    assert "=== Deel 2 van 2: Sites ===" in lines(replace(ASKED, progress=progress))
    assert "=== Sites ===" in lines(replace(ASKED, progress=progress, counted=False))


def test_outside_the_steps_the_help_is_shown_at_once() -> None:
    assert lines(replace(ASKED, section="", help=rich("Stop gerust."))) == ["", "Hoe heet de site?", "Stop gerust."]
    assert "Stop gerust." not in lines(replace(ASKED, help=rich("Stop gerust.")))


def test_hostile_text_is_only_text() -> None:
    hostile = "[red]NV[/] {x} %s 'aanhaling'"
    assert hostile in lines(replace(ASKED, text=rich(hostile)))
    assert f"Uw antwoord was: {hostile}" in lines(replace(ASKED, given=hostile))


@dataclass
class Answered:
    turn: Turn
    outcome: str


@dataclass
class Fake:
    """A conversation of turns in a row; "fout" is refused, "?" is an aside, "stop" stops."""

    turns: list[Turn]
    given: list[object] = field(default_factory=list)
    place: int = 0

    @property
    def turn(self) -> Turn:
        return self.turns[self.place]

    def answer(self, given: object) -> Answered:
        self.given.append(given)
        if given == "stop":
            return Answered(replace(self.turn, said=(Message(rich("Tot later."), "done"),)), "stopped")
        if given == "fout":
            return Answered(replace(self.turn, said=(Message(rich("Dat kan niet."), "refused"),)), "refused")
        if given == "?":
            return Answered(replace(self.turn, said=(Message(rich("Een site is …"), "answer"),)), "aside")
        self.place += 1
        return Answered(self.turn, "accepted")


def played(turns: list[Turn], typed: str) -> tuple[Fake, str]:
    fake, out = Fake(turns), io.StringIO()
    stream = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8", "surrogateescape")), "utf-8", errors="replace")
    converse(
        fake, Typed(stream, lambda line: print(line, file=out), out.write, TEXTS), lambda line: print(line, file=out), TEXTS
    )
    return fake, out.getvalue()


def test_a_conversation_to_its_end() -> None:
    fake, out = played([ASKED, CHOOSING, END], "Campus A\nja\n")
    assert fake.given == ["Campus A", "ja"]
    assert "> Campus A\n" in out
    assert out.endswith("> ja\n\nAlles is klaar.\n")


def test_no_more_answers_ends_it() -> None:
    fake, out = played([ASKED, CHOOSING, END], "Campus A\n")
    assert fake.given == ["Campus A"]
    assert out.endswith("> \nAlles is bewaard.\n")


def test_the_last_line_needs_no_new_line() -> None:
    assert played([ASKED, END], "Campus A")[0].given == ["Campus A"]


def test_stop_says_what_was_said_and_asks_no_more() -> None:
    fake, out = played([ASKED, CHOOSING, END], "stop\nja\n")
    assert fake.given == ["stop"]
    assert out.endswith("Tot later.\n")


def test_a_refusal_puts_the_question_again_without_its_instructions() -> None:
    fake, out = played([PORTAL, END], "fout\ngedaan\n")
    assert fake.given == ["fout", "gedaan"]
    assert "Nog niet goed: Dat kan niet.\nMaak de site aan.\n1. Gedaan\n2. Later\n> gedaan\n" in out


def test_a_question_of_ones_own_puts_the_question_again() -> None:
    _, out = played([ASKED, END], "?\nx\n")
    assert "> ?\nEen site is …\n\nHoe heet de site?\n> x\n" in out


PEOPLE = replace(ASKED, kind="people")


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("An Voorbeeld 90010199992\nBo; 1\n\n", ["An Voorbeeld 90010199992\nBo; 1"]),
        ("An Voorbeeld 90010199992\n", ["An Voorbeeld 90010199992"]),
        ("naam;voornaam;insz\nx;y;1\n\n", ["naam;voornaam;insz\nx;y;1"]),
        ("weet ik niet\n", ["weet ik niet"]),
        ("wat is stap 4.8?\n\n", ["wat is stap 4.8?"]),
        ("bestand 'mijn lijst.csv'\n", [{"file": "mijn lijst.csv"}]),
        ("Bestand: C:\\lijst.csv\n", [{"file": "C:\\lijst.csv"}]),
        ("\n", [""]),
    ],
)
def test_a_list_of_people_ends_at_an_empty_line(typed: str, given: list[object]) -> None:
    assert played([PEOPLE, END, END], typed)[0].given[:1] == given


def test_windows_lines() -> None:
    assert played([PEOPLE, ASKED, END], "An 1\r\nBo 2\r\n\r\nx\r\n")[0].given == ["An 1\nBo 2", "x"]


def test_a_very_long_line_is_cut_and_the_next_one_is_whole() -> None:
    fake, _ = played([ASKED, ASKED, END], "x" * (3 * LONGEST_LINE + 7) + "\nkort\n")
    assert [len(str(one)) for one in fake.given] == [LONGEST_LINE, 4]


def test_what_is_no_text_is_not_passed_on() -> None:
    fake, out = played([ASKED, END], "\udcff\udcfe\x00\ngoed\n")
    assert fake.given == ["goed"]
    assert "geen leesbare tekst" in out


def test_a_password_is_not_shown() -> None:
    fake, out = played([replace(ASKED, kind="password"), END], "geheim123\n")
    assert fake.given == ["geheim123"]
    assert "geheim123" not in out


def test_a_closed_input_ends_it() -> None:
    out: list[str] = []
    fake = Fake([ASKED, END])
    converse(fake, Typed(None, out.append, out.append, TEXTS), out.append, TEXTS)
    assert fake.given == []


def scripted(turns: list[Turn], answers: list[object]) -> tuple[Fake, list[str], Scripted]:
    fake, out = Fake(turns), []
    source = Scripted(script_of(answers), out.append)
    converse(fake, source, out.append, TEXTS)
    return fake, out, source


def test_a_script_answers_and_is_shown() -> None:
    fake, out, _ = scripted([ASKED, CHOOSING, END], ["Campus A", {"step": "b", "answer": ["x", "y"]}])
    assert fake.given == ["Campus A", ["x", "y"]]
    assert "> Campus A" in out
    assert "> x, y" in out


def test_a_script_stops_at_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        scripted([ASKED, CHOOSING, END], ["ja", "fout", "nee"])
    assert refused.value.item.number == 2
    assert refused.value.turn.key == "b"
    assert str(refused.value) == "Dat kan niet."


def test_a_script_does_not_show_a_password() -> None:
    _, out, _ = scripted([replace(ASKED, kind="password"), END], ["geheim123"])
    assert "geheim123" not in "".join(out)
