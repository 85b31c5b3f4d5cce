"""The transcripts in `flows/`: reading one, and playing it through a conversation without any door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from assistant.conversation.script import Script, script_of
from assistant.conversation.session import Conversation, Reply, begin
from assistant.domain.places import flows_folder
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.opening import Store, memory_store


@dataclass(frozen=True)
class Transcript:
    """A conversation as it should go: answers, the tree to start from, what is expected at its end."""

    file: Path
    guide: str
    now: datetime
    answers: list[Any]
    expect: dict[str, Any]
    tree: dict[str, Any] | None = None
    title: str = ""
    doors: tuple[str, ...] = field(default=("plain", "screens"))

    @property
    def enterprise(self) -> str | None:
        """The enterprise of the tree to start from."""
        return self.tree["enterprise"]["number"] if self.tree else None

    def script(self) -> Script:
        """The answers, ready to be given."""
        return script_of(self.answers)

    def store(self) -> Store:
        """A new store in memory, with the tree to start from."""
        store = memory_store()
        self.plant(store)
        return store

    def plant(self, store: Store) -> None:
        """Put the tree to start from in a store."""
        if self.tree:
            with store.transaction() as tx:
                import_tree(tx, self.tree, self.now)


def transcripts() -> list[Transcript]:
    """All transcripts of all guides."""
    return [read(file) for file in sorted(flows_folder().glob("*/transcripts/*.yaml"))]


def read(file: Path) -> Transcript:
    """One transcript."""
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    tree = json.loads((file.parent / raw["tree"]).read_text(encoding="utf-8")) if "tree" in raw else None
    return Transcript(
        file=file,
        guide=raw["guide"],
        now=datetime.fromisoformat(raw["now"]),
        answers=raw["answers"],
        expect=raw.get("expect", {}),
        tree=tree,
        title=raw.get("title", ""),
    )


def conversation_of(transcript: Transcript, store: Store) -> Conversation:
    """The transcript's conversation, at its first question."""
    return begin(store, transcript.guide, language="nl", now=lambda: transcript.now, new_id=lambda: "transcript")


def play(transcript: Transcript, conversation: Conversation) -> Iterator[tuple[Any, Reply]]:
    """Give the answers one by one; yields each with what came of it, until they run out."""
    script = transcript.script()
    while (item := script.answer_for(conversation.turn)) is not None:
        yield item, conversation.answer(item.answer)
    assert not script.left, (
        f"niet gebruikt: {[(left.step, left.answer) for left in script.left]} bij {conversation.turn.key}"
    )


def tree_of(store: Store, number: str | None) -> dict[str, Any] | None:
    """The tree as it is exported."""
    if number is None:
        return None
    with store.reading() as tx:
        return export_tree(tx, number)
