"""The screens' own words, in the language of the moment: resolved when they are shown, never when they are loaded."""

from __future__ import annotations

from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich
from assistant.domain.malformed import Malformed


class Speech:
    """One language. A screen asks again for every text when the language switches."""

    def __init__(self, language: str) -> None:
        self._texts = Texts(language)
        self.language = self._texts.language

    def __call__(self, source: str, context: str = "", /, **facts: object) -> str:
        """A Dutch source text in this language, its `{fact}` placeholders filled. `context`: as `Texts` has it."""
        return self._texts.text(source, context, **facts)

    def fault(self, fault: Malformed) -> str:
        """What is said about something that cannot be."""
        return self._texts.fault(fault)

    def rich(self, source: str, context: str = "") -> Rich:
        """A text of a data file as pieces, so that a label of the portal is seen to be one."""
        return self._texts.rich(source, context)
