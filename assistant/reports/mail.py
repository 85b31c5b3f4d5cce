"""A message as an `.eml` file: it opens as a draft in the user's own mail program, and nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message. `kind` is its media type, as in `application/pdf`."""

    name: str
    kind: str
    content: bytes


def mail(
    subject: str,
    text: str,
    *,
    to: str | None = None,
    language: str,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return a draft (`X-Unsent`), without sender and date: those are for the mail program to fill in.

    `text` is the message in plain words, `html` the same for programs that show it; `to` an e-mail address. What stands in
    `subject` and `to` comes on one line, so that no text of a user becomes a header of its own.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(subject)
    if to:
        message["To"] = _one_line(to)
    message["X-Unsent"] = "1"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for attachment in attachments:
        main, _, sub = attachment.kind.partition("/")
        message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=_one_line(attachment.name))
    message["Content-Language"] = language  # last: whatever sets or adds content takes such headers along
    return message.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(text.split())
