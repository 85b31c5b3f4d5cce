"""Many trees into one store at once: the rows of each, renumbered, in a few large inserts."""

from collections.abc import Iterable

from sqlalchemy import insert

from assistant.store.exchange.form import checked
from assistant.store.exchange.planting import rows_from
from assistant.store.exchange.rows import REFERENCES
from assistant.store.opening import Store
from assistant.store.tables import TREE, table_of


def plant(store: Store, trees: Iterable[dict]) -> None:
    """Add trees to an empty store, each of another enterprise."""
    tables = [table_of(model) for model in TREE]
    rows = {table.name: [] for table in tables}
    for tree in trees:
        found = rows_from(checked(tree)[0])
        first = {name: len(rows[name]) for name in found}
        for name, planted in found.items():
            for row_id, row in planted.items():
                moved = {column: row[column] + first[table] for column, table in REFERENCES[name].items() if row[column]}
                rows[name].append({**row, **moved, "id": first[name] + row_id})
    with store.engine.begin() as connection:
        for table in tables:
            if rows[table.name]:
                connection.execute(insert(table), rows[table.name])
