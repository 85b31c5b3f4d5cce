"""What was worked out from the program's own files, remembered in the user's cache folder from one run to the next.

Never in the way: what cannot be read, or was worked out from something else, is not there; what cannot be written is not
remembered. What is remembered holds the program's own words, nothing of a user.
"""

from __future__ import annotations

import contextlib
import os
from functools import cache
from hashlib import sha256
from pathlib import Path

_LENGTH = sha256().digest_size


@cache
def cache_folder() -> Path:
    """Return where things are remembered; it need not exist yet."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only once something is remembered

    return user_cache_path("toegangswijzer", appauthor=False)


def recall(file: Path, digest: bytes) -> bytes | None:
    """Return what was remembered in a file, None unless it was worked out from what this SHA-256 digest stands for."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content[_LENGTH:] if content[:_LENGTH] == digest else None


def remember(file: Path, digest: bytes, content: bytes) -> None:
    """Write it beside and move it into place, so that nobody reads half of it."""
    import tempfile  # noqa: PLC0415 - only where something is new

    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        with contextlib.ExitStack() as undo:
            undo.callback(Path(name).unlink, missing_ok=True)
            with os.fdopen(handle, "wb") as stream:
                stream.write(digest + content)
            Path(name).replace(file)
