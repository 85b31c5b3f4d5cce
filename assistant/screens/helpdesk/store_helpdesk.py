"""The help desk over a real store: one session a job, plain data out. Everything here is called backstage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from assistant.checks.diagnosis import Judgement, judge, unknown_enterprise
from assistant.checks.repair.alternatives import planned
from assistant.checks.repair.applying import apply_plan, take_back
from assistant.checks.rule_table import OF_PERSON, WHOLE
from assistant.checks.since import turned_since
from assistant.checks.unit_names import UNIT_NAMES
from assistant.checks.warnings import WARNINGS
from assistant.checks.wording import Names, Say
from assistant.conversation.asking.answers import ask
from assistant.conversation.texts import Texts
from assistant.domain.malformed import Malformed
from assistant.domain.masking import masked
from assistant.domain.numbers import enterprise_number, fault_of, masked_insz, spaced_enterprise
from assistant.domain.vocabulary import ManagerStatus, Role
from assistant.domain.words import words
from assistant.screens.helpdesk import looking_back, reading
from assistant.screens.helpdesk.cases import (
    Actor,
    Answer,
    Applied,
    Asked,
    Belongs,
    Case,
    Found,
    Hit,
    Place,
    Plan,
    Since,
    Step,
    TakenIn,
    Written,
    WrittenAs,
)
from assistant.screens.helpdesk.portal_screen import read_screen
from assistant.screens.helpdesk.steps import Wording, plan_of
from assistant.screens.helpdesk.writing import support_answer, write
from assistant.screens.speech import Speech
from assistant.screens.twigs import Twig, enterprise_twig
from assistant.store.elsewhere import NO_TREE, has_tree
from assistant.store.exchange.document import Document
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.find import Found as FoundInStore
from assistant.store.find import find
from assistant.store.ledger import tree_as_of
from assistant.store.opening import Store, memory_store
from assistant.store.tables import Enterprise, ListedPerson, Manager, Person

MOST_HITS = 50
"""What a search gives at most; who finds more, types on."""
SURE = 90.0
"""The score from which what was typed is taken for a name, and not for a message on a screen."""


class _Read(NamedTuple):
    """An enterprise as it is judged: its row, its people's and units' names, the judgement."""

    name: str
    version: int
    people: dict[str, str]
    names: Names
    judgement: Judgement


class StoreHelpDesk:
    """Cases from a store. `opened` gives the store, opened when it is first needed."""

    def __init__(self, opened: Callable[[], Store], now: Callable[[], datetime]) -> None:
        self._opened = opened
        self._now = now

    def warm(self) -> None:
        """Open the store, and have the statements of a diagnosis written: the first one takes ten times as long."""
        with self._opened().reading() as tx:
            for statement in (WHOLE, OF_PERSON, WARNINGS, UNIT_NAMES):
                statement.written(tx.connection().dialect)

    def find(self, text: str, language: str) -> Found:
        """What a text may mean: what the store holds of that name or number, and what the tables tell about it.

        Raises `Malformed` for a support code with a slip in it, `StoreFault`.
        """
        opened = support_answer(text, Texts(language))
        if opened is not None:
            return Found(answers=(opened,))
        try:
            with self._opened().reading() as tx:
                found = find(tx, text, limit=MOST_HITS + 1)
        except Malformed:  # nothing can be called so; it may still be a message on a screen
            found = ()
        sure = bool(found) and found[0].score >= SURE
        answers = () if sure else tuple(Answer(a.title, a.text, a.source) for a in ask(text, language, self._now()))
        hits = tuple(_hit(one, Texts(language)) for one in found[:MOST_HITS])
        unknown = None if any(one.source == "tree" for one in found) else _number(text)
        fault = None if found else fault_of(text.strip())
        return Found(hits, answers, unknown, len(found) > MOST_HITS, Texts(language).fault(fault) if fault else "")

    def case(self, asked: Asked, language: str) -> Case:
        """The diagnosis. Raises `Malformed` when the store does not know the enterprise, `StoreFault`."""
        say = reading.translator(Texts(language))
        with self._standing(asked) as tx:
            found = self._read(tx, asked, say)
            return Case(
                asked,
                found.name,
                found.judgement.at,
                reading.accesses(found.judgement.decisions),
                reading.troubles(found.judgement, found.people, found.names, say),
                found.people,
                reading.applications(found.judgement),
                _actors(tx, asked.enterprise, found.people),
                found.version,
            )

    def tree(self, asked: Asked, language: str) -> Twig:
        """The enterprise's tree. Raises `Malformed` when the store does not know it, or did not then."""
        with self._opened().reading() as tx:
            tree = _then(tx, asked) if asked.as_of else export_tree(tx, asked.enterprise)
            if tree is None:
                raise unknown_enterprise(tx, asked.enterprise)
        return enterprise_twig(tree, Speech(language))

    def plan(self, asked: Asked, actor: Actor | None, language: str) -> Plan:
        """The plan for what is asked, as things stand now. Raises `Malformed`, `StoreFault`."""
        texts = Texts(language)
        say = reading.translator(texts)
        number = asked.enterprise
        with self._opened().reading() as tx:
            found = planned(
                tx,
                number,
                application=asked.application,
                person=asked.person,
                actor=dict(actor) if actor else None,
                at=self._now(),
                say=say,
            )
            wording = Wording(_people(tx, number), _names(tx, number, say), texts)
            return plan_of(found, asked, _version(tx, number), wording)

    def preview(self, plan: Plan, language: str) -> Twig:
        """The tree with the plan carried out."""
        return enterprise_twig(plan.after, Speech(language))

    def apply(self, plan: Plan, steps: Sequence[Step], language: str) -> Applied:
        """Perform steps, each whole, until one is refused. Raises `Malformed` when things changed meanwhile."""
        number = plan.asked.enterprise
        with self._opened().reading() as tx:
            if _version(tx, number) != plan.version:
                raise Malformed(
                    "conflict",
                    words("Iemand anders heeft deze onderneming intussen gewijzigd. Het plan wordt opnieuw gemaakt."),
                )
        applied = apply_plan(self._opened(), {"enterprise": number, "steps": [step.row for step in steps]}, self._now)
        refused = applied.refused
        return Applied(len(applied.done), Texts(language).text(refused.text, **refused.facts) if refused else "")

    def undo(self, enterprise: str, language: str) -> tuple[str, ...]:
        """Put the enterprise back as it was before the last `apply`. Raises `Malformed` when something came after it."""
        texts = Texts(language)
        with self._opened().transaction() as tx:
            wording = Wording(_people(tx, enterprise), _names(tx, enterprise, reading.translator(texts)), texts)
            taken = take_back(tx, enterprise, self._now())
        return tuple(f"{wording.title(one['action'])}: {wording.about(one)}" for one in taken)

    def since(self, asked: Asked, then: datetime, language: str) -> Since:
        """What differs between then and now. Raises `Malformed`, `StoreFault`."""
        texts, number = Texts(language), asked.enterprise
        with self._opened().reading() as tx:
            if tree_as_of(tx, number, then) is None:
                return Since(then, (), (), known=False)
            wording = Wording(_people(tx, number), _names(tx, number, reading.translator(texts)), texts)
            turned = turned_since(tx, number, then, self._now(), application=asked.application, person=asked.person)
            return Since(then, looking_back.changes(turned, wording), looking_back.deeds_since(tx, number, then, wording))

    def write(self, what: WrittenAs, asked: Asked, language: str) -> Written:
        """Write the caller's answer, a ticket or a mail. Raises `Malformed`, `StoreFault`."""
        with self._opened().reading() as tx:
            return write(tx, what, asked, at=self._now(), language=language)

    def read_screen(self, text: str, belongs: Belongs, language: str) -> TakenIn | None:
        """What stands on a pasted portal screen. Raises `Malformed`, `StoreFault`."""
        return read_screen(self._opened(), text, belongs, Texts(language), self._now)

    # Reading

    @contextmanager
    def _standing(self, asked: Asked) -> Iterator[Session]:
        """Yield the store as it stands, or a copy of the one enterprise as it stood then."""
        with self._opened().reading() as tx:
            if asked.as_of is None:
                yield tx
                return
            tree = _then(tx, asked)
        with memory_store() as copy:
            with copy.transaction() as writing:
                import_tree(writing, tree, asked.as_of)
            with copy.reading() as then:
                yield then

    def _read(self, tx: Session, asked: Asked, say: Say) -> _Read:
        number = asked.enterprise
        at = asked.as_of or self._now()
        if not has_tree(tx, number):
            raise unknown_enterprise(tx, number)
        judgement = judge(tx, number, application=asked.application, person=asked.person, at=at, say=say)
        row = tx.exec(select(Enterprise.name, Enterprise.version).where(Enterprise.number == number)).one()
        return _Read(row[0], row[1], _people(tx, number), _names(tx, number, say), judgement)


def _hit(one: FoundInStore, texts: Texts) -> Hit:
    number, label = spaced_enterprise(one.enterprise), masked(one.label)
    if one.source != "tree":
        return Hit("enterprise", Asked(one.enterprise), label, f"{number} · {texts.text(NO_TREE[one.source])}")
    if one.kind == "enterprise":
        return Hit("enterprise", Asked(one.enterprise), label, number)
    organisation = f"{masked(one.enterprise_name)} {number}"
    if one.kind == "unit":
        about = f"{one.unit} · {one.capacity} · {organisation}"
        return Hit("unit", Asked(one.enterprise), label, about, Place(one.capacity, one.unit))
    username = texts.text(words("gebruikersnaam {name}"), name=one.username) if one.username else ""
    about = " · ".join(part for part in (masked_insz(one.person or ""), username, organisation) if part)
    return Hit("person", Asked(one.enterprise, one.person), label, about, Place(None, None, one.person))


def _number(text: str) -> str | None:
    """Return the enterprise number that a text is, None when it is none."""
    try:
        return enterprise_number(text)
    except Malformed:
        return None


def _then(tx: Session, asked: Asked) -> Document:
    assert asked.as_of is not None
    tree = tree_as_of(tx, asked.enterprise, asked.as_of)
    if tree is None:
        raise Malformed("not-yet-known", words("Op dat ogenblik stond deze onderneming nog niet in de opslag."))
    return tree


def _version(tx: Session, number: str) -> int:
    return tx.exec(select(Enterprise.version).where(Enterprise.number == number)).one_or_none() or 0


def _people(tx: Session, number: str) -> dict[str, str]:
    query = select(Person.insz, Person.first_name, Person.surname).join(Enterprise).where(Enterprise.number == number)
    return {insz: f"{first} {last}".strip() for insz, first, last in tx.exec(query)}


def _names(tx: Session, number: str, say: Say) -> Names:
    key = tx.exec(select(Enterprise.id).where(Enterprise.number == number)).one()
    return Names(UNIT_NAMES.rows(tx, {"enterprise_id": key}), say)


def _actors(tx: Session, number: str, people: dict[str, str]) -> tuple[tuple[Actor, str], ...]:
    """Return who may be acting here: the active managers, from the widest role to the narrowest, and who represents it."""
    of_number = Enterprise.number == number
    managing = (
        select(Manager.role, Person.insz)
        .join(Person, col(Person.id) == Manager.person_id)
        .join(Enterprise, col(Enterprise.id) == Manager.enterprise_id)
        .where(of_number, Manager.status == ManagerStatus.ACTIVE.value)
        .distinct()
    )
    representing = (
        select(ListedPerson.listed_as, Person.insz)
        .join(Person, col(Person.id) == ListedPerson.person_id)
        .join(Enterprise, col(Enterprise.id) == ListedPerson.enterprise_id)
        .where(of_number, ListedPerson.listed_as == "legal_representatives")
    )
    order = list(Role)
    found = [(role, insz) for role, insz in tx.exec(managing)]
    found += [(Role.WV.value, insz) for _, insz in tx.exec(representing)]
    actors: list[Actor] = [
        {"role": role, "person": insz} for role, insz in sorted(found, key=lambda one: order.index(Role(one[0])))
    ]
    return tuple((actor, f"{actor['role']} {people.get(actor['person'] or '', '')}".strip()) for actor in actors)
