"""The index that a question is looked up in: what is kept, with the way of reading the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Speech
from assistant.conversation.asking.turned import Turned

LONG_TITLE = 14
"""Letters of a title that nobody says unless it stands on the screen."""


class Index:
    """What is kept, ready to be searched."""

    def __init__(self, kept: Turned, speech: Speech) -> None:
        self.kept, self.speech = kept, speech
        self.entries, self.names, self.asked = kept.entries, kept.names, kept.asked
        self.ours, self.words, self.elsewhere, self.rarest = kept.ours, kept.words, kept.elsewhere, kept.rarest
        self.telling = kept.words - speech.small
        """The known words that tell something."""
        self.numbers = {sign: number for number, sign in enumerate(kept.signs)}
        """By sign: its number."""
        self._meant_elsewhere = kept.elsewhere | speech.said_elsewhere

    def weight(self, sign: str) -> float:
        """How much a sign tells."""
        number = self.numbers.get(sign)
        return self.rarest if number is None else self.kept.weights[number]

    def names_with(self, sign: str) -> tuple[int, ...]:
        """The numbers of the names that are about this."""
        number = self.numbers.get(sign)
        return () if number is None else self.kept.names_with[number]

    def entries_with(self, sign: str) -> tuple[int, ...]:
        """The numbers of the entries that show this; none when it is no sign of ours."""
        number = self.numbers.get(sign)
        return () if number is None else self.kept.entries_with[number]

    def about(self, sign: str) -> Mapping[int, float]:
        """By number of an entry with this sign in its names: how much it is about it, from 0 to 1."""
        number = self.numbers.get(sign)
        return {} if number is None else self.kept.about[number]

    def knows(self, word: str) -> bool:
        """Whether a word is known, or a form of one."""
        return word in self.words or bool(self.entries_with(root(word))) or root(word) in self._meant_elsewhere

    def quoted_in(self, number: int, words: Iterable[str]) -> bool:
        """Whether the title of an entry, of more than one word or of a long one, stands among these words just so."""
        title = list(map(root, self.speech.words_of(self.entries[number].title)))
        telling = len(title) > 1 or len("".join(title)) >= LONG_TITLE
        return telling and title in _runs(list(map(root, words)), len(title))


def _runs(words: list[str], length: int) -> Iterator[list[str]]:
    """All runs of so many words."""
    return (words[at : at + length] for at in range(len(words) - length + 1))
