"""The answer to the caller: what stood in the way, who does what about it, and from when it works. Text or `.eml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from assistant.checks.repair import repair
from assistant.conversation.support_code import support_code
from assistant.conversation.texts import Texts
from assistant.domain.words import words
from assistant.reports.helpdesk.case import Case, email_of, language_of, read_case, saying
from assistant.reports.helpdesk.wording import actor_words, begins_words, moment_words, step_words, wrapped
from assistant.reports.mail import mail


@dataclass(frozen=True, slots=True)
class CallerAnswer:
    """What is sent to the caller, or read out. `to` is the address, where it is known."""

    subject: str
    text: str
    to: str | None
    language: str

    def eml(self) -> bytes:
        """Return it as a draft for the mail program."""
        return mail(self.subject, self.text, to=self.to, language=self.language)


def caller_answer(
    tx: Session,
    number: str,
    *,
    person: str | None = None,
    application: str | None = None,
    at: datetime,
    language: str | None = None,
) -> CallerAnswer:
    """Return the answer to someone (INSZ) who asked about an application, in the person's own language unless told.

    Without a person it speaks to the organisation. It holds no personal numbers. Raises `Malformed` when the store does not
    know the enterprise.
    """
    case = read_case(tx, number, Texts(), at=at, application=application, person=person)
    texts = Texts(language or language_of(case, person))
    if texts.language != case.texts.language:
        case = read_case(tx, number, texts, at=at, application=application, person=person)
    plan = repair(tx, number, application=application, person=person, at=at, say=saying(texts))
    return _Answer(case, plan).written()


class _Answer:
    def __init__(self, case: Case, plan: Mapping[str, Any]) -> None:
        self._case, self._plan = case, plan
        self._say = case.texts.text
        self._decisions = case.diagnosis["decisions"]

    def written(self) -> CallerAnswer:
        applications = ", ".join(dict.fromkeys(one["application"] for one in self._decisions))
        subject = self._say(words("Uw toegang tot {application}"), application=applications or self._case.name)
        text = self._case.masked("\n".join(self._lines())) + "\n"
        return CallerAnswer(subject, text, email_of(self._case, self._case.person), self._case.texts.language)

    def _lines(self) -> Iterator[str]:
        case = self._case
        known = case.person in case.people
        greeting = self._say(words("Dag {name},"), name=case.who(case.person)) if known else self._say(words("Dag,"))
        yield from (greeting, "")
        told = words("We keken uw toegang na bij {name}, op {at}.")
        yield from wrapped(self._say(told, name=case.name, at=moment_words(case.at, case.texts)))
        yield ""
        for one in self._decisions:
            yield from wrapped(self._verdict(one))
        if not self._decisions:
            yield from wrapped(self._say(words("We weten niet welke toepassing u nodig hebt. Laat het ons weten.")))
        yield ""
        yield from self._causes()
        yield from self._steps()
        yield from self._outside()
        yield from self._closing()

    def _verdict(self, one: Mapping[str, Any]) -> str:
        where = self._case.where(one["capacity"], one["unit"])
        facts = {"application": one["application"], "where": where or self._case.name}
        if self._case.person is None:
            facts["application"] = f"{self._case.who(one['person'])}, {one['application']}"
        match one["verdict"]:
            case "allowed":
                return self._say(words("{application} op {where}: u hebt toegang. Aan de rechten ligt het niet."), **facts)
            case "pending":
                at = begins_words(one["from"], self._case.texts)
                return self._say(words("{application} op {where}: u krijgt toegang vanaf {at}. U hoeft niets te doen."),
                                 **facts, at=at)  # fmt: skip
            case "unknown":
                return self._say(words("{application} op {where}: we weten nog niet zeker of u toegang hebt."), **facts)
        if one["from"]:
            at = begins_words(one["from"], self._case.texts)
            return self._say(words("{application} op {where}: u hebt nog geen toegang, wel vanaf {at}."), **facts, at=at)
        return self._say(words("{application} op {where}: u hebt nu geen toegang."), **facts)

    def _causes(self) -> Iterator[str]:
        """Yield what denies; where nothing does, what is not known or has to be waited for."""
        findings = self._case.diagnosis["findings"]
        telling = [one for one in findings if one["severity"] == "blocking"]
        if not telling:
            codes = {code for one in self._decisions if one["verdict"] != "allowed" for code in one["findings"]}
            telling = [one for one in findings if one["code"] in codes]
        if telling:
            yield self._say(words("Wat we vonden:"))
            for one in telling:
                yield from wrapped(one["message"], "  ", "- ")
            yield ""

    def _steps(self) -> Iterator[str]:
        steps = self._plan["steps"]
        if not steps:
            return
        yield self._say(words("Wat er moet gebeuren in het portaal:"))
        for step in steps:
            who = self._say(words("{what}. Dit doet {who}."), what=step_words(step, self._case), who=self._actor(step))
            yield from wrapped(who, "   ", f"{step['n']}. ")
        if steps[-1]["then"] == "wait":
            yield from wrapped(self._say(words("Daarna duurt het hoogstens 20 minuten. Meld u dan opnieuw aan.")))
        yield ""

    def _actor(self, step: Mapping[str, Any]) -> str:
        return actor_words(step["by"], self._case)

    def _outside(self) -> Iterator[str]:
        if self._plan["outside"]:
            yield self._say(words("Wat buiten het portaal moet gebeuren:"))
            for one in self._plan["outside"]:
                yield from wrapped(f"{one['who']}: {one['what']}", "  ", "- ")
            yield ""

    def _closing(self) -> Iterator[str]:
        code = case_code(self._case)
        yield from wrapped(
            self._say(words("Lukt het daarna nog niet? Antwoord dan op dit bericht met de code {code}."), code=code)
        )
        yield ""
        yield self._say(words("Met vriendelijke groeten"))


def case_code(case: Case) -> str:
    """Return the support code of a case: what was found, blocking things first."""
    return support_code(None, (one["code"] for one in case.diagnosis["findings"]))
