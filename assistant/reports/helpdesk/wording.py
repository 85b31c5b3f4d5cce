"""The help desk's small words: verdicts, roles, moments, what a step is called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from textwrap import fill
from typing import Any

from assistant.conversation.texts import Texts
from assistant.conversation.wording import role_words
from assistant.domain.action_kinds import action_kind
from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.rights import rights
from assistant.domain.words import words
from assistant.reports.helpdesk.case import Case

WIDTH = 100

VERDICTS: Mapping[str, tuple[str, str]] = {
    "allowed": ("✓", words("toegang")),
    "pending": ("…", words("binnenkort")),
    "unknown": ("?", words("niet zeker")),
    "denied": ("✗", words("geen toegang")),
}
"""A glyph and a word for each verdict (rulebook §7a)."""


def moment_words(at: datetime, texts: Texts) -> str:
    """Return a moment as people write it, in Brussels."""
    here = at.astimezone(BRUSSELS)
    return texts.text(words("{day} om {hour}"), day=shown_day(here.date()), hour=f"{here:%H:%M}")


def begins_words(text: str, texts: Texts) -> str:
    """Return a decision's `from`, a day or a moment in ISO 8601, as people write it."""
    at = datetime.fromisoformat(text)
    return shown_day(at.date()) if len(text) == len("2026-01-10") else moment_words(at, texts)


def verdict_words(decision: Mapping[str, Any], texts: Texts) -> str:
    """Return a decision's verdict: glyph, word, and from when where that comes by itself."""
    glyph, word = VERDICTS[decision["verdict"]]
    told = f"{glyph} {texts.text(word)}"
    if not decision["from"]:
        return told
    return f"{told} ({texts.text(words('vanaf {moment}'), moment=begins_words(decision['from'], texts))})"


def access_words(decision: Mapping[str, Any], case: Case, *, person: bool = True) -> str:
    """Return what a decision is about: who, to what, where."""
    where = case.where(decision["capacity"], decision["unit"])
    parts = [case.who(decision["person"]) if person else "", decision["application"], where]
    return " · ".join(part for part in parts if part)


def step_words(step: Mapping[str, Any], case: Case) -> str:
    """Return what a step of a plan does, to what, where: "De functie geven: radioloog · Bo Voorbeeld · Campus A"."""
    action = step["action"]
    kind = action_kind(action["action"])
    title = case.texts.text(kind.title, "actions") if kind else str(action["action"])
    data = action["data"]
    if data.get("remove") is True:  # what is withdrawn is told as that
        title = case.texts.text(words("niet meer: {action}"), action=title)
    what = data.get("application") or data.get("function") or ""
    if not what and step["choices"]:
        what = case.texts.text(words("te kiezen"))
    place = case.where(action.get("capacity"), action.get("unit")) or action.get("unit") or ""
    about = " · ".join(part for part in (what, case.who(action.get("person")), place) if part)
    title = title[:1].upper() + title[1:]
    return f"{title}: {about}" if about else title


def is_bookkeeping(action: str) -> bool:
    """Tell whether an action is done in the store only: nothing in the portal goes with it, and anyone may."""
    return action in rights().free


def actor_words(actor: Mapping[str, Any], case: Case) -> str:
    """Return who does a step: the name with the role, or the role alone."""
    name = case.who(actor["person"])
    return f"{name} ({actor['role']})" if name else role_words(str(actor["role"]), case.texts)


def wrapped(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """Return a text as lines of at most `WIDTH`, the first one after `first`, the others indented."""
    return fill(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ).splitlines()
