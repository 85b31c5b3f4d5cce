"""What the screens remember of a user's taste: a small JSON file in the user's settings folder. No personal data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

FILE_NAME = "schermen.json"


class Settings(NamedTuple):
    """`theme` is a name of `themes.THEMES`, empty for the usual one; `panel` whether the tree stands beside the chat."""

    theme: str = ""
    panel: bool = True


def settings_file() -> Path:
    """Where the settings are; the file need not exist."""
    from platformdirs import user_config_path  # noqa: PLC0415 (Textual has it loaded by now)

    return user_config_path("toegangswijzer", appauthor=False) / FILE_NAME


def read_settings(path: Path) -> Settings:
    """The settings in a file. One that is not there, cannot be read or is damaged counts as empty."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    if isinstance(found, dict):
        if isinstance(theme := found.get("theme"), str):
            settings = settings._replace(theme=theme)
        if isinstance(panel := found.get("panel"), bool):
            settings = settings._replace(panel=panel)
    return settings


def write_settings(path: Path, settings: Settings) -> bool:
    """Keep the settings; False when that is not possible (a read-only folder, a full disk), which harms nothing."""
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(settings._asdict(), indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError:
        return False
    return True
