"""What the help desk says of a case, as rows: who gets in, what is wrong, why, and who mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.malformed import Malformed
from assistant.domain.outside import COMING
from assistant.domain.words import words
from assistant.screens.faults import what_happened
from assistant.screens.helpdesk.cases import Access, Answer, Case, Change, Hit, Since, Trouble, Verdict
from assistant.screens.helpdesk.judged_tree import VERDICTS, tone_of, verdict_tone
from assistant.screens.speech import Speech
from assistant.screens.twigs import GLYPHS, Tone
from assistant.screens.widgets.rows import Row, row, spaced
from assistant.screens.widgets.text import QUIET, content, join, one_line

COLOURS: dict[Tone, str] = {
    "good": "$success",
    "wait": "$warning",
    "bad": "$error",
    "warn": "$warning",
    "unknown": "$warning",
    "plan": QUIET,
    "none": QUIET,
}
"""The colour of each tone; its glyph and a word say the same."""

_COUNTED: dict[Verdict, str] = {
    "denied": words("{count} niet"),
    "unknown": words("{count} niet zeker"),
    "pending": words("{count} straks"),
    "allowed": words("{count} wel"),
}

_KINDS = {"enterprise": words("onderneming"), "person": words("persoon"), "unit": words("eenheid")}


def mark(tone: Tone) -> Content:
    """A glyph in its colour."""
    return content(GLYPHS[tone], f"bold {COLOURS[tone]}")


def shown(at: datetime, say: Speech) -> str:
    """A moment as a person reads it."""
    here = at.astimezone(BRUSSELS)
    return say(words("{day} om {time}"), day=shown_day(here.date()), time=f"{here:%H:%M}")


def error_rows(error: BaseException, say: Speech) -> list[Row]:
    """What went wrong, and what to do."""
    if isinstance(error, Malformed):
        return [row(say.fault(error), content("!", "bold $warning"), indent=2)]
    return what_happened(error, say)


def headline(case: Case, say: Speech) -> list[Row]:
    """Whether they get in, in one line; what the screen is narrowed to in the next."""
    rows = [_verdicts(case, say)]
    asked = case.asked
    narrowed = [case.people.get(asked.person, asked.person[:6]) if asked.person else "", asked.application or ""]
    only = " · ".join(one_line(part, 60) for part in narrowed if part)
    if only and len(case.accesses) != 1:
        rows.append(row(say(words("Alleen {only} (F8)"), only=only), style=QUIET, indent=2))
    if asked.as_of is not None:
        then = say(words("Zoals het stond op {moment}. Terug naar nu: F9"), moment=shown(asked.as_of, say))
        rows.append(row(then, content("!", "bold $warning"), indent=2))
    return rows


def _verdicts(case: Case, say: Speech) -> Row:
    if len(case.accesses) == 1:
        return access_row(case.accesses[0], say)
    if not case.accesses:
        if case.asked.person and not case.asked.application:
            told = words("Van deze persoon is niet geweten wat die nodig heeft. Kies een toepassing met F8.")
        else:
            told = words("Niemand wordt hier ergens verwacht. Kies een persoon of een toepassing met F8.")
        return row(say(told), mark("unknown"), indent=2)
    counts = Counter(one.verdict for one in case.accesses)
    parts = [
        join([mark(verdict_tone(verdict)), say(_COUNTED[verdict], count=counts[verdict])])
        for verdict in _COUNTED
        if counts[verdict]
    ]
    told = say(words("Wie mag binnen?"))
    return row(join([content(told, "bold"), *parts], "  "))


def access_row(access: Access, say: Speech) -> Row:
    """One decision in words."""
    tone = verdict_tone(access.verdict)
    told = say(
        words("{who} {verdict} in {application}"),
        who=one_line(access.who, 60),
        verdict=say(VERDICTS[access.verdict]),
        application=one_line(access.application, 60),
    )
    when = say(words("vanaf {moment}"), moment=access.begins) if access.begins else ""
    return row(
        join([content(told, "bold"), content(when, QUIET)] if when else [content(told, "bold")]), mark(tone), indent=2
    )


def hit_prompt(hit: Hit, say: Speech) -> Content:
    """Something found, as a line of the list and one under it."""
    kind = content(say(_KINDS[hit.kind]), QUIET)
    head = join([content(one_line(hit.name, 70), "bold"), kind], "  ")
    return join([head, content(one_line(hit.about, 160), QUIET)], "\n")


def answer_prompt(answer: Answer, say: Speech) -> Content:
    """An answer, as a line of the list."""
    return join([content(one_line(answer.title, 90), "bold"), content(say(words("uitleg")), QUIET)], "  ")


def answer_rows(answer: Answer, say: Speech) -> list[Row]:
    """An answer, whole."""
    told, *clicks = answer.text.splitlines() or [""]
    return [
        row(answer.title, style="bold"),
        row(told),
        *(row(click, indent=2) for click in clicks),
        row(say(words("Bron: {source}"), source=answer.source), style=QUIET),
    ]


def trouble_prompt(trouble: Trouble) -> Content:
    """A finding, as a line of the list and one under it: what, then who and where."""
    tone = tone_of(trouble)
    head = join([mark(tone), content(one_line(trouble.title, 90), "bold" if trouble.blocking else "")])
    about = " · ".join(part for part in (trouble.who, trouble.application or "", trouble.where) if part)
    return join([head, content("  " + one_line(about, 120), QUIET)], "\n")


def trouble_rows(trouble: Trouble, say: Speech) -> list[Row]:
    """A finding, whole: why, where, what mends it and who may."""
    about = []
    if trouble.alone:
        about.append(row(say(words("Bijna goed: dit is het enige wat in de weg staat.")), style="bold"))
    if not trouble.known:
        about.append(row(say(words("Dit is niet geweten: kijk het na.")), mark("unknown"), indent=2))
    elif trouble.code in COMING:
        about.append(row(say(words("Dit komt vanzelf in orde: het is alleen nog te vroeg.")), mark("wait"), indent=2))
    elif not trouble.blocking:
        about.append(row(say(words("Dit houdt niemand tegen, maar het is niet volgens de regels.")), mark("warn"), indent=2))
    return spaced(
        [row(trouble.title, mark(tone_of(trouble)), style="bold", indent=2), *about],
        _block(say(words("Waarom")), trouble.message),
        _block(say(words("Waar")), trouble.where),
        _block(say(words("Wat te doen")), trouble.remedy),
        _block(say(words("Wie mag dat")), ", ".join(trouble.who_may)),
        [row(say(words("Bron: {source}"), source=trouble.source), style=QUIET)],
    )


def _block(title: str, text: str) -> list[Row]:
    return [row(title, style="bold $primary"), row(text)] if text else []


def trouble_text(trouble: Trouble, say: Speech) -> str:
    """A finding as text to copy."""
    may = say(words("Wie mag dat: {roles}"), roles=", ".join(trouble.who_may)) if trouble.who_may else ""
    return "\n".join(part for part in (trouble.message, trouble.remedy, may) if part)


def no_trouble(case: Case, say: Speech) -> list[Row]:
    """What is said when nothing was found."""
    if not case.accesses:
        return [row(say(words("Over de boom zelf is er niets te melden.")), style=QUIET)]
    return [
        row(say(words("In de boom is niets mis.")), mark("good"), indent=2),
        row(
            say(
                words(
                    "Lukt het toch niet? Typ dan de foutmelding bij Zoek (Ctrl+F), of kijk met F9 wat er onlangs veranderde."
                )
            ),
            indent=2,
        ),
    ]


def change_row(change: Change, say: Speech) -> Row:
    """Someone whose access changed."""
    told = say(
        words("{who}, {application}: {was} → {now}"),
        who=change.who or "…",
        application=change.application,
        was=say(VERDICTS[change.was]),
        now=say(VERDICTS[change.now]),
    )
    lines = [join([told, content(change.where, QUIET)], " · ") if change.where else told]
    if change.by:
        lines.append(content(say(words("Door: {what}"), what=change.by), QUIET))
    return row(join(lines, "\n"), mark(verdict_tone(change.now)), indent=2)


def since_rows(since: Since, say: Speech) -> list[Row]:
    """What was different once."""
    if not since.known:
        return [row(say(words("Op dat ogenblik stond deze onderneming nog niet in de opslag.")), mark("unknown"), indent=2)]
    changes = [change_row(one, say) for one in since.changes]
    deeds = [
        row(join([content(deed.what), content(f"{shown(deed.at, say)} · {deed.who}".rstrip(" ·"), QUIET)], "\n"), "›")
        for deed in since.deeds
    ]
    return spaced(
        _titled(
            say(words("Voor wie het anders was")),
            changes,
            say(words("Voor niemand: toen was het net als nu.")),
        ),
        _titled(say(words("Wat er sindsdien gebeurde")), deeds, say(words("Niets dat in de opslag staat."))),
    )


def _titled(title: str, rows: Sequence[Row], nothing: str) -> list[Row]:
    return [row(title, style="bold $primary"), *(rows or [row(nothing, style=QUIET)])]
