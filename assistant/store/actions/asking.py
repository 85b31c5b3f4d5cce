"""The form of an action: one JSON object, read against `data/actions.yaml` before the store is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.domain import days, numbers, people
from assistant.domain.action_kinds import ActionKind, DataField, FieldKind, Need, action_kind
from assistant.domain.malformed import Malformed
from assistant.domain.rights import right_for
from assistant.domain.symptoms import symptoms
from assistant.domain.vocabulary import Role, UnitStatus
from assistant.domain.words import words
from assistant.store.actions.result import Code, Refusal
from assistant.store.exchange import labels
from assistant.store.exchange.faulty import Reading, free_text, named_text
from assistant.store.exchange.unit_path import unit_path
from assistant.store.remark import Remark

_KEYS = {"action", "as", "enterprise", "capacity", "unit", "person", "data", "expect_version"}

_ROLE = labels.one_of(Role)


@dataclass(frozen=True, slots=True)
class Asked:
    """An action in its normal form. `data` holds what was given, null included, each value as its kind has it."""

    kind: ActionKind
    role: Role | None
    actor: str | None
    enterprise: str
    capacity: str | None
    unit: str | None
    """A path; None where none was given: the capacity itself, or a new unit named in `data`."""
    person: str | None
    data: Mapping[str, Any]
    expect_version: int | None
    warnings: tuple[Remark, ...]

    @property
    def name(self) -> str:
        """The action's name."""
        return self.kind.name


def read_action(action: Mapping[str, Any], *, with_actor: bool = True) -> Asked:
    """Return an action in its normal form. Raises `Refusal`: `invalid`, or `unknown` for a capacity nobody knows.

    Without `with_actor` it need not say as whom it is done.
    """
    kind = _kind(action)
    reader = _Reader()
    for key in sorted(set(action) - _KEYS):
        raise _invalid(key[:60], words("{field}: dit hoort niet bij een actie."))
    role, actor = reader.actor(action.get("as"))
    if with_actor and role is None and right_for(kind.name) is not None:
        raise no_actor()
    places = {
        name: reader.place(name, need, action.get(name), read)
        for name, need, read in (
            ("enterprise", Need.REQUIRED, numbers.enterprise_number),
            ("capacity", kind.capacity, labels.capacity),
            ("unit", kind.unit, unit_path),
            ("person", kind.person, numbers.insz),
        )
    }
    data = reader.data(kind, action.get("data"))
    version = action.get("expect_version")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        raise _invalid("expect_version", words("{field}: hier hoort een geheel getal."))
    return Asked(
        kind=kind,
        role=role,
        actor=actor,
        enterprise=places["enterprise"] or "",
        capacity=places["capacity"],
        unit=places["unit"],
        person=places["person"],
        data=data,
        expect_version=version,
        warnings=reader.reading.end(),
    )


def no_actor() -> Refusal:
    """Return the refusal of an action that nobody is named for."""
    return _invalid("as", words('{field}: zeg als wie: {{"role": "TB", "person": "…"}}.'))


def _kind(action: Mapping[str, Any]) -> ActionKind:
    name = action.get("action")
    if not isinstance(name, str):
        raise _invalid("action", words("{field}: zeg welke actie, bijvoorbeeld user.register."))
    kind = action_kind(name)
    if kind is None:
        raise _invalid("action", words("{field}: '{given}' is geen actie die ik ken."), given=name[:60])
    return kind


def _invalid(field: str, text: str, **facts: object) -> Refusal:
    return Refusal("invalid", text, (), field=field, **facts)


class _Reader:
    """Reads the parts of an action; labels that nobody knows become warnings."""

    def __init__(self) -> None:
        self.reading = Reading()
        known = labels.Labels(self.reading)
        self._text_readers: dict[FieldKind, Callable[[str], Any]] = {
            FieldKind.APPLICATION: known.application,
            FieldKind.DATE: days.day,
            FieldKind.EMAIL: labels.address,
            FieldKind.FUNCTION: known.function,
            FieldKind.HCO: numbers.hco,
            FieldKind.LANGUAGE: labels.language,
            FieldKind.MOMENT: days.moment,
            FieldKind.NAME: named_text,
            FieldKind.PERSON_NAME: named_text,
            FieldKind.SYMPTOM: _symptom,
            FieldKind.TELEPHONE: people.telephone,
            FieldKind.TEXT: free_text,
            FieldKind.UNIT_STATUS: labels.one_of(UnitStatus),
            FieldKind.UNIT_TYPE: known.unit_type,
            FieldKind.USERNAME: people.username,
        }
        self._list_readers: dict[FieldKind, Callable[[str], Any]] = {
            FieldKind.APPLICATIONS: known.application,
            FieldKind.PEOPLE: numbers.insz,
        }

    def actor(self, given: object) -> tuple[Role | None, str | None]:
        if given is None:
            return None, None
        if not isinstance(given, Mapping) or set(given) - {"role", "person"}:
            raise _invalid("as", words('{field}: dit hoort zo: {{"role": "TB", "person": "…"}}.'))
        role = self.place("as.role", Need.REQUIRED, given.get("role"), _ROLE)
        # A legal representative may stay unnamed: who they are need not be known (interface §2).
        need = Need.OPTIONAL if role == Role.WV else Need.REQUIRED
        person = self.place("as.person", need, given.get("person"), numbers.insz)
        return Role(role or ""), person

    def place(self, name: str, need: Need, given: object, read: Callable[[str], str]) -> str | None:
        if given is None:
            if need is Need.REQUIRED:
                raise _invalid(name, words("{field}: dit ontbreekt."))
            return None
        if need is Need.NONE:
            raise _invalid(name, words("{field}: dit hoort niet bij deze actie."))
        return self._text(name, given, read)  # type: ignore[no-any-return]

    def data(self, kind: ActionKind, given: object) -> dict[str, Any]:
        if given is None:
            given = {}
        if not isinstance(given, Mapping):
            raise _invalid("data", words("{field}: hier hoort een object te staan: {{…}}."))
        for key in sorted(set(given) - set(kind.data)):
            # The name alone: what stands behind it may be a password.
            raise _invalid(f"data.{key[:60]}", words("{field}: dit hoort niet bij deze actie."))
        for key, field in kind.data.items():
            if field.required and field.else_ is None and given.get(key) is None:
                raise _invalid(f"data.{key}", words("{field}: dit ontbreekt."))
        return {key: self._value(f"data.{key}", kind.data[key], value) for key, value in given.items()}

    def _value(self, name: str, field: DataField, given: object) -> Any:
        if given is None:
            return None
        if field.kind is FieldKind.BOOLEAN:
            # Words too: a template knows nothing else.
            found = {True: True, False: False, "true": True, "false": False}.get(
                given if isinstance(given, (bool, str)) else ""
            )
            if found is None:
                raise _invalid(name, words("{field}: hier hoort true of false te staan."))
            return found
        if field.kind in self._list_readers:
            listed = given if isinstance(given, list) else [given]
            read = self._list_readers[field.kind]
            return list(dict.fromkeys(self._text(f"{name}[{n}]", one, read) for n, one in enumerate(listed)))
        return self._text(name, given, self._text_readers[field.kind])

    def _text(self, name: str, given: object, read: Callable[[str], Any]) -> Any:
        if not isinstance(given, str):
            raise _invalid(name, words("{field}: hier hoort een tekst te staan, tussen aanhalingstekens."))
        try:
            return read(given)
        except Malformed as fault:
            code: Code = "unknown" if fault.code == "unknown-capacity" else "invalid"
            # The fault itself is the fact, so that it can be translated too.
            raise Refusal(code, words("{field}: {what}"), (), field=name, what=fault) from None


def _symptom(text: str) -> str:
    code = text.strip()
    if code not in symptoms():
        raise Malformed("unknown-symptom", words("'{given}' is niet iets wat ik ken."), given=code[:60])
    return code
