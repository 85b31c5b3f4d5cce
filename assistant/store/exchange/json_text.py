"""JSON as other people and programs write it: read strictly, refused in one clear sentence with the place."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Never

from assistant.domain.malformed import Malformed
from assistant.domain.words import words

LONGEST = 200_000_000
"""Bytes or characters that are read at all; an enterprise with 100,000 users needs a quarter of it."""


def read_json(content: str | bytes) -> Any:
    """Return what a JSON text says. Raises `Malformed`.

    Refused besides what is no JSON: keys that stand twice, NaN and Infinity, nesting without end.
    """
    if len(content) > LONGEST:
        raise Malformed("too-long", words("Dit bestand is te groot: hoogstens {most} MB."), most=LONGEST // 1_000_000)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Malformed(
            "not-utf-8", words("Dit is geen UTF-8 (vanaf byte {start}). Bewaar het bestand als UTF-8."), start=error.start
        ) from None
    if not text.strip():
        raise Malformed("empty", words("Hier staat niets. Geef een tekst in JSON."))
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Malformed(
            "not-json",
            words("Dit is geen JSON: op regel {line}, teken {column} klopt het niet meer."),
            line=error.lineno,
            column=error.colno,
        ) from None
    except RecursionError:
        raise Malformed("too-deep", words("Dit is te diep genest om een toegangsboom te zijn.")) from None
    except Malformed:
        raise
    except ValueError:  # a whole number of thousands of digits
        raise Malformed("not-a-number", words("Hier staat een getal van duizenden cijfers.")) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise Malformed("key-twice", words("De sleutel '{key}' staat dubbel in één object."), key=twice[:60])
    return found


def _no_number(text: str) -> Never:
    raise Malformed("not-a-number", words("'{number}' is geen getal dat JSON kent."), number=text)
