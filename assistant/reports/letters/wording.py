"""The words of a letter that are the same in every format."""

from __future__ import annotations

from datetime import datetime

from assistant.conversation.texts import Texts
from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words
from assistant.reports.letters.letter import Help, Letter, Wait


class Words:
    """The headings and set phrases of one letter, in its language."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._texts = texts = Texts(letter.language)
        self.title = texts.text(words("Uw stappen"))
        self.bring = texts.text(words("Leg dit klaar"))
        self.missing = texts.text(words("Niet in orde?"))
        self.fill = texts.text(words("Vul in:"))
        self.again = texts.text(words("Doe daarna op dezelfde manier:"))
        self.outside = texts.text(words("Buiten het portaal"))
        self.waits = texts.text(words("Om te onthouden"))
        self.help = texts.text(words("Hulp nodig?"))
        self.nothing = texts.text(words("Er is nu niets dat u in het portaal moet doen."))

    @property
    def to(self) -> str:
        """Who reads it: "An Voorbeeld, de toegangsbeheerder (TB)"."""
        reader = self._letter.recipient
        return ", ".join(filter(None, (reader.name, reader.title))) if reader.name else _begun(reader.title)

    @property
    def sender(self) -> str:
        """What it is about: the enterprise and its number."""
        number = self._letter.enterprise
        shown = spaced_enterprise(number) if len(number) == 10 else number
        return " · ".join(filter(None, (self._letter.enterprise_name, shown)))

    @property
    def day(self) -> str:
        """The day of the letter."""
        return shown_day(self._letter.at.astimezone(BRUSSELS).date())

    @property
    def subject(self) -> str:
        """The subject of a mail: what to do, for which organisation."""
        about = self._letter.about or self.title
        name = self._letter.enterprise_name or self._letter.enterprise
        return self._texts.text(words("{about}: uw stappen voor {name}"), about=about, name=name) if name else about

    def page(self, number: int, total: int) -> str:
        """What stands at the foot of a page."""
        return self._texts.text(words("Blad {number} van {total}"), number=number, total=total)

    def where(self, address: str) -> str:
        """Where to begin a step."""
        return self._texts.text(words("Ga naar {address}"), address=address)

    def when(self, wait: Wait) -> str:
        """The day, and the hour where one counts."""
        at = wait.at
        return f"{shown_day(at.date())} {at:%H:%M}" if isinstance(at, datetime) else shown_day(at)

    def success(self) -> str:
        """What comes before how it looks when it worked."""
        return self._texts.text(words("Gelukt:"))

    def contact(self, one: Help) -> str:
        """How to reach someone, on one line."""
        ways = (*one.telephones, *one.emails, *(() if one.telephones or one.emails else (one.web,)))
        return " · ".join(filter(None, (*ways, one.hours)))


def _begun(text: str) -> str:
    """A text as the beginning of a line."""
    return text[:1].upper() + text[1:]
