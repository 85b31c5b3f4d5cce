"""What all tests share: a cache folder of their own, filled once, so that a user's own is neither read nor written."""

import os
import tempfile
from pathlib import Path

import pytest

from assistant.domain.remembered import cache_folder

CACHE = "XDG_CACHE_HOME"


def pytest_configure(config: pytest.Config) -> None:
    """Made by whoever starts the tests; the processes that help, and programs that tests start, are told of it."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="toegangswijzer-tests-", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        os.environ[CACHE] = folder.name
        cache_folder.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def own_cache() -> Path:
    """The folder in which these tests remember what was read."""
    return cache_folder()
