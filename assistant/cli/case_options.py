"""What `diagnose` and `repair` can be asked for alike: an enterprise, an application, a person, an actor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from assistant.cli.faults import BadInput
from assistant.cli.frame import Enterprise, wishes
from assistant.cli.told import told
from assistant.domain.words import words

if TYPE_CHECKING:
    from sqlmodel import Session

    from assistant.cli.wishes import Wishes
    from assistant.reports.helpdesk.case import Case


class Insz(click.ParamType[str]):
    """A national register number in any spelling, as its eleven digits."""

    name = "insz"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return eleven digits, or say what is wrong with the number (rulebook N4)."""
        from assistant.domain.malformed import Malformed  # noqa: PLC0415
        from assistant.domain.numbers import insz  # noqa: PLC0415

        try:
            return insz(str(value))
        except Malformed as fault:
            return self.fail(told(fault.text, **fault.facts), param, ctx)


class ActorParam(click.ParamType[dict[str, Any]]):
    """Who does something, as `ROLE:INSZ`."""

    name = "actor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Any]:
        """Return the actor as an action names it (interface §3)."""
        if isinstance(value, dict):
            return value
        from assistant.domain.malformed import Malformed  # noqa: PLC0415
        from assistant.domain.numbers import insz  # noqa: PLC0415
        from assistant.domain.vocabulary import MANAGERS, Role  # noqa: PLC0415

        name, colon, number = str(value).partition(":")
        roles = {role.value.casefold(): role.value for role in (Role.WV, *MANAGERS, Role.USER)}
        role = roles.get(name.strip().casefold())
        if role is None or not colon:
            known = ", ".join(roles.values())
            return self.fail(told("Schrijf dit als ROL:INSZ. De rollen zijn {known}.", known=known), param, ctx)
        try:
            return {"role": role, "person": insz(number)}
        except Malformed as fault:
            return self.fail(told(fault.text, **fault.facts), param, ctx)


class PastParam(click.ParamType[datetime]):
    """A moment in ISO 8601, or as people say it: "maandag", "gisteren 14:30"."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in Brussels time, or say what is wrong with it."""
        if isinstance(value, datetime):
            return value
        from assistant.domain.days import moment  # noqa: PLC0415
        from assistant.domain.malformed import Malformed  # noqa: PLC0415
        from assistant.domain.past_moments import past_moment  # noqa: PLC0415

        try:
            return moment(str(value))
        except Malformed:
            pass
        assert ctx is not None
        try:
            return past_moment(str(value), wishes(ctx).clock()())
        except Malformed as fault:
            return self.fail(told(fault.text, **fault.facts), param, ctx)


enterprise = click.option(
    "--enterprise", type=Enterprise(), required=True, metavar="NUMMER", help=words("Het ondernemingsnummer.")
)
application = click.option("--application", metavar="NAAM", help=words("Alleen deze toepassing, bijvoorbeeld Heracles."))
person = click.option("--person", type=Insz(), metavar="INSZ", help=words("Alleen deze persoon."))


class Chosen(NamedTuple):
    """What a case is asked about."""

    enterprise: str
    application: str | None
    person: str | None


def read(transaction: Session, asked: Wishes, chosen: Chosen, as_of: datetime | None = None) -> Case:
    """The case that is asked for. Raises `Malformed`, and `BadInput` for an application that nobody knows."""
    from assistant.conversation.texts import Texts  # noqa: PLC0415
    from assistant.reports.helpdesk.case import read_case  # noqa: PLC0415

    found = read_case(
        transaction,
        chosen.enterprise,
        Texts(asked.language),
        at=asked.clock()(),
        application=chosen.application,
        person=chosen.person,
        as_of=as_of,
    )
    if chosen.application:
        _check_application(chosen.application, found.tree)
    return found


def _check_application(name: str, tree: Mapping[str, Any]) -> None:
    """Refuse an application that neither the catalogue nor the enterprise's tree knows: it is a slip of the pen."""
    from assistant.domain.catalogue import catalogue  # noqa: PLC0415

    known = catalogue()
    if not known.application(name) and all(one["application"] != name for one in tree["expected"]):
        raise unknown_application(name)


def unknown_application(name: str) -> BadInput:
    """The fault for an application that nobody knows, with the nearest that is known."""
    from rapidfuzz import process  # noqa: PLC0415

    from assistant.domain.catalogue import catalogue  # noqa: PLC0415

    known = catalogue()
    names = [one.name for one in (*known.applications, *known.tick_boxes)]
    near = process.extractOne(name, names, score_cutoff=60)
    hint = " " + told("Bedoelt u {near}?", near=near[0]) if near else ""
    return BadInput(told("Toepassing '{name}' is niet gekend.", name=name) + hint)
