"""Each format as its reader's program sees it: pages, fonts, drafts, reminders, files."""

import email
import email.policy
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from icalendar import Calendar

from assistant.reports.letters.bulk import letters_for_many
from assistant.reports.letters.calendar import as_ics
from assistant.reports.letters.draft import as_eml
from assistant.reports.letters.files import file_name, write_letters
from assistant.reports.letters.letter import Letter, Recipient, Wait
from assistant.reports.letters.pdf_page import as_pdf
from assistant.reports.letters.web_page import as_html
from tests.reports.letters.scene import NOW, NUMBER, from_nothing, letter_for, letters_after, store_of, tree
from tests.store.trees import made_up_enterprise

ELSEWHERE = made_up_enterprise(7)
"""An organisation of which the store holds no tree."""
FAR = "Łukasz Żółć-Ğüneş, Ça’ğrı Ērika Ångström Řeháček Αθηνά Жанна"


def reader(letter: Letter) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(as_pdf(letter)))


def words_of(letter: Letter) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader(letter).pages).split())


def called(name: str) -> Letter:
    letter = letter_for("TB", tree())
    return replace(letter, recipient=replace(letter.recipient, name=name))


def test_a_short_letter_is_one_page_and_says_nothing_of_pages() -> None:
    [letter] = letters_after("mammografie/transcripts/overgedragen", "online.aanstellen-ander")
    assert len(reader(letter).pages) == 1
    assert "Blad" not in words_of(letter)


def test_a_long_letter_says_which_of_its_pages_is_which() -> None:
    letter = letter_for("WV", from_nothing())
    pages = [page.extract_text() for page in reader(letter).pages]
    assert len(pages) == 2
    assert [re.findall(r"Blad \d van \d", page) for page in pages] == [["Blad 1 van 2"], ["Blad 2 van 2"]]


def test_a_step_stands_on_one_page() -> None:
    """The number of a step and its last click are not torn apart."""
    first, second = (page.extract_text() for page in reader(letter_for("WV", from_nothing())).pages)
    assert first.count("Bevestigen") + second.count("Bevestigen") == 4
    assert "De functie geven" in second
    assert "Toevoegen" in second


def test_what_is_printed_holds_every_label_and_step() -> None:
    letter = letter_for("SB", tree())
    told = words_of(letter)
    assert "Sara Voorbeeld, de subafdelingsbeheerder (SB)" in told
    for words in ("‘Een gebruiker toevoegen’", "‘Gebruikers - Subafdelingen’", "42.04.30-***.**", "radioloog", "Vóór u"):
        assert words in told


def test_names_print_in_the_letters_of_their_language() -> None:
    assert FAR in words_of(called(FAR))
    assert FAR in as_html(called(FAR))


def test_every_font_that_is_used_is_inside() -> None:
    fonts = [font.get_object() for page in reader(called(FAR)).pages for font in page["/Resources"]["/Font"].values()]
    used = [font for font in fonts if font["/Subtype"] == "/TrueType"]
    assert {font["/BaseFont"].partition("+")[2] for font in used} == {"NotoSans-Regular", "NotoSans-Bold"}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_the_same_letter_is_the_same_file() -> None:
    letter = letter_for("TB", tree())
    assert as_pdf(letter) == as_pdf(letter)
    assert as_ics(letter) is None


def test_a_pdf_says_its_language_and_title() -> None:
    made = reader(letter_for("TB", tree()))
    assert made.trailer["/Root"]["/Lang"] == "nl"
    assert made.metadata is not None
    assert made.metadata.title == "Toegang tot Heracles: uw stappen voor Ziekenhuis Voorbeeld"


def test_a_draft_opens_with_the_letter_in_it_and_beside_it() -> None:
    [letter] = letters_after("mammografie/transcripts/pdf", "pdf.mailen")
    draft = email.message_from_bytes(as_eml(letter, "brief"), policy=email.policy.default)
    assert (draft["To"], draft["X-Unsent"]) == ("directie@voorbeeld.be", "1")
    assert draft["Subject"] == "Toegang tot Heracles: uw stappen voor Ziekenhuis Voorbeeld"
    kinds = {part.get_content_type(): part.get_filename() for part in draft.walk() if not part.is_multipart()}
    assert kinds == {
        "text/plain": None, "text/html": None, "application/pdf": "brief.pdf", "text/calendar": "brief.ics",
    }  # fmt: skip
    assert "Om te onthouden" in draft.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_forty_eight_hours_are_a_moment() -> None:
    [letter] = letters_after("mammografie/transcripts/pdf", "pdf.mailen")
    [event] = Calendar.from_ical(as_ics(letter) or b"").walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    assert "bevestigd" in event["summary"]
    [alarm] = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY"


def test_a_day_is_a_whole_day_and_its_alarm_goes_off_in_the_morning() -> None:
    letter = replace(letter_for("TB", tree()), waits=(Wait("k", date(2026, 12, 1), "De functie begint", "Kijk na."),))
    [event] = Calendar.from_ical(as_ics(letter) or b"").walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(hours=9)


def test_a_reminder_made_again_is_the_same_reminder() -> None:
    letter = replace(
        letter_for("TB", tree()), waits=(Wait("k", date(2026, 12, 1), "a", ""), Wait("l", date(2026, 12, 1), "a", ""))
    )
    uids = [
        [str(event["uid"]) for event in Calendar.from_ical(as_ics(one) or b"").walk("VEVENT")] for one in (letter, letter)
    ]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


def test_files_appear_whole_and_are_for_their_owner_only(tmp_path: Path) -> None:
    letter = letter_for("TB", tree())
    [files] = write_letters([letter], tmp_path / "nieuw" / "map", ["pdf", "eml", "ics", "pdf"])
    assert [file.name for file in files] == [
        "brief-0123456749-tb-tom-voorbeeld.pdf",
        "brief-0123456749-tb-tom-voorbeeld.eml",
    ]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    assert sorted((tmp_path / "nieuw" / "map").iterdir()) == sorted(files)


def test_a_letter_is_named_for_its_reader() -> None:
    letter = letter_for("TB", tree())
    assert file_name(called("Łukasz Ğüneş-O’Neill")) == "brief-0123456749-tb-lukasz-gunes-o-neill"
    assert file_name(replace(letter, recipient=Recipient((), ""))) == "brief-0123456749"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "map"
    taken.write_text("geen map")
    with pytest.raises(OSError) as fault:
        list(write_letters([letter_for("TB", tree())], taken, ["text"]))
    assert str(fault.value.filename) == str(taken)


def test_many_organisations_in_one_go(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    with store_of(tree()) as store:
        made = letters_for_many(
            store, [NUMBER, ELSEWHERE], tmp_path, lambda *how_far: told.append(how_far), lambda: False, language="nl", at=NOW
        )
    assert told == [(0, 2, NUMBER), (1, 2, ELSEWHERE)]
    assert (made.done, made.unknown, made.stopped) == (2, (ELSEWHERE,), False)
    assert sorted(file.suffix for file in made.files) == [".eml", ".eml", ".pdf", ".pdf"]


def test_many_organisations_can_be_stopped_and_what_was_written_stays(tmp_path: Path) -> None:
    answers = iter([False, True])
    with store_of(tree()) as store:
        made = letters_for_many(
            store, [NUMBER, NUMBER, NUMBER], tmp_path, lambda *_: None, lambda: next(answers), language="nl", at=NOW,
            formats=["text"],
        )  # fmt: skip
    assert (made.done, made.stopped) == (1, True)
    assert all(file.exists() for file in made.files)
    assert len(made.files) == 2
