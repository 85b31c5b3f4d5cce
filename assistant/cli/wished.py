"""Asking in plain lines which guide somebody wants: a number, a name, or what they want in their own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.cli.told import told
from assistant.conversation.choosing import Advice, Offer, advise
from assistant.conversation.choosing import told as reasons
from assistant.conversation.load import loadable_guides
from assistant.conversation.turn import plain
from assistant.conversation.understand import Offer as Choice
from assistant.conversation.understand import choose

if TYPE_CHECKING:
    from assistant.conversation.texts import Texts
    from assistant.plain import Typed


def wish_asked_for(source: Typed, say: Callable[[str], None], texts: Texts) -> Offer | None:
    """Ask until a guide is chosen; `None` when nothing is answered any more. Raises `RowFaults`."""
    guides = [Offer(guide.head.id, texts.text(guide.head.title, guide.head.id)) for guide in loadable_guides()[0]]
    choices = [Choice(guide.guide, guide.title) for guide in guides]
    while True:
        say(told("Wat wilt u doen? Zeg het in uw eigen woorden, of kies een gids."))
        for number, guide in enumerate(guides, 1):
            say(f"{number}. {guide.title} ({guide.guide})")
        line = source.line()
        if line is None:
            return None
        if (match := choose(line, choices)) and not match.near:
            return next(guide for guide in guides if guide.guide == match.value)
        advice = advise(line, texts)
        if not advice.offers:
            say(told("Dat herken ik niet. Noem een toepassing, een soort voorziening of uw rol, of kies een gids."))
        elif chosen := _one_of(advice, source, say, texts):
            return chosen


def _one_of(advice: Advice, source: Typed, say: Callable[[str], None], texts: Texts) -> Offer | None:
    """The offer that is meant, after the one question where several fit; `None` goes back to all guides."""
    offers = advice.offers
    if not advice.question:
        return _chosen(offers[0], say, texts)
    for message in offers[0].why:
        say(plain(message.text))
    choices = [Choice(str(number), offer.title) for number, offer in enumerate(offers, 1)]
    while True:
        say("")
        say(advice.question)
        for number, offer in enumerate(offers, 1):
            say(f"{number}. {offer.title}")
        say(told("{number}. Iets anders: toon alle gidsen", number=len(offers) + 1))
        line = source.line()
        if line is None or line.strip() == str(len(offers) + 1):
            return None
        if match := choose(line, choices):
            return _chosen(offers[int(match.value) - 1], say, texts, again=False)
        if better := _among(advise(line, texts), offers):
            return _chosen(better, say, texts, again=False)


def _among(advice: Advice, offers: tuple[Offer, ...]) -> Offer | None:
    """What an answer in other words means ("evipa"), where it leads to one of these guides: with what was said before."""
    if advice.question or not advice.offers:
        return None
    meant = advice.offers[0]
    before = next((one.answers for one in offers if one.guide == meant.guide), None)
    return None if before is None else replace(meant, answers={**before, **meant.answers})


def _chosen(offer: Offer, say: Callable[[str], None], texts: Texts, *, again: bool = True) -> Offer:
    """Say what is begun, and why; not the reasons that were just told (`again`)."""
    for message in reasons(offer, texts)[0 if again else len(offer.why) :]:
        say(plain(message.text))
    guide = next(one for one in loadable_guides()[0] if one.head.id == offer.guide)
    say(told("We volgen de gids '{title}'.", title=texts.text(guide.head.title, guide.head.id)))
    return offer
