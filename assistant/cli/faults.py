"""Everything that can go wrong, told in one line on standard error with what to do, and its exit code (interface §1)."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from pathlib import Path

import click

from assistant.cli.output import drop_output, warn
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.system_faults import reason
from assistant.domain.words import words
from assistant.store.fault import StoreFault

WRONG_USE, NO_STORE, INTERRUPTED, OUR_FAULT = 2, 3, 130, 70
"""Exit codes. 70 is a fault of the program itself; interface §1 has no number for what should not happen."""

TRACE = "TOEGANGSWIJZER_TRACE"
"""Set in the environment, it shows where in the program a fault arose."""


class BadInput(Exception):
    """A file or argument that cannot be used; `str()` names it, the place in it and what to do. Exit code 2."""


def report(fault: BaseException) -> int:
    """Tell the user what went wrong and return the exit code."""
    if os.environ.get(TRACE):
        traceback.print_exception(fault)
    code, text = (0, "") if _reader_left(fault) else _explained(fault)
    if text:
        with contextlib.suppress(OSError):  # nobody can be told
            warn(f"toegangswijzer: {text}")
    drop_output()
    return code


def _reader_left(fault: BaseException) -> bool:
    """Whether whoever read our output wants no more of it: that is no fault. Windows says so in another way."""
    if sys.platform == "win32" and isinstance(fault, OSError) and fault.errno == errno.EINVAL and not fault.filename:
        return True
    return isinstance(fault, BrokenPipeError)


def _explained(fault: BaseException) -> tuple[int, str]:
    if isinstance(fault, KeyboardInterrupt):
        return INTERRUPTED, told("onderbroken. Alles wat aanvaard was, is bewaard.")
    if isinstance(fault, click.ClickException):
        return WRONG_USE, _wrong_use(fault)
    if isinstance(fault, StoreFault):
        return NO_STORE, told(fault.text, **fault.facts) + " " + told(fault.what_to_do, **fault.facts)
    if isinstance(fault, Malformed):
        return WRONG_USE, told(fault.text, **fault.facts)
    if isinstance(fault, BadInput):
        return WRONG_USE, str(fault)
    if isinstance(fault, OSError):
        return WRONG_USE, _system(fault)
    if type(fault).__name__ == "RowFaults":  # named, not imported: it would load YAML for every other fault
        return WRONG_USE, str(fault)
    if isinstance(fault, MemoryError | RecursionError):
        return WRONG_USE, told("de invoer is te groot of te diep genest.")
    return OUR_FAULT, _ours(fault)


def _wrong_use(fault: click.ClickException) -> str:
    """click's messages in our own words, with how to get help."""
    text = _usage_fault(fault)
    context = getattr(fault, "ctx", None)
    if context is None:
        return text
    return text + " " + told("Uitleg: {command} --help", command=context.command_path)


def _usage_fault(fault: click.ClickException) -> str:
    if isinstance(fault, click.exceptions.NoSuchCommand):
        text = told("Opdracht '{name}' bestaat niet.", name=fault.command_name)
        return text + _meant(fault.possibilities)
    if isinstance(fault, click.NoSuchOption):
        text = told("Optie {name} bestaat niet.", name=fault.option_name)
        return text + _meant(fault.possibilities)
    if isinstance(fault, click.MissingParameter) and fault.param is not None:
        return told("{what} ontbreekt.", what=_named(fault.param, fault.ctx))
    if isinstance(fault, click.BadParameter) and fault.param is not None:
        return f"{_named(fault.param, fault.ctx)}: {fault.message}"
    if isinstance(fault, click.BadOptionUsage):
        return told("Optie {name} is niet goed gebruikt: kijk na of er een waarde bij hoort.", name=fault.option_name)
    return fault.message


def _named(param: click.Parameter, ctx: click.Context | None) -> str:
    """How a person knows a parameter: `--enterprise NUMMER`, `BESTAND`."""
    if isinstance(param, click.Option):
        return f"{param.opts[0]} {param.metavar or ''}".strip()
    return param.metavar or param.human_readable_name


def _meant(possibilities: list[str] | None) -> str:
    return " " + told("Bedoelt u {near}?", near=possibilities[0]) if possibilities else ""


def system_reason(fault: OSError | ValueError) -> str:
    """What an operating system's fault means to the user, in Dutch; its own words when it is a rare one."""
    if isinstance(fault, ValueError):  # a name that no file can have
        return told(words("bestaat niet"))
    return told(reason(fault))


def _system(fault: OSError) -> str:
    name = fault.filename if fault.filename is not None else told("de uitvoer")
    return f"{os.fsdecode(name) if isinstance(name, bytes) else name}: {system_reason(fault)}."


def _ours(fault: BaseException) -> str:
    place = ""
    for frame in traceback.extract_tb(fault.__traceback__):
        if "assistant" in Path(frame.filename).parts:
            place = f"{Path(frame.filename).name}:{frame.lineno}"
    return told(
        "dit had niet mogen gebeuren: {kind} bij {place}. Alles wat aanvaard was, is bewaard. Meld dit aan wie u helpt; "
        "met {trace}=1 ziet u waar het misging.",
        kind=type(fault).__name__, place=place, trace=TRACE,
    )  # fmt: skip
