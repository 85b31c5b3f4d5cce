"""`readiness/1` as a JSON document (interface §6), a row a line."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from assistant.domain.days import BRUSSELS
from assistant.reports.readiness.report import Report

FORMAT = "readiness/1"


def write_json(report: Report, out: BinaryIO) -> None:
    """Write the document."""
    out.write(
        f'{{"format": "{FORMAT}", "at": {_json(report.at.astimezone(BRUSSELS).isoformat())},\n"organisations": ['.encode()
    )
    between = "\n"
    for row in report.rows:
        out.write(f"{between}{_json(row)}".encode())
        between = ",\n"
    out.write(f'\n],\n"totals": {_json(report.totals())}}}\n'.encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
