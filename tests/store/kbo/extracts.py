"""Zips as the KBO gives them out, with made-up enterprises."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.store.kbo.extract import opened_extract
from assistant.store.kbo.importing import KboReport, import_kbo
from assistant.store.opening import Store, clock

HEADINGS = {
    "meta": "Variable,Value",
    "code": "Category,Code,Language,Description",
    "enterprise": "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalForm,JuridicalFormCAC,StartDate",
    "establishment": "EstablishmentNumber,StartDate,EnterpriseNumber",
    "denomination": "EntityNumber,Language,TypeOfDenomination,Denomination",
    "address": "EntityNumber,TypeOfAddress,CountryNL,CountryFR,Zipcode,MunicipalityNL,MunicipalityFR,StreetNL,StreetFR,"
    "HouseNumber,Box,ExtraAddressInfo,DateStrikingOff",
}
HOSPITAL, CLINIC, GONE = "0123.456.749", "0100.000.070", "0100.000.169"
CAMPUS = "2.100.000.001"

CODES = (
    ("JuridicalSituation", "000", "NL", "Normale toestand"),
    ("JuridicalSituation", "050", "NL", "Opening faillissement"),
)


def enterprise(number: str, situation: str = "000") -> tuple[str, ...]:
    return number, "AC", situation, "2", "017", "", "08-01-1990"


def name(number: str, text: str, language: str = "2", kind: str = "001") -> tuple[str, ...]:
    return number, language, kind, text


def address(number: str, street: str, kind: str = "REGO", french: str = "") -> tuple[str, ...]:
    return number, kind, "", "", "9999", "Voorbeeldegem", "Commune", street, french, "1", "A", "", ""


FULL: Mapping[str, Sequence[tuple[str, ...]]] = {
    "code": CODES,
    "enterprise": (enterprise(HOSPITAL), enterprise(CLINIC, "050"), enterprise(GONE)),
    "establishment": ((CAMPUS, "01-02-2003", HOSPITAL),),
    "denomination": (
        name(HOSPITAL, "ZVB", kind="002"),
        name(HOSPITAL, "Hôpital Exemple", "1"),
        name(HOSPITAL, 'Ziekenhuis "Voorbeeld", vzw'),
        name(CLINIC, "Kliniek Proef"),
        name(CAMPUS, "Campus Noord", kind="003"),
    ),
    "address": (address(HOSPITAL, "Voorbeeldstraat", french="Rue Exemple"), address(CAMPUS, "Proeflaan", "BAET")),
}


def meta(number: int, kind: str, day: str) -> tuple[tuple[str, str], ...]:
    return (
        ("SnapshotDate", day),
        ("ExtractTimestamp", f"{day} 07:00:00"),
        ("ExtractType", kind),
        ("ExtractNumber", str(number)),
    )


def zipped(path: Path, files: Mapping[str, str]) -> Path:
    """A zip of these texts, by file name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, text in files.items():
            archive.writestr(file, text.encode())
    return path


def as_csv(heading: str, rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([heading.split(","), *rows])
    return text.getvalue()


def texts(rows: Mapping[str, Sequence[tuple[str, ...]]], number: int = 100, day: str = "01-11-2026") -> dict[str, str]:
    """The files of a full extract, to be changed before they are zipped."""
    rows = {"meta": meta(number, "full", day), **rows}
    return {f"{stem}.csv": as_csv(HEADINGS[stem], rows[stem]) for stem in rows}


def full(path: Path, number: int = 100, day: str = "01-11-2026", **changed: Sequence[tuple[str, ...]]) -> Path:
    """A full extract, some of its files with other rows."""
    return zipped(path / f"KboOpenData_{number:04}_2026_11_Full.zip", texts({**FULL, **changed}, number, day))


def update(path: Path, number: int = 101, day: str = "02-11-2026", **changes: Sequence[Any]) -> Path:
    """An update: `<stem>_delete` lists numbers, `<stem>_insert` rows."""
    files = {"meta.csv": as_csv(HEADINGS["meta"], meta(number, "update", day))}
    for name_, rows in changes.items():
        heading = HEADINGS[name_.partition("_")[0]]
        if name_.endswith("_delete"):
            key = heading.split(",")[0]
            files[f"{name_}.csv"] = as_csv(key, [(number,) for number in rows])
        else:
            files[f"{name_}.csv"] = as_csv(heading, rows)
    return zipped(path / f"KboOpenData_{number:04}_2026_11_Update.zip", files)


def bring_in(store: Store, path: Path, progress: Any = lambda *_: None) -> KboReport:
    """Import a zip."""
    with opened_extract(str(path)) as extract:
        return import_kbo(store, extract, clock, progress)
