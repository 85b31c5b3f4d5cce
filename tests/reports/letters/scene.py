"""An organisation in which everyone has something to do, and conversations that wait for people."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.conversation.session import Conversation
from assistant.domain.days import BRUSSELS
from assistant.domain.places import flows_folder
from assistant.reports.letters.compose import Addressed
from assistant.reports.letters.gather import letters_of_enterprise, letters_of_replay
from assistant.reports.letters.letter import Letter
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import Store, memory_store
from tests.store.trees import ME, made_up_insz
from tests.transcripts.transcript import Transcript, conversation_of, play, read

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
NUMBER = "0123456749"
WIM, AN, TOM, SARA, BO, CAS = (made_up_insz(n) for n in (11, 31, 51, 77, 101, 133))
"""The legal representative, the HTB, the TB, the manager of the sub-division, a radiologist, a technician."""


def person(insz: str, first_name: str, **more: Any) -> dict[str, Any]:
    email = f"{first_name.casefold()}@voorbeeld.be"
    return {"insz": insz, "surname": "Voorbeeld", "first_name": first_name, "email": email, "language": "nl", **more}


def manager(role: str, insz: str) -> dict[str, Any]:
    return {"role": role, "person": insz, "status": "active", "since": "2025-01-08"}


def unit(type_: str, name: str, hco: str, **more: Any) -> dict[str, Any]:
    about = {"type": type_, "name": name, "hco": hco, "email": "me@voorbeeld.be", "state": "confirmed"}
    return {**about, "managers": [], "applications": ["Heracles", "eHealthBox"], "users": [], **more}


def tree() -> dict[str, Any]:
    """A hospital that is half ready: the TB has to tick something, the SB to make a site and to add its people."""
    site = unit("Mammografische eenheid site", "Campus Noord", "90001")
    below = unit("Mammografische eenheid", "Ziekenhuis Voorbeeld", "90005", managers=[manager("SB", SARA)], sites=[site])
    capacity = {
        "name": ME, "state": "confirmed", "email": "me@voorbeeld.be", "managers": [manager("TB", TOM)],
        "applications": ["eHealthBox"], "users": [], "subdivisions": [below],
    }  # fmt: skip
    return {
        "format": "access-tree/1",
        "enterprise": {
            "number": NUMBER, "name": "Ziekenhuis Voorbeeld", "legal_representatives": [WIM], "employees": [AN, TOM, SARA],
        },
        "people": [
            person(WIM, "Wim"), person(AN, "An"), person(TOM, "Tom"), person(SARA, "Sara"),
            person(BO, "Bo", doctor=True), person(CAS, "Cas", doctor=False),
        ],
        "managers": [manager("HTB", AN)],
        "capacities": [capacity],
        "expected": [
            {"person": BO, "application": "Heracles", "capacity": ME, "unit": "90005/90001", "function": "radioloog"},
            {"person": CAS, "application": "Heracles", "capacity": ME, "unit": "90005/90001", "function": "laborant"},
            {"person": CAS, "application": "Heracles", "capacity": ME, "unit": "90005/90002", "function": "laborant"},
        ],
        "planned_units": [{"capacity": ME, "unit": "90005/90002", "name": "Campus Zuid", "email": "zuid@voorbeeld.be"}],
        "external": {"head_radiologist_reported": False, "heracles_roles": [BO, CAS]},
    }  # fmt: skip


def from_nothing() -> dict[str, Any]:
    """The same hospital before anyone began: no HTB, no capacity."""
    whole = copy.deepcopy(tree())
    return {**whole, "managers": [], "capacities": []}


@contextmanager
def store_of(document: dict[str, Any]) -> Iterator[Store]:
    with memory_store() as store:
        with store.transaction() as tx:
            import_tree(tx, document, NOW)
        yield store


def addressed(document: dict[str, Any], *, at: datetime = NOW, language: str = "nl") -> tuple[Addressed, ...]:
    with store_of(document) as store, store.reading() as tx:
        return letters_of_enterprise(tx, document["enterprise"]["number"], language=language, at=at)


def letters(document: dict[str, Any], **how: Any) -> tuple[Letter, ...]:
    return tuple(one.letter for one in addressed(document, **how))


def letter_for(role: str, document: dict[str, Any], **how: Any) -> Letter:
    [found] = [letter for letter in letters(document, **how) if letter.recipient.roles[:1] == (role,)]
    return found


def transcript(name: str) -> Transcript:
    return read(flows_folder() / f"{name}.yaml")


def letters_now(conversation: Conversation, store: Store, at: datetime) -> tuple[Letter, ...]:
    """The letters of a conversation where it stands."""
    with store.reading() as tx:
        found = letters_of_replay(tx, conversation._replay, language="nl", at=at)
    return tuple(one.letter for one in found)


def letters_after(name: str, step: str) -> tuple[Letter, ...]:
    """The letters of a transcript once a step was answered (the last time that it is)."""
    played, found = transcript(name), None
    with played.store() as store:
        conversation = conversation_of(played, store)
        for _, reply in play(played, conversation):
            if any(line.step == step for line in conversation.lines()) and found is None:
                found = letters_now(conversation, store, played.now)
            assert reply.outcome != "refused"
    assert found is not None
    return found


GOLDEN = Path(__file__).parent / "golden"
