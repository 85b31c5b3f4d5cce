"""A report about to be written: its rows, its sums, and for whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Say = Callable[[str], str]
"""Gives a Dutch source text in the language of the one who reads."""

Row = Mapping[str, Any]
"""An organisation and an application, as in `readiness/1`."""

Totals = Mapping[str, Any]
"""The sums of `readiness/1`: `organisations` (rows: one for each application that an organisation needs), `enterprises`
(organisations, each once), `ready`, `by_stage`, `findings`."""

Past = Sequence[tuple[datetime, Totals]]
"""The sums of earlier moments, the oldest first."""


@dataclass(frozen=True, slots=True)
class Report:
    """The rows can be read once, and only then are their sums known; `at` is their moment."""

    rows: Iterable[Row]
    totals: Callable[[], Totals]
    at: datetime
    say: Say
    past: Past = ()
    language: str = "nl"
