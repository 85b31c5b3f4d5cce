"""A letter as a mail draft (`.eml`): the text itself, the page as HTML, the PDF and the reminders beside it."""

from __future__ import annotations

from assistant.reports.letters.letter import Letter
from assistant.reports.letters.text import as_text
from assistant.reports.letters.web_page import as_html
from assistant.reports.letters.wording import Words
from assistant.reports.mail import Attachment, mail


def as_eml(letter: Letter, name: str) -> bytes:
    """The draft; `name` is how its attachments are called, without what says their kind."""
    from assistant.reports.letters.calendar import as_ics  # noqa: PLC0415 (loads icalendar)
    from assistant.reports.letters.pdf_page import as_pdf  # noqa: PLC0415 (loads reportlab)

    attached = [Attachment(f"{name}.pdf", "application/pdf", as_pdf(letter))]
    reminders = as_ics(letter)
    if reminders is not None:
        attached.append(Attachment(f"{name}.ics", "text/calendar", reminders))
    return mail(
        Words(letter).subject,
        as_text(letter),
        to=letter.recipient.email or None,
        language=letter.language,
        html=as_html(letter),
        attachments=attached,
    )
