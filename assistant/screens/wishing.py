"""The line on the start screen: what somebody says to want, and the one question between the guides that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.words import words
from assistant.screens.picker import Item, Picker

if TYPE_CHECKING:
    from assistant.conversation.choosing import Advice, Offer
    from assistant.screens.program import Assistant
    from assistant.screens.speech import Speech

ALL_GUIDES = "all"
"""What is picked when none of the offers is meant."""


async def offer_wanted(app: Assistant, advice: Advice, say: Speech) -> Offer | None:
    """The offer to begin with: the only one, else the one that is picked; `None` after Esc.

    When none of them is meant, the door with all guides opens.
    """
    offers = advice.offers
    if not advice.question:
        return offers[0]
    items = [Item(str(number), offer.title, offer.capacity) for number, offer in enumerate(offers)]
    items.append(Item(ALL_GUIDES, say(words("Iets anders: toon alle gidsen"))))
    picked = await app.push_screen_wait(Picker(advice.question, items, say))
    if picked == ALL_GUIDES:
        app.choose_guide()
    return offers[int(picked)] if picked is not None and picked != ALL_GUIDES else None
