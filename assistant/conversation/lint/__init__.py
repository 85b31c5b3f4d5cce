"""The compiler of flows: all faults of all guides at once, each with its file and line (`guides check`).

One module a concept. Each takes a `Checked` guide and yields faults; none of them stops at the first.
"""

from __future__ import annotations

from pathlib import Path

from assistant.conversation.lint.actions import check as check_actions
from assistant.conversation.lint.checked import Checked, checked
from assistant.conversation.lint.facts import check as check_facts
from assistant.conversation.lint.ids import check as check_ids
from assistant.conversation.lint.names import check as check_names
from assistant.conversation.lint.routes import check as check_routes
from assistant.conversation.lint.suggestions import check as check_suggestions
from assistant.conversation.lint.texts import check as check_texts
from assistant.conversation.load import guide_names
from assistant.domain.places import flows_folder
from assistant.domain.rows import RowFault, RowFaults

CHECKS = (check_ids, check_routes, check_facts, check_names, check_actions, check_suggestions, check_texts)


def check_all(folder: Path | None = None) -> list[RowFault]:
    """Every fault in every guide of a folder (`flows/`), by file and line; a fault that guides share counts once."""
    folder = folder or flows_folder()
    faults: set[RowFault] = set()
    for name in guide_names(folder):
        try:
            guide = checked(folder, name)
        except RowFaults as unread:
            faults |= set(unread.faults)
        else:
            faults |= set(check_guide(guide))
    return sorted(faults, key=lambda fault: (str(fault.file), fault.line, fault.message))


def check_guide(guide: Checked) -> list[RowFault]:
    """Every fault of one guide that could be read."""
    return [fault for check in CHECKS for fault in check(guide)]
