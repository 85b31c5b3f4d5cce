"""No whole number of a person leaves in any format; nothing that a person wrote acts on a page, a header or a calendar."""

import email
import email.policy
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from assistant.conversation.texts import Texts
from assistant.conversation.turn import Field, Span, plain, rich
from assistant.domain.malformed import Malformed
from assistant.domain.masking import masked
from assistant.domain.numbers import dotted_insz, insz
from assistant.reports.letters.calendar import as_ics
from assistant.reports.letters.compose import _safe
from assistant.reports.letters.draft import as_eml
from assistant.reports.letters.files import content, file_name, write_letters
from assistant.reports.letters.letter import Help, Letter, Others, Recipient, Task, Thing, Wait
from assistant.reports.letters.pdf_page import as_pdf
from assistant.reports.letters.safe import clean, cleaned
from assistant.reports.letters.text import as_text
from assistant.reports.letters.web_page import as_html
from tests.reports.letters.scene import BO, NOW, addressed, letter_for, tree
from tests.store.trees import made_up_insz, trees

NUMBERS = st.integers(0, 1999).map(made_up_insz)
WRITINGS: list[Callable[[str], str]] = [
    str,
    dotted_insz,
    lambda n: f"{n[:6]}-{n[6:9]}.{n[9:]}",
    lambda n: f"{n[:6]} {n[6:9]} {n[9:]}",
    lambda n: f"{n[:2]}/{n[2:4]}/{n[4:6]} {n[6:9]} {n[9:]}",
    lambda n: f"{n[:2]} . {n[2:4]} . {n[4:6]} - {n[6:9]} . {n[9:]}",
    lambda n: "".join(chr(ord(c) - ord("0") + ord("٠")) for c in n),
    lambda n: "".join(chr(ord(c) - ord("0") + ord("\uff10")) for c in n),
    lambda n: n[:5] + "\u200b" + n[5:],
    lambda n: n[:3] + "\u202e" + n[3:],
]
HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</b></para><font size=99>", "&amp;&#x41;", "{naam}",
    "An\r\nBcc: ander@voorbeeld.be", "An\nEND:VEVENT\nBEGIN:VALARM", "a;b,c\\n:d", "\u202eneb na", "مثال", "🏥👩‍⚕️", "%(x)s",
    "=?utf-8?q?Bcc:?=", "\x1b[31mrood", "\x00nul", "‘citaat’", "Łukasz Ğüneş", "a" * 300, "[/bold]", "..",
    "/etc/passwd", "CON",
]  # fmt: skip


def found_in(text: str) -> Iterator[str]:
    """Every number of a person that can be read in a text, whatever stands between its digits' groups."""
    for match in re.finditer(r"(?=(\d\d\W{0,3}\d\d\W{0,3}\d\d\W{0,3}\d\d\d\W{0,3}\d\d))", text):
        try:
            yield insz(re.sub(r"\D", "", match[1]))
        except Malformed:
            continue


def a_letter(text: str, *, email_: str = "an@voorbeeld.be") -> Letter:
    """A letter with the same text wherever a text can stand."""
    line = (Span(text), Span("Volgende", "label"), Span(text, "value"))
    task = Task(1, line, "https://www.csam.be", (line,), (line,), (Field(text, text, line),), line, (line,), (line,))
    return Letter(
        "nl", NOW, Recipient(("HTB",), text, text, email_), "0123456749", text, text, (Thing(line, line),),
        (Others(text, (line,)), task), (line,), (Wait(text, NOW.date(), text, text), Wait("k", NOW, text, text)),
        (Help(text, text, (text,), (text,), text, text),), (line,),
    )  # fmt: skip


def read(letter: Letter) -> dict[str, str]:
    """What a person, or a program, reads in each format."""
    made = {name: content(letter, name, file_name(letter)) for name in ("text", "html", "eml", "ics", "pdf")}  # type: ignore[arg-type]
    message = email.message_from_bytes(made["eml"] or b"", policy=email.policy.default)
    parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
    events = Calendar.from_ical(made["ics"]).walk("VEVENT") if made["ics"] else []
    return {
        "text": (made["text"] or b"").decode(),
        "html": (made["html"] or b"").decode(),
        "headers": "\n".join(f"{name}: {value}" for name, value in message.items()),
        "mail": "\n".join(parts),
        "calendar": "\n".join(str(event[name]) for event in events for name in ("summary", "description", "uid")),
        "ics": re.sub(r"DT\w+:\S+", "", (made["ics"] or b"").decode()),
        "pdf": text_of(made["pdf"] or b""),
        "name": file_name(letter),
    }


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in pages.pages) + str(pages.metadata)


@given(NUMBERS, st.sampled_from(WRITINGS), st.text(max_size=8), st.text(max_size=8))
def test_a_number_is_masked_however_it_is_written(number: str, write: Callable[[str], str], before: str, after: str) -> None:
    text = clean(f"{before} x{write(number)}y {after}")
    assert number not in text
    assert number not in set(found_in(text))
    assert clean(text) == text


@given(NUMBERS, st.integers(1, 10))
def test_a_number_in_two_pieces_is_masked_too(number: str, at: int) -> None:
    [line] = cleaned(((Span(number[:at], "value"), Span(number[at:])),))
    assert number not in plain(line)


@pytest.mark.parametrize("text", ["0123.456.749", "90005/90001", "02 511 51 51", "22-11-2026 09:00", "+32 2 788 51 55"])
def test_other_numbers_are_left_as_they_are(text: str) -> None:
    assert masked(text) == text


@settings(max_examples=20, deadline=None)
@given(NUMBERS, st.sampled_from(WRITINGS))
def test_no_format_holds_a_whole_number(number: str, write: Callable[[str], str]) -> None:
    letter = cleaned(a_letter(f"Bo {write(number)}", email_=f"{number}@voorbeeld.be"))
    for name, text in read(letter).items():
        assert number not in re.sub(r"\W", "", text), name
        assert number not in set(found_in(text)), name


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_no_letter_of_any_tree_holds_a_number_of_its_people(document: dict) -> None:
    numbers = {person["insz"] for person in document["people"]}
    for one in addressed(document):
        for name in ("text", "html"):
            text = (content(one.letter, name, "") or b"").decode()  # type: ignore[arg-type]
            assert not numbers & set(found_in(text))
        assert not numbers & set(re.findall(r"\d{11}", file_name(one.letter)))


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: set[str] = set()
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.language = self.language or dict(attrs).get("lang") or ""
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}


OURS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "p", "ul",
    "li", "strong", "small", "br", "bdi", "span", "table", "tr", "td", "a",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_written_becomes_part_of_the_page(text: str) -> None:
    page = Tags()
    page.feed(as_html(cleaned(a_letter(text))))
    assert page.names <= OURS
    assert page.addresses <= {"https://www.csam.be"}
    assert page.language == "nl"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_written_becomes_a_header(text: str) -> None:
    letter = cleaned(a_letter(text))
    head = as_eml(letter, file_name(letter)).partition(b"\r\n\r\n")[0].decode()
    names = re.findall(r"^([\w-]+):", head, re.MULTILINE)
    assert sorted(names) == sorted(["Subject", "To", "X-Unsent", "MIME-Version", "Content-Type", "Content-Language"])


@pytest.mark.parametrize(
    "address", ["a@b.be, c@d.be", "a@b.be\r\nBcc: c@d.be", "x", "é@voorbeeld.be", f"{BO}@voorbeeld.be", ""]
)
def test_a_mail_goes_to_one_plain_address_or_to_nobody(address: str) -> None:
    odd = tree()
    next(person for person in odd["people"] if person["first_name"] == "Tom")["email"] = None
    assert letter_for("TB", odd).recipient.email == ""
    letter = _safe(a_letter("An", email_=address), Texts("nl"))
    assert b"\r\nTo:" not in as_eml(letter, "brief")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_calendar_holds_two_events_and_nothing_else(text: str) -> None:
    made = as_ics(cleaned(a_letter(text)))
    assert made is not None
    calendar = Calendar.from_ical(made)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM", "VEVENT", "VALARM"]
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_of_paper_and_a_line_of_text_take_anything(text: str) -> None:
    letter = cleaned(a_letter(text))
    assert pypdf.PdfReader(io.BytesIO(as_pdf(letter))).pages
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", as_text(letter))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_is_called_by_letters_and_digits(text: str, tmp_path) -> None:
    letter = cleaned(a_letter(text))
    assert re.fullmatch(r"brief-0123456749-htb(-[a-z0-9-]+)?", file_name(letter))
    assert len(file_name(letter)) < 100
    [files] = write_letters([letter], tmp_path, ["text"])
    assert [file.parent for file in files] == [tmp_path]


def test_two_letters_never_share_a_file(tmp_path) -> None:
    one = cleaned(a_letter("An"))
    written = list(write_letters([one, replace(one, about="x"), one], tmp_path, ["text", "html"]))
    assert len({file for files in written for file in files}) == 6


def test_a_line_keeps_the_spaces_between_its_pieces() -> None:
    [line] = cleaned(
        (
            (
                *rich("Voeg "),
                Span("Bo  Voorbeeld", "value"),
                Span(" toe."),
            ),
        )
    )
    assert plain(line) == "Voeg Bo Voorbeeld toe."
