"""How the overview says things: a row as a line of columns, what is next, what was narrowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from textual.content import Content

from assistant.domain.action_kinds import action_kind
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import contacts
from assistant.domain.days import BRUSSELS
from assistant.domain.masking import masked
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.outside import COMING, TIME, Awaited, awaited, short_name, waits_for
from assistant.domain.stages import STAGES
from assistant.domain.symptoms import Sign, symptoms
from assistant.domain.words import words
from assistant.screens.helpdesk.telling import mark
from assistant.screens.speech import Speech
from assistant.screens.twigs import Tone
from assistant.screens.widgets.rows import Row, row
from assistant.screens.widgets.text import QUIET, content, join, one_line
from assistant.store.board_view import Choice, Sums, Wish

BY: dict[Choice, str] = {
    "sector": words("Sector"),
    "stage": words("Stadium"),
    "application": words("Toepassing"),
    "finding": words("Wat er mis is"),
    "actor": words("Wacht op"),
}
"""What can be narrowed by, and how it is called."""

ORDERS = {
    "name": words("Op naam"),
    "stage": words("Op stadium: wie het minst ver is eerst"),
    "number": words("Op ondernemingsnummer"),
}
NOBODY = words("iemand buiten de organisatie")
NO_SECTOR = words("niet gekend")


class Column(NamedTuple):
    """A column: what it is, its heading, its width."""

    name: str
    heading: str
    width: int


_STAGE = Column("stage", words("Stadium"), 20)
_USERS = Column("users", words("Met toegang"), 11)
_APPLICATION = Column("application", words("Toepassing"), 15)
_BRIEF = Column("application", words("Toepassing"), 11)
_ACTOR = Column("actor", words("Wacht op"), 8)
_NUMBER = Column("number", words("Nummer"), 12)
_SECTOR = Column("sector", words("Sector"), 19)

_LAYOUTS = (
    (0, (_STAGE,)),
    (44, (_BRIEF, _STAGE)),
    (66, (_BRIEF, _STAGE, _ACTOR)),
    (84, (_APPLICATION, _STAGE, _USERS, _ACTOR)),
    (98, (_NUMBER, _APPLICATION, _STAGE, _USERS, _ACTOR)),
    (126, (_NUMBER, _SECTOR, _APPLICATION, _STAGE, _USERS, _ACTOR)),
)
"""From which width of the list which columns stand beside the name."""

_LEAST_NAME = 10


def columns(width: int) -> list[Column]:
    """Return the columns that fit, the name first and as wide as there is room."""
    rest = [kind for least, kind in _LAYOUTS if width >= least][-1]
    name = max(_LEAST_NAME, width - sum(column.width + 1 for column in rest))
    return [Column("name", words("Organisatie"), name), *rest]


def heading(shown: list[Column], say: Speech) -> Content:
    """Return the line of headings."""
    return Content(" ").join([_fitted(content(say(column.heading), QUIET), column.width) for column in shown])


def line(entry: Mapping[str, Any], shown: list[Column], say: Speech) -> Content:
    """Return a row as a line."""
    return Content(" ").join([_fitted(_cell(column.name, entry, say), column.width) for column in shown])


def _fitted(text: Content, width: int) -> Content:
    return text.truncate(width, ellipsis=True, pad=True)


def _cell(name: str, entry: Mapping[str, Any], say: Speech) -> Content:
    if name == "stage":
        return stage(str(entry["stage"]), entry["ready"], say)
    if name == "users":
        known = entry["ready"] is not None and entry["users"]
        return content(f"{entry['users_ready']}/{entry['users']}" if known else "–", "" if known else QUIET)
    if name == "actor":
        waited = waits_for(entry)
        return content("" if waited is None else actor(waited, say, short=True))
    if name == "number":
        return content(number(str(entry["enterprise"])), QUIET)
    if name == "application":
        return content(one_line(application(entry["application"] or ""), 60))
    if name == "name":
        return content(one_line(name_of(entry), 120), "bold")
    return content(one_line(masked(str(entry[name] or "")), 120))


MARKS = {True: ("✓", "$success"), False: ("✗", "$warning"), None: ("?", QUIET)}
"""Glyph and style of what is ready, what is not, and of what nobody knows."""


def stage(name: str, ready: bool | None, say: Speech) -> Content:
    """A stage: glyph and word."""
    glyph, style = MARKS[ready]
    return join([content(glyph, style), content(stage_name(name, say), style)])


def stage_name(name: str, say: Speech) -> str:
    """What a stage is called."""
    return say(STAGES[name]) if name in STAGES else one_line(name, 40)


def name_of(entry: Mapping[str, Any]) -> str:
    """What an organisation is called: its name, else its number."""
    return masked(str(entry["name"] or number(str(entry["enterprise"]))))


def number(enterprise: str) -> str:
    """An enterprise number as people write it."""
    return spaced_enterprise(enterprise) if len(enterprise) == 10 and enterprise.isdigit() else enterprise


def application(name: str) -> str:
    """What people call an application."""
    known = catalogue().application(name)
    return known.known_as or known.name if known else masked(name)


def actor(key: str, say: Speech, *, short: bool = False) -> str:
    """Whom a row waits for (`waits_for`): a role, who helps outside the organisation, or time."""
    if key in TIME:
        return say(words("tijd")) if short else say(TIME[key])
    if key not in contacts():
        return key or (say(words("buiten")) if short else say(NOBODY))
    name = say(contacts()[key].name, "contacts")
    called = short_name(name)
    return called if not short or len(called) <= _ACTOR.width else say(words("buiten"))


def named(by: Choice, value: str, say: Speech) -> str:
    """What a value to narrow by is called."""
    if by == "stage":
        return stage_name(value, say)
    if by == "application":
        return application(value)
    if by == "finding":
        known = symptoms().get(value)
        return say(known.title, "symptoms") if known else value
    if by == "actor":
        return actor(value, say)
    return masked(value) or say(NO_SECTOR)


def narrowed(wish: Wish, say: Speech) -> list[str]:
    """What was narrowed, in words."""
    chosen = [(by, getattr(wish, by)) for by in BY]
    told = [f"{say(BY[by])}: {one_line(named(by, value, say), 40)}" for by, value in chosen if value is not None]
    return [*told, say(words("alleen wie niet klaar is"))] if wish.stuck else told


def detail(entry: Mapping[str, Any], say: Speech) -> list[Row]:
    """What is next in an organisation, by whom; then what is wrong, a row for each way of being marked."""
    found = awaited(entry)
    waits = content("…", "bold $warning") if found and found.contact is None else content("→", "bold $primary")
    rows = [row(_awaited(found, say) if found else _next(entry, say), waits, indent=2)]
    codes: dict[Sign, list[str]] = {}
    for code, count in (entry.get("findings") or {}).items():
        codes.setdefault(_sign(code, entry), []).append(f"{named('finding', code, say)} ({count})")
    for sign, told in sorted(codes.items()):
        tone, about = _SIGNS[sign]
        text = " ".join(filter(None, (say(about) if about else "", " · ".join(told))))
        rows.append(row(one_line(text, 300), mark(tone), indent=2, style=QUIET))
    return rows


_SIGNS: dict[Sign, tuple[Tone, str]] = {
    Sign.BAD: ("bad", ""),
    Sign.UNKNOWN: ("unknown", words("Niet bekend:")),
    Sign.WAIT: ("wait", words("Komt vanzelf in orde:")),
    Sign.NOTE: ("warn", words("Let op:")),
}
"""How findings are marked, as at the help desk, and what is said of them."""


def _sign(code: str, entry: Mapping[str, Any]) -> Sign:
    """How a finding is marked; of what was sent in that is not known, but some codes never hold anybody up."""
    signs = entry.get("signs") or {}
    if code in signs:
        return Sign(signs[code])
    if code in COMING:
        return Sign.WAIT
    known = symptoms().get(code)
    return Sign.BAD if entry["ready"] is False and (known is None or known.may_block) else Sign.NOTE


def _awaited(found: Awaited, say: Speech) -> Content:
    """What is next outside the portal and with whom, as a letter has it; or that it is waited for."""
    parts = [content(say(words("Volgende stap:")), QUIET), content(say(symptoms()[found.code].remedy, "symptoms"), "bold")]
    if found.contact:
        parts.append(content(f"· {say(contacts()[found.contact].name, 'contacts')}"))
    return join(parts)


def _next(entry: Mapping[str, Any], say: Speech) -> Content:
    if entry["ready"]:
        return content(say(words("Klaar: hier hoeft niets meer te gebeuren.")))
    after = entry.get("next") or {}
    if entry["ready"] is None and not after:
        return content(say(words("Nog niets gekend: vraag de organisatie om haar boom of haar verklaring.")))
    action = after.get("action")
    kind = action_kind(str(action)) if action else None
    what = say(kind.title, "actions") if kind else say(words("Kijk in de organisatie wat er moet gebeuren"))
    where = f" ({one_line(masked(str(after['unit'])), 40)})" if after.get("unit") else ""
    who = ", ".join(after.get("who_may") or ()) or say(NOBODY)
    parts = [content(say(words("Volgende stap:")), QUIET), content(what + where, "bold"), content(f"· {who}")]
    return join(parts)


def moment(at: datetime, now: datetime, say: Speech) -> str:
    """Of which moment the figures are."""
    then = at.astimezone(BRUSSELS)
    if then.date() == now.astimezone(BRUSSELS).date():
        return say(words("stand van {time}"), time=f"{then:%H:%M}")
    return say(words("stand van {day} om {time}"), day=f"{then:%d-%m-%Y}", time=f"{then:%H:%M}")


def summary(wish: Wish, sums: Sums | None, marked: int, say: Speech) -> Content:
    """How many rows there are and how many are ready, as far as that is known; what was narrowed, how many are marked."""
    told = [content(say(words("Even tellen …")), QUIET)]
    if sums is not None:
        several = words("{count} organisaties") if sums.organisations != 1 else words("{count} organisatie")
        counted = say(several, count=sums.organisations)
        of = words("klaar voor {ready} van {count} toepassingen")
        of = of if sums.rows != 1 else words("klaar voor {ready} van {count} toepassing")
        ready = say(of, ready=sums.ready, count=sums.rows)
        told = [content(counted, "bold"), content(ready)]
    told += [content(part) for part in narrowed(wish, say)]
    if marked:
        told.append(content(say(words("{count} gemerkt"), count=marked), "$accent"))
    return join(told, " · ")


def why_empty(wish: Wish, say: Speech) -> str:
    """Why there is no row."""
    if wish != Wish(order=wish.order):
        return say(words("Niets gevonden. Met Esc ziet u weer alles."))
    return say(
        words(
            "Er staan nog geen organisaties in de opslag. Lees een lijst in met ‘toegangswijzer import organisations’, of "
            "maak verzonnen organisaties met ‘toegangswijzer demo’."
        )
    )
