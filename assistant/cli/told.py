"""The command line's own texts in the user's language, without loading more than gettext.

Texts are marked with `assistant.domain.words.words` where they stand, and translated here, when they are shown: only then
is the language known. Same catalogue and same rules as `assistant.conversation.texts`, which would load msgspec.
"""

from __future__ import annotations

import gettext

_translations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Tell everything in this language from now on; where it has no text, in Dutch."""
    global _translations  # noqa: PLW0603 (one process, one command, one language)
    if language == "nl":  # the source texts; nothing to look for
        _translations = gettext.NullTranslations()
        return
    from pathlib import Path  # noqa: PLC0415 (a tenth of the time that --help may take)

    locale = Path(__file__).resolve().parent.parent / "locale"
    _translations = gettext.translation("toegangswijzer", locale, [language], fallback=True)


def told(text: str, /, **facts: object) -> str:
    """Return a Dutch source text in the user's language, its `{fact}` placeholders filled."""
    translated = _translations.gettext(" ".join(text.split()))
    return translated.format_map(facts) if facts else translated
