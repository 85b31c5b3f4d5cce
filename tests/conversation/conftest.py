"""Small guides of the tests' own, and a conversation without a store to walk them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.load import load_guide
from tests.conversation.talking import Desk, desk_in_memory
from tests.conversation.walking import Walk

GUIDES = Path(__file__).parent / "guides"


@pytest.fixture
def badge() -> Walk:
    """A guide with choices, ways around, a portal step and sections that need each other."""
    return Walk(load_guide("badge", GUIDES))


@pytest.fixture
def crew() -> Walk:
    """A guide that repeats: buildings, their floors, the people of each floor."""
    return Walk(load_guide("ploeg", GUIDES))


@pytest.fixture
def renamed() -> Walk:
    """A guide of which steps were called otherwise before."""
    return Walk(load_guide("hernoemd", GUIDES))


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A store in memory, and conversations with it on the tests' own guides."""
    with desk_in_memory() as found:
        yield found
