"""A support code: a few letters and digits that open the same step, or the same findings, on another desk.

It holds no personal data: which step of which guide, and at most three codes of findings, each as a few bits of a digest
of its name, and a checksum. The digests are looked up among what this program knows, so a code lives as long as its names.

    TW-5K2P9-7QX-CC     step (5 signs), each finding (3), checksum (2); letters that look like digits count as those
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

import msgspec

from assistant.conversation.load import loadable_guides
from assistant.domain.malformed import Malformed
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words

PREFIX = "TW"
MOST_FINDINGS = 3

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_LOOKS_LIKE = str.maketrans("ILO", "110")
_STEP, _FINDING, _CHECK = 5, 3, 2
_NO_STEP = _SIGNS[0] * _STEP


class Support(msgspec.Struct, frozen=True):
    """What a support code says: a step, as `guide/step`, and the codes of findings."""

    step: str | None
    findings: tuple[str, ...]


def support_code(step: str | None, findings: Iterable[str] = ()) -> str:
    """Return the code for a step (`guide/step`; None for none) and findings, of which the first three count."""
    codes = [_digest(code, _FINDING) for code in list(dict.fromkeys(findings))[:MOST_FINDINGS]]
    parts = [_digest(step, _STEP) if step else _NO_STEP, *codes]
    return "-".join([PREFIX, *parts, _checksum("".join(parts))])


def read_support_code(text: str) -> Support:
    """Return what a code says, however it is spaced or written. Raises `Malformed`, telling a slip from a strange code."""
    signs = _signs(text)
    if signs is None:
        raise Malformed("no-support-code", words("Dit is geen hulpcode. Een hulpcode begint met TW, zoals TW-00000-00."))
    body, check = signs[:-_CHECK], signs[-_CHECK:]
    if _checksum(body) != check:
        raise Malformed("wrong-check", words("Deze hulpcode klopt niet. Kijk of er geen teken verkeerd of vergeten is."))
    step = None if body[:_STEP] == _NO_STEP else _steps().get(body[:_STEP])
    parts = [body[at : at + _FINDING] for at in range(_STEP, len(body), _FINDING)]
    findings = tuple(_findings()[part] for part in parts if part in _findings())
    if (step is None and body[:_STEP] != _NO_STEP) or len(findings) < len(parts):
        raise Malformed(
            "other-version",
            words("Deze hulpcode is van een andere versie van Toegangswijzer. Werk de oudste van de twee bij."),
        )
    return Support(step, findings)


def is_support_code(text: str) -> bool:
    """Tell whether a text is written as a support code, rightly or with a slip."""
    return text.strip().upper().startswith(f"{PREFIX}-") and _signs(text) is not None


def _signs(text: str) -> str | None:
    """Return the signs of a code without its beginning, None for a text that is none."""
    plain_text = "".join(c for c in text.upper() if not c.isspace() and c not in "-–—.")
    if not plain_text.startswith(PREFIX):
        return None
    signs = plain_text[len(PREFIX) :].translate(_LOOKS_LIKE)
    findings, rest = divmod(len(signs) - _STEP - _CHECK, _FINDING)
    right = rest == 0 and 0 <= findings <= MOST_FINDINGS and all(c in _SIGNS for c in signs)
    return signs if right else None


def _digest(name: str, length: int) -> str:
    number = int.from_bytes(sha256(name.encode()).digest()[:8], "big") % (len(_SIGNS) ** length - 1) + 1
    return _written(number, length)


def _checksum(body: str) -> str:
    """Return two signs by which one wrong sign, or two that changed places, are noticed: places weigh by powers of 37."""
    total = 0
    for sign in body:
        total = (total * 37 + _SIGNS.index(sign) + 1) % 1021
    return _written(total, _CHECK)


def _written(number: int, length: int) -> str:
    signs = ""
    for _ in range(length):
        number, last = divmod(number, len(_SIGNS))
        signs = _SIGNS[last] + signs
    return signs


def _all_steps() -> Iterator[tuple[str, str]]:
    """Yield every name of a step as `guide/step`, older ones too, with its present one."""
    for guide in loadable_guides()[0]:
        for section in guide.sections:
            for step in section.steps:
                present = f"{guide.head.id}/{step.id}"
                yield from ((f"{guide.head.id}/{name}", present) for name in (step.id, *step.aliases))


@cache
def _steps() -> dict[str, str]:
    return {_digest(name, _STEP): present for name, present in _all_steps()}


@cache
def _findings() -> dict[str, str]:
    return {_digest(code, _FINDING): code for code in symptoms()}
