"""What every command can be asked alike: which store, which language, which moment, JSON or prose (interface §1)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.store.location import Location

LANGUAGES = ("nl", "fr", "de", "en")


@dataclass(slots=True)
class Wishes:
    """The options that stand before or after any command; the last one given counts."""

    store: str | None = None
    language: str = "nl"
    now: datetime | None = None
    json: bool = False

    def location(self) -> Location:
        """Which store is meant. Raises `Malformed`."""
        from assistant.store.location import location  # noqa: PLC0415

        return location(self.store, os.environ)

    def clock(self) -> Callable[[], datetime]:
        """The clock of this run, in Brussels time: fixed by `--now`, else the machine's."""
        from assistant.domain.days import BRUSSELS  # noqa: PLC0415

        fixed = self.now
        return (lambda: fixed) if fixed is not None else (lambda: datetime.now(BRUSSELS))


def usual_language() -> str:
    """The language when `--lang` is not given: `$TOEGANGSWIJZER_LANG`, the locale, else Dutch."""
    for name in ("TOEGANGSWIJZER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        # "nl_BE.UTF-8": the language is what stands before the country.
        language = os.environ.get(name, "").replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if language in LANGUAGES:
            return language
        if name == "LC_ALL" and language:  # it overrules the others, also when it says C
            break
    return _language_of_windows() if sys.platform == "win32" else "nl"


def _language_of_windows() -> str:
    import ctypes  # noqa: PLC0415
    import locale  # noqa: PLC0415

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (exists on Windows only)
    language = locale.windows_locale.get(kernel.GetUserDefaultUILanguage(), "").partition("_")[0]
    return language if language in LANGUAGES else "nl"
