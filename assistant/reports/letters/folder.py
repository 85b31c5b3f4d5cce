"""Where letters come when nobody says where: among the user's documents."""

from __future__ import annotations

from pathlib import Path

from assistant.store.location import data_folder

NAME = "Toegangswijzer"


def letters_folder() -> Path:
    """A folder of ours among the documents of this user; without those, in the folder for our data. Need not exist."""
    from platformdirs import user_documents_path  # noqa: PLC0415 (not needed when a folder is named)

    documents = user_documents_path()
    return documents / NAME if documents.is_dir() else data_folder() / "brieven"
