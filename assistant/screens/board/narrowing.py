"""F3 and F4: what to show, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain.words import words
from assistant.screens.board.telling import BY, ORDERS, named
from assistant.screens.picker import Item, Picker
from assistant.screens.widgets.text import one_line
from assistant.store.board_view import Choice, Wish

if TYPE_CHECKING:
    from assistant.screens.board.screen import BoardScreen

_STUCK, _ALL = "stuck", "all"


async def choose_narrowing(screen: BoardScreen) -> None:
    """Ask by what to narrow, then to which value; each can be taken away again."""
    say, wish = screen.speech, screen.wish
    items = [Item(by, say(BY[by]), beside=_chosen(wish, by, screen)) for by in BY]
    items.append(Item(_STUCK, say(words("Alleen wie niet klaar is")), beside=say(words("aan")) if wish.stuck else ""))
    if wish != Wish(order=wish.order):
        items.append(Item(_ALL, say(words("Toon weer alles"))))
    picked = await screen.app.push_screen_wait(Picker(say(words("Welke organisaties wilt u zien?")), items, say))
    if picked == _STUCK:
        screen.look_for(replace(wish, stuck=not wish.stuck))
    elif picked == _ALL:
        screen.look_for(Wish(order=wish.order))
    elif picked is not None:
        await _choose_value(screen, next(by for by in BY if by == picked))


async def _choose_value(screen: BoardScreen, by: Choice) -> None:
    say, wish = screen.speech, screen.wish
    standing = screen.standing
    if standing is None:
        return
    open_wish = wish.narrowed(by, None)
    found = await screen.do(lambda: screen.desk.choices(standing.reading, open_wish, by))
    items = [Item(f"={value}", one_line(named(by, value, say), 60), beside=str(count)) for value, count in found or ()]
    if getattr(wish, by) is not None:
        items.insert(0, Item(_ALL, say(words("Alles")), beside=""))
    empty = say(words("Hier valt niets te kiezen."))
    picked = await screen.app.push_screen_wait(Picker(say(BY[by]), items, say, empty=empty))
    if picked is not None:
        screen.look_for(open_wish if picked == _ALL else wish.narrowed(by, picked[1:]))


def _chosen(wish: Wish, by: Choice, screen: BoardScreen) -> str:
    value = getattr(wish, by)
    return "" if value is None else one_line(named(by, value, screen.speech), 40)


async def choose_order(screen: BoardScreen) -> None:
    """Ask in which order."""
    say = screen.speech
    items = [Item(name, say(title)) for name, title in ORDERS.items()]
    picked = await screen.app.push_screen_wait(Picker(say(words("In welke volgorde?")), items, say))
    order = next((name for name in ("name", "stage", "number") if name == picked), None)
    if order is not None:
        screen.look_for(replace(screen.wish, order=order))
