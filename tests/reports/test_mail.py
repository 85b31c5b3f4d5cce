"""A draft message is what any mail program reads, whatever stands in the texts."""

from email import message_from_bytes
from email.policy import default

import pytest

from assistant.reports.mail import Attachment, mail


def read(raw: bytes):
    return message_from_bytes(raw, policy=default)


def test_a_draft_is_unsent_and_says_its_language():
    found = read(mail("Uw toegang", "Beste,\n\nHet werkt: één ✓\n", to="an@voorbeeld.be", language="nl"))
    assert (found["Subject"], found["To"], found["X-Unsent"]) == ("Uw toegang", "an@voorbeeld.be", "1")
    assert found["Content-Language"] == "nl"
    assert found["From"] is None
    assert found.get_content().replace("\r\n", "\n") == "Beste,\n\nHet werkt: één ✓\n"


@pytest.mark.parametrize("hostile", ["a\r\nBcc: x@voorbeeld.be", "a\nX: y\n\nbody", "a\x0b\x85b", "Café ✓ " + "lang " * 60])
def test_no_text_becomes_a_header(hostile):
    found = read(mail(hostile, "tekst", language="nl"))
    assert found["Bcc"] is None
    assert found["X"] is None
    assert found["Subject"] == " ".join(hostile.split())
    assert found.get_content().strip() == "tekst"


def test_html_and_files_go_with_it():
    page = Attachment("brief é.pdf", "application/pdf", b"%PDF-1.7 \xff\x00")
    found = read(mail("Brief", "tekst", language="fr", html="<p>tekst</p>", attachments=[page]))
    assert found.get_body(("html",)).get_content().strip() == "<p>tekst</p>"
    assert found.get_body(("plain",)).get_content().strip() == "tekst"
    (attached,) = found.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("brief é.pdf", b"%PDF-1.7 \xff\x00")


@pytest.mark.parametrize("to", ["é@voorbeeld.be", "a@x.be\r\nBcc: b@x.be", "<[/]>", "a;b,,c", ""])
def test_an_address_that_is_none_is_no_crash(to):
    found = read(mail("Brief", "tekst", to=to, language="nl"))
    assert found["Bcc"] is None
    assert found.get_content().strip() == "tekst"
