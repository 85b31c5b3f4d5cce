"""One zip of the KBO's open data: what it says of itself, and its files row by row, never a whole file in memory.

The zips are `KboOpenData_<number>_<yyyy>_<mm>_Full.zip` or `…_Update.zip`: CSV with commas and double quotes, UTF-8,
perhaps with a byte order mark, an empty field for what is not known (rulebook §11). Columns that are not asked for
may stand there or not, in any order.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.domain.malformed import Malformed
from assistant.domain.words import words

Convert = Callable[[Sequence[str]], tuple[Any, ...]]
"""Makes what is kept of the asked columns of one row. Raises `ValueError` when they cannot be that."""

_NAME = re.compile(r"KboOpenData_(\d+)_", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the zip: its bare name in lower case, and its size when unpacked, in bytes."""

    name: str
    size: int
    info: zipfile.ZipInfo


class Extract:
    """An opened zip. `number` counts the extracts; `day` is the day that the data are of."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._members = {PurePosixPath(info.filename).name.lower(): info for info in archive.infolist() if not info.is_dir()}
        meta = dict(self.rows("meta.csv", ("Variable", "Value"), _variable))
        self.number = _number(meta, name)
        self.day = _day(meta)
        kind = meta.get("extracttype", "")
        self.is_update = kind == "update" or (not kind and any(name.endswith("_insert.csv") for name in self._members))

    def member(self, name: str) -> Member | None:
        """Return a file of the zip; `None` when there is none of this name."""
        info = self._members.get(name)
        return Member(name, info.file_size, info) if info else None

    def fingerprint(self, names: Sequence[str]) -> str:
        """Return what tells these files from others: of their check sums and sizes, without reading them."""
        found = [(name, info.CRC, info.file_size) for name in names if (info := self._members.get(name))]
        return hashlib.sha256(repr((self.number, found)).encode()).hexdigest()

    def rows(
        self, name: str, columns: Sequence[str], convert: Convert, *, skip: int = 0, at: Callable[[int], None] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Yield what `convert` makes of the named columns of each row of a file, the first `skip` rows left out.

        `at` is told now and then how many bytes were read. Raises `Malformed` with the file and the line.
        """
        info = self._members.get(name)
        if info is None:
            raise Malformed("no-file", words("Het bestand {file} ontbreekt in de zip."), file=name)
        reader: Any = None
        try:
            with self._archive.open(info) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
                reader = csv.reader(text)
                pick = _picker(next(reader, []), columns, name)
                for _ in range(skip):
                    next(reader, None)
                for line, row in enumerate(reader, skip + 1):
                    if row:
                        yield convert(pick(row))
                    if at is not None and not line % 10_000:
                        at(raw.tell())
        except UnicodeDecodeError:  # it is read in pieces: on which line it stands is not known
            raise Malformed(
                "not-utf-8",
                words(
                    "{file} is geen UTF-8: iemand heeft het anders bewaard. Haal de zip opnieuw bij de KBO. "
                    "Wat al ingelezen was, blijft gelden."
                ),
                file=name,
            ) from None
        except (IndexError, ValueError, csv.Error) as fault:
            if isinstance(fault, Malformed):
                raise
            raise Malformed(
                "bad-row",
                words(
                    "{file}, regel {line}: hier klopt iets niet. Haal de zip opnieuw bij de KBO. "
                    "Wat al ingelezen was, blijft gelden."
                ),
                file=name,
                line=reader.line_num if reader else 1,
            ) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise Malformed(
                "damaged", words("{file} in de zip is beschadigd. Haal de zip opnieuw bij de KBO."), file=name
            ) from None


@contextmanager
def opened_extract(path: str) -> Iterator[Extract]:
    """Open a zip for reading. Raises `Malformed` when it is none of the KBO's, `OSError` when it cannot be read."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Malformed(
            "not-a-zip", words("Dit is geen zip-bestand. Geef de zip zoals u hem bij de KBO hebt gehaald.")
        ) from None
    with archive:
        yield Extract(archive, Path(path).name)


def _picker(heading: Sequence[str], columns: Sequence[str], name: str) -> Callable[[Sequence[str]], Sequence[str]]:
    """Return what picks the columns from a row. Raises `Malformed` that names those that are not there."""
    places = {column.strip().lower(): place for place, column in enumerate(heading)}
    missing = [column for column in columns if column.lower() not in places]
    if missing:
        raise Malformed(
            "no-column",
            words("{file}: de kolom {columns} ontbreekt. Is dit een zip van KBO Open Data?"),
            file=name,
            columns=", ".join(missing),
        )
    wanted = [places[column.lower()] for column in columns]
    return itemgetter(*wanted) if len(wanted) > 1 else lambda row: (row[wanted[0]],)


def _variable(row: Sequence[str]) -> tuple[str, str]:
    variable, value = row
    return variable.strip().lower(), value.strip().lower()


def _number(meta: dict[str, str], name: str) -> int:
    text = meta.get("extractnumber", "")
    if text.isascii() and text.isdigit():
        return int(text)
    if found := _NAME.match(name):
        return int(found[1])
    raise Malformed("no-number", words("meta.csv: het nummer van het uittreksel (ExtractNumber) ontbreekt."))


def _day(meta: dict[str, str]) -> date:
    for variable in ("snapshotdate", "extracttimestamp"):
        try:
            return day_of(meta.get(variable, "")[:10])
        except ValueError:
            continue
    raise Malformed("no-date", words("meta.csv: de datum van de gegevens (SnapshotDate) ontbreekt."))


def day_of(text: str) -> date:
    """Return a day of the KBO's, dd-mm-yyyy. Raises `ValueError`."""
    return datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 (a day has no offset)
