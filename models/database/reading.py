"""Statements compiled once and run on a kept connection: the price of plain SQL, the types of the tables."""

import json
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Any, TypeVar, cast
from weakref import WeakSet

from sqlalchemy import JSON, Boolean, Dialect, Engine, Enum, Table
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from models.columns import DayType
from models.database.any_text import any_text
from models.database.kept import Kept
from models.database.written import Rows, placing, row_reader

Found = TypeVar("Found")
Runnable = Any  # a Core select, insert, update or delete; their generics differ from release to release

_BEGIN_SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ"}


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of `model`, for statements."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # because SQLModel does not declare it


class Statement:
    """A Core statement, built and compiled on first use; also a decorator of a function that builds one.

    The caller's parameters are `bindparam("name")`. A column's name is its field in the rows, so two
    columns of one name need labels. Constants may stand in `in_([...])`, parameters may not.
    """

    def __init__(self, build: Callable[[], Runnable] | Runnable) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def compiled(self, dialect: Dialect) -> "_Compiled":
        """The statement as `dialect` wants it."""
        try:
            return self._compiled[dialect.name]
        except KeyError:
            statement = self._build() if callable(self._build) else self._build
            return self._compiled.setdefault(dialect.name, _Compiled(statement, dialect))


class _Compiled:
    """The SQL of one statement in one dialect, with what turns parameters and rows to and fro."""

    def __init__(self, statement: Runnable, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        if getattr(compiled, "insert_prefetch", ()):
            raise ValueError(f"name every column that has a default: {statement}")
        wanted = {name: None for name, bind in compiled.binds.items() if bind.required}
        state = compiled.construct_expanded_state(wanted)
        self.sql: str = state.statement
        self.rows: Callable[[Any], Rows] = self._first_rows
        self._dialect = dialect
        self._columns = tuple(statement.exported_columns.values())
        self._wanted = wanted.keys()
        self._placed = _placing(compiled, dialect, state)

    def parameters(self, given: Mapping[str, Any]) -> Any:
        """The constants and `given` as the driver wants them. Raises TypeError for names that are wrong."""
        if given.keys() == self._wanted:
            return self._placed(given)
        raise TypeError(f"the statement wants {sorted(self._wanted)}, not {sorted(given)}: {self.sql}")

    def _first_rows(self, cursor: Any) -> Rows:
        """Learn from the first result what its columns need, then read it and all others that way."""
        described = zip(self._columns, cursor.description, strict=True)
        processes = [_result_process(column.type, self._dialect, about[1]) for column, about in described]
        self.rows = row_reader([str(column.key) for column in self._columns], processes)
        return self.rows(cursor)


class Reader:
    """Reads what is committed, on one kept connection for each thread, and can change nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._dialect = engine.dialect
        self._errors = engine.dialect.loaded_dbapi.Error
        self._local = threading.local()
        self._all_kept: WeakSet[Kept] = WeakSet()

    def all(self, statement: Statement, **given: Any) -> Rows:
        """Every row, as a named tuple."""
        return self._rows(statement, given)

    def one(self, statement: Statement, **given: Any) -> Any:
        """The first row, or None."""
        rows = self._rows(statement, given)
        return rows[0] if rows else None

    def unchanged(self, statement: Statement, **given: Any) -> Rows:
        """Every row, as `all` finds them, but on SQLite read only once until something is committed: see `Kept`.

        For what every request asks alike. The rows are shared with whoever else asks, and are not to be changed.
        """
        if self._dialect.name != "sqlite":
            return self._rows(statement, given)
        found, key = self._kept().unchanged(), (statement, *given.items())
        if (rows := found.get(key)) is None:
            rows = found[key] = self._rows(statement, given)
        return rows

    def derived(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` makes of rows and of `key` alone; on SQLite made once until something is committed: see `Kept`.

        It is shared with whoever else asks, and is not to be changed.
        """
        if self._dialect.name != "sqlite":
            return find()
        found = self._kept().unchanged()
        if key not in found:
            found[key] = find()
        return found[key]  # type: ignore[no-any-return]  # because what is kept has many types

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever is read inside, by this thread, is as it was at one moment; one may stand in another."""
        if self._kept().in_snapshot:
            yield
            return
        kept = self._begun_snapshot()
        try:
            yield
        finally:
            self._end_snapshot(kept)

    def together(self, read: Callable[[], Found]) -> Found:
        """What `read` finds: on SQLite as it all was at one moment, where locking it costs as much as a short read.

        On PostgreSQL each statement finds what is committed when it runs, since a snapshot would cost two more trips.
        """
        if self._dialect.name != "sqlite" or self._kept().in_snapshot:
            return read()
        kept = self._begun_snapshot()
        try:
            return read()
        finally:
            self._end_snapshot(kept)

    @property
    def dialect_name(self) -> str:
        """Which database this is: "sqlite" or "postgresql"."""
        return self._dialect.name

    def any_text(self) -> AbstractContextManager[None]:
        """Whatever this thread reads inside may hold text that is not UTF-8: see `models.database.any_text`."""
        return any_text(self._driver())

    def close(self) -> None:
        """Close the connections of all threads, none of which may be reading."""
        for kept in list(self._all_kept):
            kept.close()

    def _rows(self, statement: Statement, given: dict[str, Any]) -> Rows:
        compiled = statement.compiled(self._dialect)
        parameters, kept = compiled.parameters(given), self._kept()
        try:
            return compiled.rows(kept.cursor.execute(compiled.sql, parameters))
        except self._errors as error:
            kept = self._again(kept, error)
        return compiled.rows(kept.cursor.execute(compiled.sql, parameters))

    def _driver(self) -> object:
        return self._kept().connection

    def _again(self, kept: Kept, error: Any) -> Kept:
        """A new connection in place of `kept`, if it was dropped between two reads; else raise `error`."""
        if kept.in_snapshot or not self._dialect.is_disconnect(error, kept.connection, None):
            raise error
        del self._local.kept
        return self._kept()

    def _begun_snapshot(self) -> Kept:
        begin, kept = _BEGIN_SNAPSHOT[self._dialect.name], self._kept()
        try:
            kept.cursor.execute(begin)
        except self._errors as error:
            kept = self._again(kept, error)
            kept.cursor.execute(begin)
        kept.began_snapshot()
        return kept

    def _end_snapshot(self, kept: Kept) -> None:
        kept.in_snapshot = False
        try:
            kept.cursor.execute("ROLLBACK")
        except self._errors:  # the connection is lost, and with it the snapshot
            del self._local.kept

    def _kept(self) -> Kept:
        try:
            return self._local.kept  # type: ignore[no-any-return]  # because a thread's own values are not typed
        except AttributeError:
            kept = self._local.kept = Kept(self._engine.raw_connection(), self._dialect.name)
            self._all_kept.add(kept)
            return kept


def _placing(compiled: Any, dialect: Dialect, state: Any) -> Callable[[Mapping[str, Any]], Any]:
    """What puts the caller's values and the statement's own where the driver wants them, each as it wants it."""
    kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
    found = {name: _bind_process(kind, dialect) for name, kind in kinds.items()} | state.processors
    processes = {name: process for name, process in found.items() if process}
    wanted = {name for name, bind in compiled.binds.items() if bind.required}
    fixed = {
        name: processes[name](value) if name in processes else value
        for name, value in state.parameters.items()
        if name not in wanted
    }
    in_places = state.positiontup is not None
    return placing(state.positiontup if in_places else [*state.parameters], fixed, processes, named=not in_places)


def _bind_process(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns our value into a driver's: SQLAlchemy's own, in a shorter way for the days that most reads ask of."""
    process = kind.bind_processor(dialect)
    if process is None or not isinstance(kind, DayType) or dialect.name != "sqlite":
        return process
    return lambda value: value.isoformat() if type(value) is date else process(value)


def _result_process(kind: TypeEngine[Any], dialect: Dialect, code: object) -> Callable[[Any], Any] | None:
    """What turns a driver's value into ours: SQLAlchemy's own, in shorter ways for what is read most."""
    process: Callable[[Any], Any] | None = kind.dialect_impl(dialect).result_processor(dialect, code)
    if dialect.name == "sqlite":
        process = next((quick for usual, quick in _QUICK.items() if isinstance(kind, usual)), process)
    return _Known(process).__getitem__ if process and isinstance(kind, Enum | Boolean) else process


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored + "+00:00")


_QUICK: dict[type, Callable[[Any], Any]] = {
    UTCDateTime: _moment,
    DayType: date.fromisoformat,
    JSON: json.JSONDecoder().decode,
}


class _Known(dict[Any, Any]):
    """What has few values, of those already met; the others are asked for."""

    def __init__(self, process: Callable[[Any], Any]) -> None:
        self._process = process

    def __missing__(self, stored: object) -> object:
        value = self[stored] = self._process(stored)
        return value
