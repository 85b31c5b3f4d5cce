"""What the store knows already stops nobody who says that it is done."""

from datetime import UTC, datetime

from assistant.conversation.session import Conversation, begin
from assistant.store.exchange.tree import export_tree
from assistant.store.opening import Store, memory_store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TO_ACTIVATION = [
    "0123.456.749", "Jeugdzorg Voorbeeld", "htb", "alles", "90.01.01-999.92", "Voorbeeld", "An", "directie@voorbeeld.be",
    "1", "", "90005", "", "insisto", "Voorbeeld; Bo; 90.02.02-999.69; bo@voorbeeld.be", "aanmelder",
    "nee", "", "htb", "hoedanigheid",
]  # fmt: skip


def talk(store: Store) -> Conversation:
    return begin(store, "jeugdhulp", language="nl", now=lambda: NOW, new_id=lambda: "one")


def managers(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as tx:
        tree = export_tree(tx, "0123456749")
    assert tree is not None
    return [(one["role"], one["person"], one["status"]) for one in tree["capacities"][0]["managers"]]


def test_another_manager_after_the_activation_is_no_dead_end() -> None:
    with memory_store() as store:
        conversation = talk(store)
        for answer in [*TO_ACTIVATION, "gedaan"]:
            assert conversation.answer(answer).outcome == "accepted", answer
        assert managers(store) == [("TB", "90010199992", "active")]
        conversation.look_back("hoedanigheid.beheerder")
        conversation.answer("ander")
        conversation.answer("leave")
        for answer in ["90.06.06-999.74", "Beheerder", "Els", "els@voorbeeld.be"]:
            assert conversation.answer(answer).outcome == "accepted", answer
        assert conversation.turn.step == "hoedanigheid.activeren-tb"
        assert conversation.answer("gedaan").outcome == "accepted"
        assert set(managers(store)) == {("TB", "90010199992", "left"), ("TB", "90060699974", "active")}


def test_a_user_name_of_someone_else_is_refused_still() -> None:
    with memory_store() as store:
        conversation = talk(store)
        bo_and_cis = "Voorbeeld; Bo; 90.02.02-999.69; bo@voorbeeld.be\nVoorbeeld; Cis; 90.03.03-999.46; cis@voorbeeld.be"
        people = [bo_and_cis if "Bo;" in answer else answer for answer in TO_ACTIVATION]
        people.insert(people.index("aanmelder"), "aanmelder")
        rest = ["gedaan", "nee", "nee", "Jeugdhulp", "", "gedaan", "samenaam", "gedaan", "samenaam"]
        for answer in [*people, *rest]:
            assert conversation.answer(answer).outcome == "accepted", (answer, conversation.turn.key)
        reply = conversation.answer("gedaan")
        assert reply.outcome == "refused"
        assert reply.turn.step == "gebruiker.toevoegen"
