"""A list of any length: one page is drawn, and the keys go through all of it."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult

from assistant.screens.widgets.paged import PAGE, PagedList
from assistant.screens.widgets.text import content


class Lists(App[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.chosen: list[Any] = []

    def compose(self) -> ComposeResult:
        yield PagedList(lambda item: content(f"rij {item}"))

    def on_mount(self) -> None:
        self.query_one(PagedList).offer(range(self.count))
        self.query_one(PagedList).focus()

    def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        self.chosen.append(event.item)


async def test_one_page_is_drawn_and_the_arrows_cross_its_edges() -> None:
    app = Lists(10_000)
    async with app.run_test(size=(40, 10)) as pilot:
        shown = app.query_one(PagedList)
        assert shown.option_count == PAGE
        await pilot.press("end", "down")
        assert shown.item == PAGE and shown.page == (PAGE + 1, 2 * PAGE, 10_000)
        await pilot.press("up")
        assert shown.item == PAGE - 1
        await pilot.press("enter")
        assert app.chosen == [PAGE - 1]


async def test_the_edges_of_a_long_list_are_edges() -> None:
    app = Lists(PAGE + 1)
    async with app.run_test(size=(40, 10)) as pilot:
        shown = app.query_one(PagedList)
        await pilot.press("up")
        assert shown.item == 0
        await pilot.press("end", "down", "down", "down")
        assert shown.item == PAGE


async def test_leafing_goes_through_everything() -> None:
    app = Lists(450)
    async with app.run_test(size=(40, 20)) as pilot:
        shown = app.query_one(PagedList)
        for _ in range(60):
            await pilot.press("pagedown")
        assert shown.item == 449
        for _ in range(60):
            await pilot.press("pageup")
        assert shown.item == 0


async def test_nothing_to_show() -> None:
    app = Lists(0)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "up", "pagedown", "enter", "end")
        assert app.query_one(PagedList).item is None and app.chosen == []
        app.query_one(PagedList).offer(("x",))
        await pilot.press("enter")
        assert app.chosen == ["x"]
