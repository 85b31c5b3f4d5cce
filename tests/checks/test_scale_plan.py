"""What is asked about one organisation looks at that organisation's rows only, however many others there are."""

import re

import pytest
from sqlalchemy import text

from assistant.checks.diagnosis import moments
from assistant.checks.readiness.statements import BROKEN, CAPACITIES, JUDGED, LISTED, ORGANISATIONS
from assistant.checks.rule_table import OF_APPLICATION, OF_PAIR, OF_PERSON, WHOLE
from assistant.checks.unit_names import UNIT_NAMES
from assistant.checks.warnings import WARNINGS
from assistant.store.opening import memory_store
from assistant.store.tables import METADATA
from bench.sector import NOW, fill

ONE = {"enterprise_id": 7, "person_id": 70, "application": "Heracles", "first": 6, "last": 7, **moments(NOW)}
STATEMENTS = {
    "whole": WHOLE,
    "person": OF_PERSON,
    "application": OF_APPLICATION,
    "pair": OF_PAIR,
    "warnings": WARNINGS,
    "names": UNIT_NAMES,
    "judged": JUDGED,
    "broken": BROKEN,
    "capacities": CAPACITIES,
    "listed": LISTED,
    "organisations": ORGANISATIONS,
}
TABLES = set(METADATA.tables)
ALIASES = re.compile(r"\b(\w+) AS (\w+)\b")


@pytest.fixture(scope="module", params=["with figures", "without figures"])
def crowded(request):
    """A store of many organisations, with and without what the database itself knows of its tables (ANALYZE)."""
    with memory_store() as store:
        fill(store, 150)
        if request.param == "without figures":
            with store.engine.begin() as connection:
                connection.exec_driver_sql("DROP TABLE IF EXISTS sqlite_stat4")
                connection.exec_driver_sql("DELETE FROM sqlite_stat1")
                connection.exec_driver_sql("ANALYZE sqlite_schema")
        yield store


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_table_is_read_whole_for_one_organisation(crowded, name):
    with crowded.reading() as tx:
        connection = tx.connection()
        written = STATEMENTS[name].written(connection.dialect).element
        explained = text(f"EXPLAIN QUERY PLAN {written.text}").bindparams(*written._bindparams.values())
        parameters = {key: ONE[key] for key in written._bindparams}
        plan = [row[3] for row in connection.execute(explained, parameters)]
    tables = TABLES | {alias for table, alias in ALIASES.findall(written.text) if table in TABLES}
    scanned = [line for line in plan if line.startswith("SCAN ") and line.split()[1] in tables]
    assert not scanned, "\n".join(plan)
    assert any(line.startswith("SEARCH ") for line in plan)
