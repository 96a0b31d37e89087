"""What is stored, read past the product: every row of every table, as plain values."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = sqlite3.Row
CHOICES = frozenset({"draft", "plan_choice"})
"""Tables that keep what somebody looks at, and nothing of the plan."""


@dataclass(frozen=True)
class Seen:
    """One moment of the database. Two that nothing was written between are the same object."""

    tables: Mapping[str, Mapping[Any, Row]]

    def rows(self, table: str, **wanted: Any) -> list[Row]:
        """The rows of a table whose columns have these values."""
        found = self.tables[table].values()
        return [row for row in found if all(row[name] == value for name, value in wanted.items())]

    def one(self, table: str, key: Any) -> Row:
        return self.tables[table][key]

    def person(self, email: str) -> int | None:
        """The id of somebody by their address."""
        return next((row["id"] for row in self.rows("person", email=email)), None)


def changed(before: Seen, after: Seen, table: str) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that are not as they were: (was, is), None where there was none or is none."""
    old, new = before.tables[table], after.tables[table]
    if old is new:
        return
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) != new.get(key):
            yield old.get(key), new.get(key)


def differing(before: Seen, after: Seen) -> set[str]:
    """The names of the tables in which anything is different."""
    return {name for name in after.tables if next(changed(before, after, name), None) is not None}


class Watch:
    """A connection of its own, which sees only what was committed."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        named = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self._names = [row[0] for row in named if not row[0].startswith(("sqlite_", "alembic"))]
        self._version, self._last = -1, Seen({})

    def look(self) -> Seen:
        """What is stored now; the same object as before where nothing was committed since."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._version, self._last = version, Seen({name: self._read(name) for name in self._names})
        return self._last

    def close(self) -> None:
        self._connection.close()

    def _read(self, name: str) -> Mapping[Any, Row]:
        rows = self._connection.execute(f'SELECT * FROM "{name}"').fetchall()
        keyed = bool(rows) and "id" in rows[0].keys()  # noqa: SIM118  because a row holds values, not names
        return {row["id"] if keyed else tuple(row): row for row in rows}
