"""The three panes of a case: the tree, the causes, the plan. Each shows what it is given and says what is chosen."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Tree

from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Alternative, Case, Plan, Step, Trouble
from assistant.screens.helpdesk.lazy_tree import LazyTree
from assistant.screens.helpdesk.telling import mark, no_trouble, trouble_prompt, trouble_rows
from assistant.screens.helpdesk.telling_plan import Item, item_prompt, item_rows, items, summary
from assistant.screens.speech import Speech
from assistant.screens.twigs import Place, Twig
from assistant.screens.widgets.paged import PagedList
from assistant.screens.widgets.rows import Row, Rows, row
from assistant.screens.widgets.text import QUIET, content, join


class Pane(Vertical):
    """A title, something to go through, and what is told of the present one."""

    def __init__(self, speech: Speech, **kwargs: Any) -> None:
        super().__init__(classes="pane", **kwargs)
        self.speech = speech

    def title(self, text: str, more: str = "") -> None:
        """Say what this is, and how much there is."""
        told = content(text, "bold $primary")
        self.query_one(".pane-title", Rows).show([row(told + content(f"  {more}", QUIET) if more else told)])

    def tell(self, rows: list[Row]) -> None:
        """Show the details."""
        self.query_one(".pane-detail Rows", Rows).show(rows)
        self.query_one(".pane-detail", VerticalScroll).scroll_home(animate=False)

    def take_focus(self) -> None:
        """Put the cursor in what is gone through."""
        self.query_one(".pane-main").focus()


class TreePane(Pane):
    """The tree."""

    def compose(self) -> ComposeResult:
        """Title, tree, details of the present node."""
        yield Rows(classes="pane-title")
        yield LazyTree(self._more, classes="pane-main")
        with VerticalScroll(classes="pane-detail", can_focus=False):
            yield Rows()

    def _more(self, left: int) -> str:
        return self.speech(words("… nog {count}: Enter toont er meer"), count=left)

    def on_mount(self) -> None:
        """Say what this will be."""
        self.clear()

    def clear(self) -> None:
        """Nothing yet."""
        self.title(self.speech(words("Boom")), self.speech(words("even geduld …")))

    def show(self, twig: Twig, after: bool = False) -> None:
        """Show a tree: as it stands, or `after` the plan."""
        self.title(self.speech(words("Boom na het plan")) if after else self.speech(words("Boom")))
        self.query_one(LazyTree).show(twig)

    def go_to(self, place: Place) -> bool:
        """Put the cursor at a place; tell whether it is there."""
        return self.query_one(LazyTree).go_to(place)

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Twig]) -> None:
        """The details of a node, its whole name first: the tree may have cut it."""
        event.stop()
        twig = event.node.data
        if twig is None:
            return
        head = row(twig.name if not twig.word else f"{twig.name} · {twig.word}", mark(twig.tone), style="bold", indent=2)
        facts = (join([content(f"{name}:", QUIET), value]) if name else value for name, value in twig.facts)
        self.tell([head, *map(row, facts)])


class TroublePane(Pane):
    """What is wrong."""

    class Looked(Message):
        """Another finding is looked at."""

        def __init__(self, trouble: Trouble) -> None:
            super().__init__()
            self.trouble = trouble

    class Chosen(Looked):
        """Enter on a finding."""

    def compose(self) -> ComposeResult:
        """Title, findings, the present one whole."""
        yield Rows(classes="pane-title")
        yield PagedList(trouble_prompt, classes="pane-main")
        with VerticalScroll(classes="pane-detail"):
            yield Rows()

    def clear(self) -> None:
        """Nothing yet."""
        self.title(self.speech(words("Oorzaak")), self.speech(words("even geduld …")))
        self.query_one(PagedList).offer(())

    def show(self, case: Case) -> None:
        """Show what was found."""
        self.query_one(PagedList).offer(case.troubles)
        self._count()
        if not case.troubles:
            self.tell(no_trouble(case, self.speech))

    def _count(self) -> None:
        first, last, count = self.query_one(PagedList).page
        shown = self.speech(words("{first} tot {last} van {count}"), first=first, last=last, count=count)
        self.title(self.speech(words("Oorzaak")), shown if count > last or first > 1 else str(count) if count else "")

    @property
    def trouble(self) -> Trouble | None:
        """The finding that is looked at."""
        found: Trouble | None = self.query_one(PagedList).item
        return found

    def on_paged_list_pointed(self, event: PagedList.Pointed) -> None:
        """The present one, whole."""
        event.stop()
        if event.item is not None:
            self._count()
            self.tell(trouble_rows(event.item, self.speech))
            self.post_message(self.Looked(event.item))

    def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        """Enter."""
        event.stop()
        if event.item is not None:
            self.post_message(self.Chosen(event.item))


class PlanPane(Pane):
    """What to do."""

    class Chosen(Message):
        """Enter on a step, or on another way."""

        def __init__(self, item: Step | Alternative) -> None:
            super().__init__()
            self.item = item

    def compose(self) -> ComposeResult:
        """Title, steps, the present one whole."""
        yield Rows(classes="pane-title")
        yield PagedList(lambda item: item_prompt(item, self.speech), classes="pane-main")
        with VerticalScroll(classes="pane-detail"):
            yield Rows()

    def wait(self, why: str) -> None:
        """Say why there is no plan."""
        self.title(self.speech(words("Plan")))
        self.query_one(PagedList).offer(())
        self.tell([row(why, style=QUIET)])

    def show(self, plan: Plan) -> None:
        """Show a plan."""
        self.title(self.speech(words("Plan")))
        self.query_one(".pane-title", Rows).show([*self.query_one(".pane-title", Rows).rows, *summary(plan, self.speech)])
        found = items(plan, self.speech)
        self.query_one(PagedList).offer(found)
        if not found:
            self.tell([])

    @property
    def item(self) -> Item | None:
        """What is looked at."""
        found: Item | None = self.query_one(PagedList).item
        return found

    def on_paged_list_pointed(self, event: PagedList.Pointed) -> None:
        """The present one, whole."""
        event.stop()
        if event.item is not None:
            self.tell(item_rows(event.item, self.speech))

    def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        """Enter."""
        event.stop()
        if isinstance(event.item, Step | Alternative):
            self.post_message(self.Chosen(event.item))
