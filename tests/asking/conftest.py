"""The index of these tests is kept in a folder of their own, and made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.asking import kept


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the index away from the user's own cache folder."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_cache_folder", lambda: folder)
        kept.index.cache_clear()
        yield folder
    kept.index.cache_clear()
