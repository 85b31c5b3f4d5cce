"""Beside the chat: how far the guide is, and the enterprise's tree as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from assistant.conversation.turn import Turn
from assistant.domain.words import words
from assistant.screens.progress import progress_rows, shown_sections
from assistant.screens.speech import Speech
from assistant.screens.twigs import GLYPHS, Twig, enterprise_twig
from assistant.screens.widgets.rows import Rows, row
from assistant.screens.widgets.text import QUIET, content, one_line


class AccessTree(Tree[Twig]):
    """The tree. A label is `Text` made of plain pieces, never markup: glyph, name, and at the right edge the word."""

    DEFAULT_CSS = """
    AccessTree {
        height: 1fr;
        background: $panel;
        background-tint: transparent;
        padding: 0;
        overflow-x: hidden;

        & > .tree--guides, & > .tree--guides-hover, & > .tree--guides-selected { color: $border-blurred; }
        &:light > .tree--guides, &:light > .tree--guides-hover, &:light > .tree--guides-selected { color: $border-blurred; }
        & > .tree--cursor { background: $panel; }
        &:focus { background-tint: transparent; }
        &:focus > .tree--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .access-tree--good { color: $success; }
        & > .access-tree--wait { color: $warning; }
        & > .access-tree--bad { color: $error; }
        & > .access-tree--warn { color: $warning; }
        & > .access-tree--unknown { color: $warning; }
        & > .access-tree--plan { color: $text-muted; }
        & > .access-tree--none { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "access-tree--good",
        "access-tree--wait",
        "access-tree--bad",
        "access-tree--warn",
        "access-tree--unknown",
        "access-tree--plan",
        "access-tree--none",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Text(""), **kwargs)
        self.guide_depth = 2
        self.show_root = True
        self._folded: dict[str, bool] = {}
        self._shown: Twig | None = None

    def show(self, twig: Twig) -> None:
        """Draw another tree; what the user folded or opened stays so, and the cursor stays where it was."""
        if twig == self._shown:
            return
        for node in _all_nodes(self.root):
            if node.data is not None and node.allow_expand:
                self._folded[node.data.id] = not node.is_expanded
        at = self.cursor_node.data.id if self.cursor_node is not None and self.cursor_node.data is not None else None
        self._shown = twig
        self.clear()
        self.root.set_label(Text(one_line(twig.name)))
        self.root.data = twig
        self._grow(self.root, twig)
        self.root.expand()
        if at is not None:
            self.call_after_refresh(self._go_to, at)

    def _grow(self, node: TreeNode[Twig], twig: Twig) -> None:
        for each in twig.under:
            label = Text(one_line(each.name))
            if each.under:
                open_ = not self._folded.get(each.id, each.folded)
                self._grow(node.add(label, each, expand=open_), each)
            else:
                node.add_leaf(label, each)

    def _go_to(self, twig_id: str) -> None:
        before = self.cursor_line
        for node in _all_nodes(self.root):
            if node.data is not None and node.data.id == twig_id and node.line >= 0:
                self.move_cursor(node)
        present = self.get_node_at_line(self.cursor_line)
        if present is not None and self.cursor_line == before:
            # Textual tells of another line only; on the same one stands another node now, of which other things are told.
            self.watch_cursor_line(before, before)
            self.post_message(self.NodeHighlighted(present))

    def render_label(self, node: TreeNode[Twig], base_style: Style, style: Style) -> Text:
        """Glyph, name cut to what fits, word."""
        twig = node.data
        if twig is None:
            return Text("")
        depth = 0
        above = node
        while above.parent is not None:
            above, depth = above.parent, depth + 1
        room = max(4, self.size.width - depth * self.guide_depth - 1)
        tone = style + self.get_component_rich_style(f"access-tree--{twig.tone}", partial=True)
        if node.is_root:
            label = Text(one_line(twig.name), style=style + Style(bold=True))
            label.truncate(room, overflow="ellipsis")
            return label
        word = one_line(twig.word)
        if room < 16:
            word = ""
        name = Text(one_line(twig.name))
        name.truncate(max(2, room - 2 - (len(word) + 1 if word else 0)), overflow="ellipsis", pad=bool(word))
        label = Text(GLYPHS[twig.tone] + " ", style=tone)
        label.append_text(Text(name.plain, style=style))
        if word:
            label.append(" " + word, style=tone)
        return label


class SidePanel(Vertical):
    """Progress above, tree under it, the details of the present node at the bottom."""

    DEFAULT_CSS = """
    SidePanel {
        dock: right;
        margin: 1 0;
        width: 37%;
        min-width: 40;
        max-width: 56;
        height: 100%;
        padding: 1 2 0 2;
        background: $panel;
    }
    SidePanel .panel-title { margin-bottom: 1; }
    SidePanel #progress { height: auto; max-height: 45%; margin-bottom: 1; }
    SidePanel #progress:focus { background: $surface; }
    SidePanel #tree-empty { height: 1fr; }
    SidePanel #tree-detail { max-height: 8; margin: 1 0; }
    """

    def __init__(self, speech: Speech, turn: Turn, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._speech = speech
        self._document: Mapping[str, Any] | None = None
        self._turn = turn

    def compose(self) -> ComposeResult:
        """The three parts, each with its title."""
        yield Rows(classes="panel-title", id="progress-title")
        with VerticalScroll(id="progress"):
            yield Rows(id="progress-rows")
        yield Rows(classes="panel-title", id="tree-title")
        yield Rows(id="tree-empty")
        yield AccessTree(id="tree")
        yield Rows(id="tree-detail")

    def on_mount(self) -> None:
        """Say the titles."""
        self.relabel(self._speech)

    def relabel(self, speech: Speech) -> None:
        """Say everything in this language."""
        self._speech = speech
        self.query_one("#progress-title", Rows).show([row(speech(words("Voortgang")), style="bold")])
        self.query_one("#tree-title", Rows).show([row(speech(words("Onderneming")), style="bold")])
        self.query_one("#tree-empty", Rows).show(
            [row(speech(words("Hier groeit de boom van uw onderneming.")), style=QUIET)]
        )
        self._show_progress()
        self.show_document(self._document)

    def show_turn(self, turn: Turn) -> None:
        """How far it is."""
        before, self._turn = self._turn, turn
        if (before.progress, before.waiting) != (turn.progress, turn.waiting):
            self._show_progress()

    def _show_progress(self) -> None:
        turn = self._turn
        self.query_one("#progress-rows", Rows).show(progress_rows(turn, self._speech))
        now = next((index for index, section in enumerate(shown_sections(turn)) if section.state == "now"), 0)
        self.call_after_refresh(self.query_one("#progress", VerticalScroll).scroll_to, y=max(0, now - 3), animate=False)

    def show_document(self, document: Mapping[str, Any] | None) -> None:
        """The tree as it stands."""
        self._document = document
        self.query_one("#tree-empty").display = document is None
        self.query_one("#tree").display = document is not None
        if document is not None:
            self.query_one(AccessTree).show(enterprise_twig(document, self._speech))
        else:
            self.query_one("#tree-detail", Rows).show([])

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Twig]) -> None:
        """The details of a node, its whole name first: the tree may have cut it."""
        event.stop()
        twig = event.node.data
        if twig is None:
            return
        head = row(twig.name if not twig.word else f"{twig.name} · {twig.word}", GLYPHS[twig.tone], style="bold")
        facts = [row(value, content(name + ":", QUIET)) for name, value in twig.facts]
        self.query_one("#tree-detail", Rows).show([head, *facts])


def _all_nodes(node: TreeNode[Twig]) -> list[TreeNode[Twig]]:
    found = [node]
    for child in node.children:
        found += _all_nodes(child)
    return found
