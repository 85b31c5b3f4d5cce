"""The short questions between a step's question and its answer: what do you see, who does it, why skip, is it meant.

A stage is not kept: what it settles is. Killed in the middle of one, the step's own question comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from assistant.conversation.moved import MOVED, moved_at
from assistant.conversation.options import Answerable
from assistant.conversation.phrases import phrases
from assistant.conversation.reading import Answer, Given, Refused, as_typed
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Choice, Line, Preview, Rich, Turn, join, rich
from assistant.conversation.understand import choose, command_in
from assistant.conversation.view import Scene, who_does
from assistant.conversation.wording import role_words, seen_rich
from assistant.domain.malformed import Malformed
from assistant.domain.screens_moved import screens_moved
from assistant.domain.typed import one_line
from assistant.domain.words import words

StageName = Literal["seen", "moved", "who", "skip", "change", "earlier"]

NONE_OF_THESE = "none"
BACK = "back"
MOVED_VALUE = "moved:"
"""Before the key of something that newer pages say otherwise, among what may be seen."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage at a step. `kept` is the answer that waits for a yes (`change`), `preview` what it would do; `topic` is the
    row of data/screens_moved.yaml that is asked about (`moved`)."""

    name: StageName
    kept: Answer | None = None
    preview: Preview | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a stage came to: an answer to keep, a key to look at, a step back, stopping, advice (nothing fits), or what the
    screen says now: first the topic (`stage`), then what is seen of it (`moved`).

    `take_back` says whether what was done in the portal goes with a changed answer; `None` before that was asked.
    """

    answer: Answer | None = None
    take_back: bool | None = None
    key: str = ""
    back: bool = False
    stop: bool = False
    advice: str = ""
    stage: Stage | None = None
    moved: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a stage looks at: where the conversation stands, the step, the answers given so far."""

    replay: Replay
    visit: Visit | None
    lines: tuple[Line, ...]
    texts: Texts


def stage_scene(stage: Stage, base: Turn, around: Around) -> Scene:
    """What to show at a stage: the step's own turn with another question."""
    texts = around.texts
    text, offers, help_ = _SHOW[stage.name](stage, around)
    offers = (*offers, Answerable(Choice(BACK, texts.rich(words("Terug"))), phrases(texts.language).commands["back"]))
    turn = replace(
        base,
        key=f"{base.key.partition('#')[0]}#{stage.name}",
        kind="choice",
        answer_kind="choice" if stage.name not in ("who", "skip") else "text",
        text=text,
        help=help_,
        find_out=(),
        choices=tuple(one.choice for one in offers),
        instruction=None,
        default=None,
        example=(),
        said=(),
        commands=("back",),
    )
    return Scene(turn, offers)


def settle(stage: Stage, given: Given, offers: tuple[Answerable, ...], texts: Texts) -> Settled | Refused:
    """What the user meant at a stage."""
    if isinstance(given, Mapping):
        return Refused(words("Dit antwoord past niet bij deze vraag."))
    text = as_typed(given)
    said = phrases(texts.language)
    if command_in(text, said, ("stop",)):
        return Settled(stop=True)
    match = choose(text, [one.offer for one in offers])
    if (match and match.value == BACK) or command_in(text, said, ("back",)):
        return Settled(back=True)
    if match and stage.name != "skip":
        return _SETTLE[stage.name](stage, match.value)
    if stage.name in ("who", "skip"):
        try:
            line = one_line(text)
        except Malformed as fault:
            return Refused(fault.text, fault.facts)
        key = {"who": "who", "skip": "reason"}[stage.name]
        return Settled(Answer({"outcome": "other" if stage.name == "who" else "skipped", key: line}))
    return Refused(words("Dat herken ik niet als antwoord. Kies een van de antwoorden, met het nummer of met de woorden."))


Shown = tuple[Rich, tuple[Answerable, ...], Rich]


def _show_seen(stage: Stage, around: Around) -> Shown:
    step, texts = around.visit.step if around.visit else None, around.texts
    offers = []
    for seen in step.portal.seen if step and step.portal else ():
        text = seen_rich(step, seen.code, around.replay.facts, texts) if step else ()
        offers.append(Answerable(Choice(seen.code, text)))
    for key in moved_at(step, around.replay.facts) if step else ():
        title = texts.rich(screens_moved()[key].title, MOVED)
        text = join((texts.rich(words("Het scherm is nieuwer dan de gids:")), title))
        offers.append(Answerable(Choice(MOVED_VALUE + key, text), (_text(title),)))
    offers.append(Answerable(Choice(NONE_OF_THESE, texts.rich(words("Iets anders dan dit")))))
    return texts.rich(words("Wat ziet u op het scherm?")), tuple(offers), ()


def _show_moved(stage: Stage, around: Around) -> Shown:
    row, texts = screens_moved()[stage.topic], around.texts
    both = (words("De handleiding zegt:"), row.guides_say), (words("Nieuwere pagina's zeggen:"), row.newer_pages_say)
    help_ = join(join((texts.rich(said), texts.rich(text, MOVED))) for said, text in both)
    offers = (Answerable(Choice(one.value, texts.rich(one.text, MOVED)), one.synonyms) for one in row.sees)
    return texts.rich(row.question, MOVED), tuple(offers), help_


def _show_who(stage: Stage, around: Around) -> Shown:
    texts = around.texts
    roles = who_does(around.replay, around.visit.step) if around.visit else ()
    offers = tuple(Answerable(Choice(role, rich(role_words(role, texts))), (role,)) for role in roles)
    help_ = texts.rich(words("Kies een rol, of typ de naam van de persoon. U ziet deze stap terug in uw overzicht."))
    return texts.rich(words("Wie doet dit?")), offers, help_


def _show_skip(stage: Stage, around: Around) -> Shown:
    texts = around.texts
    help_ = texts.rich(words("Typ kort waarom. De reden komt in uw overzicht, zodat een collega ze begrijpt."))
    return texts.rich(words("Waarom slaat u dit over?")), (), help_


def _show_earlier(stage: Stage, around: Around) -> Shown:
    offers = tuple(
        Answerable(Choice(line.key, join((line.question, rich(line.answer)), " ")), (line.step,))
        for line in around.lines
        if line.changeable
    )
    return around.texts.rich(words("Welk antwoord wilt u bekijken of wijzigen?")), offers, ()


def _show_change(stage: Stage, around: Around) -> Shown:
    preview, texts = stage.preview, around.texts
    assert preview is not None
    parts = [texts.rich(words("U wijzigt '{old}' in '{new}'."), "", {"old": preview.old, "new": preview.new})]
    counts = {"parks": len(preview.parks), "reopens": len(preview.reopens), "keeps": preview.keeps}
    if preview.parks:
        parts.append(texts.rich(words("{parks} latere antwoorden gelden dan niet meer; ik bewaar ze opzij."), "", counts))
    if preview.reopens:
        parts.append(texts.rich(words("{reopens} stappen moet u opnieuw nakijken."), "", counts))
    parts.append(texts.rich(words("{keeps} antwoorden blijven staan."), "", counts))
    help_ = []
    for line in preview.parks[:8]:
        help_.append(join((rich("–"), line.question, rich(line.answer))))
    for action in preview.stays:
        help_.append(texts.rich(words("Dit is al gebeurd en kan ik niet terugnemen: {what}."), "", {"what": _text(action)}))
    yes, leave = Choice("yes", texts.rich(words("Ja, wijzig dit"))), None
    if preview.undoes:
        help_ += [
            texts.rich(words("Dit is al gebeurd in het portaal: {what}."), "", {"what": _text(a)}) for a in preview.undoes
        ]
        yes = Choice("yes", texts.rich(words("Ja, en neem ook terug wat daar gebeurd is")))
        leave = Choice("leave", texts.rich(words("Ja, maar laat staan wat in het portaal gebeurd is")))
    said = phrases(texts.language)
    offers = [Answerable(yes, said.yes)]
    if leave:
        offers.append(Answerable(leave))
    offers.append(Answerable(Choice("no", texts.rich(words("Nee, laat alles zoals het was"))), said.no))
    return join(parts), tuple(offers), join(help_, "\n")


def _text(line: Rich) -> str:
    return "".join(span.text for span in line)


_SHOW: dict[StageName, Callable[[Stage, Around], Shown]] = {
    "seen": _show_seen,
    "moved": _show_moved,
    "who": _show_who,
    "skip": _show_skip,
    "earlier": _show_earlier,
    "change": _show_change,
}


def _settle_seen(stage: Stage, value: str) -> Settled:
    if value == NONE_OF_THESE:
        return Settled(
            advice=words(
                "Ga terug naar de vorige pagina en probeer de stap nog eens. Blijft het anders? Noteer wat er staat en "
                "vraag raad aan {contact}. Typ 'later' om intussen verder te gaan."
            )
        )
    if value.startswith(MOVED_VALUE):
        return Settled(stage=Stage("moved", topic=value.removeprefix(MOVED_VALUE)))
    return Settled(Answer({"outcome": "seen", "code": value}))


def _settle_change(stage: Stage, value: str) -> Settled:
    return Settled(back=True) if value == "no" else Settled(stage.kept, take_back=value == "yes")


_SETTLE: dict[StageName, Callable[[Stage, str], Settled]] = {
    "seen": _settle_seen,
    "moved": lambda stage, value: Settled(moved=(stage.topic, value)),
    "who": lambda _, value: Settled(Answer({"outcome": "other", "who": value})),
    "change": _settle_change,
    "earlier": lambda _, value: Settled(key=value),
}
