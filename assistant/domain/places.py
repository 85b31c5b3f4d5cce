"""Where the facts and the guides stand: at the top of the repository, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder with the facts of the field (`data/`)."""
    return _folder("data")


def flows_folder() -> Path:
    """Return the folder with the guides (`flows/`)."""
    return _folder("flows")


def _folder(name: str) -> Path:
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
