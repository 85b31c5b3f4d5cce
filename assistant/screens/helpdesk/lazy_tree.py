"""The tree widget of the help desk: branches grow when they are opened, and show two hundred twigs at a time."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from assistant.screens.tree_panel import AccessTree
from assistant.screens.twigs import GLYPHS, Place, Twig
from assistant.screens.widgets.text import one_line

PAGE = 200
"""Children of one branch that are drawn at a time."""

_MORE = "more/"


class LazyTree(AccessTree):
    """An `AccessTree` of any size. `more` says how many twigs of a branch are still to come."""

    DEFAULT_CSS = """
    LazyTree {
        background: $background;
        padding: 0;

        & > .tree--cursor { background: $surface; text-style: none; }
        &:focus > .tree--cursor { background: $panel; color: $foreground; text-style: bold; }
    }
    """

    def __init__(self, more: Callable[[int], str], **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.more = more
        self.auto_expand = True

    def _grow(self, node: TreeNode[Twig], twig: Twig) -> None:
        """Draw the first page of what hangs under a node; a folded branch waits until it is opened."""
        self._draw_page(node, twig, 0)

    def _draw_page(self, node: TreeNode[Twig], twig: Twig, start: int) -> None:
        """Draw one page of a branch in the place of another, with a way to the pages before and after it."""
        node.remove_children()
        if start:
            node.add_leaf(Text(""), Twig(f"{_MORE}{max(0, start - PAGE)}", self.more(start)))
        for each in twig.under[start : start + PAGE]:
            label = Text(one_line(each.name))
            if not each.under:
                node.add_leaf(label, each)
                continue
            open_ = not self._folded.get(each.id, each.folded)
            child = node.add(label, each, expand=open_)
            if open_:
                self._grow(child, each)
        left = len(twig.under) - start - PAGE
        if left > 0:
            node.add_leaf(Text(""), Twig(f"{_MORE}{start + PAGE}", self.more(left)))

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Twig]) -> None:
        """A branch is opened: draw it, if that was not done yet."""
        node = event.node
        if node.data is not None and node.data.under and not node.children:
            self._grow(node, node.data)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Twig]) -> None:
        """Enter on the first or last row of a page: another one."""
        node, above = event.node, event.node.parent
        if node.data is None or above is None or above.data is None or not node.data.id.startswith(_MORE):
            return
        start = int(node.data.id.removeprefix(_MORE))
        onward = node is above.children[-1]
        self._draw_page(above, above.data, start)
        self.call_after_refresh(self.move_cursor, above.children[1 if onward else -2])

    def go_to(self, place: Place) -> bool:
        """Open the way to a place and put the cursor there; tell whether it is in the tree."""
        if self.root.data is None:
            return False
        way = _way(self.root.data, place)
        if way is None:
            return False
        node = self.root
        for twig in way:
            node.expand()
            found = self._child(node, twig)
            if found is None:
                return False
            node = found
        self.call_after_refresh(self.move_cursor, node)
        return True

    def _child(self, node: TreeNode[Twig], twig: Twig) -> TreeNode[Twig] | None:
        """Return the node of a twig under another, on whichever page it stands."""
        if (found := _drawn(node, twig)) is None and node.data is not None:
            at = next(index for index, each in enumerate(node.data.under) if each is twig)
            self._draw_page(node, node.data, at - at % PAGE)
            found = _drawn(node, twig)
        return found

    def render_label(self, node: TreeNode[Twig], base_style: Style, style: Style) -> Text:
        """Glyph, name and word, both cut when there is no room for them whole."""
        twig = node.data
        if twig is None:
            return Text("")
        if twig.id.startswith(_MORE):
            tone = style + self.get_component_rich_style("access-tree--none", partial=True)
            return Text(one_line(twig.name), style=tone)
        depth, above = 0, node
        while above.parent is not None:
            above, depth = above.parent, depth + 1
        mark = 2 if twig.under else 0  # the arrow that Textual puts before a branch
        room = max(4, self.size.width - depth * self.guide_depth - mark - 3)
        tone = style + self.get_component_rich_style(f"access-tree--{twig.tone}", partial=True)
        bold = style + Style(bold=True) if node.is_root else style
        name, word = Text(one_line(twig.name), style=bold), Text(one_line(twig.word), style=tone)
        name.truncate(max(4, room - min(word.cell_len + 3, room // 2)), overflow="ellipsis")
        word.truncate(max(0, room - name.cell_len - 3), overflow="ellipsis")
        label = Text("")
        if not node.is_root or twig.tone != "none":
            label.append(GLYPHS[twig.tone] + " ", style=tone)
        label.append_text(name)
        if word.plain.strip("… "):
            label.append(" · ", style=style + self.get_component_rich_style("access-tree--none", partial=True))
            label.append_text(word)
        return label


def _drawn(node: TreeNode[Twig], twig: Twig) -> TreeNode[Twig] | None:
    return next((child for child in node.children if child.data is not None and child.data.id == twig.id), None)


def _way(twig: Twig, place: Place) -> list[Twig] | None:
    """Return the twigs from below a twig down to a place, None when it is not there."""
    for child in twig.under:
        if child.place == place:
            return [child]
        if (rest := _way(child, place)) is not None:
            return [child, *rest]
    return None
