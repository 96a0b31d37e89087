"""Reading and writing inside a session's transaction, at the price of plain SQL."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, event
from sqlmodel import Session
from typing_extensions import override

from models.database.reading import Reader, Statement
from models.database.written import Rows

Found = TypeVar("Found")
_READER = "reader"


class Writer(Reader):
    """Reads and writes inside the transaction of `session`, after flushing what it holds."""

    @override
    def __init__(self, session: Session) -> None:
        self._session = session
        self._dialect = session.get_bind().dialect
        self._connection: Connection | None = None
        self._ahead: dict[Statement, dict[Any, Rows]] = {}

    def run(self, statement: Statement, **given: Any) -> int:
        """Run a statement that changes rows and say how many."""
        self._ahead.clear()
        compiled = statement.compiled(self._dialect)
        cursor = self._cursor().execute(compiled.sql, compiled.parameters(given))
        if cursor.description is not None:
            cursor.fetchall()  # what it returns is not wanted, but SQLite is only done when it was read
        return int(cursor.rowcount)

    def run_each(self, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each of `rows`, of which there may be none."""
        self._ahead.clear()
        compiled = statement.compiled(self._dialect)
        if rows:
            self._cursor().executemany(compiled.sql, [compiled.parameters(row) for row in rows])

    @override
    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A session's transaction already reads in one piece on SQLite; on PostgreSQL it never does."""
        yield

    @override
    def unchanged(self, statement: Statement, **given: Any) -> Rows:
        """Every row: inside a transaction that changes something, nothing is taken for unchanged."""
        return self._rows(statement, given)

    @override
    def derived(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` makes of what the session's transaction sees now."""
        return find()

    @override
    def together(self, read: Callable[[], Found]) -> Found:
        """What `read` finds, in the session's transaction."""
        return read()

    @override
    def close(self) -> None:
        """Nothing: the connection is the session's."""

    @contextmanager
    def ahead(self) -> Iterator[Callable[..., None]]:
        """For reading together what would else be read one by one: `put(statement, rows, name=value, ...)` inside.

        Whoever then asks that of this reader is given those rows, until anything is written, or at the latest the end.
        """

        def put(statement: Statement, rows: Sequence[Any], /, **given: Any) -> None:
            self._ahead.setdefault(statement, {})[(*given.items(),)] = list(rows)

        def flushed(_session: Session, _context: object) -> None:
            self._ahead.clear()

        event.listen(self._session, "after_flush", flushed)
        try:
            yield put
        finally:
            self._ahead.clear()
            event.remove(self._session, "after_flush", flushed)

    @override
    def _rows(self, statement: Statement, given: dict[str, Any]) -> Rows:
        if statement in self._ahead:
            self._session.flush()
            if (found := self._ahead.get(statement, {}).get((*given.items(),))) is not None:
                return found
        compiled = statement.compiled(self._dialect)
        return compiled.rows(self._cursor().execute(compiled.sql, compiled.parameters(given)))

    @override
    def _driver(self) -> object:
        return self._session.connection().connection.dbapi_connection

    def _cursor(self) -> Any:
        self._session.flush()
        if self._connection is None or self._connection.closed:  # each transaction has one of its own
            self._connection = self._session.connection()
            self._kept_cursor = self._connection.connection.cursor()
        return self._kept_cursor


def reader_of(session: Session) -> Writer:
    """The reader that sees what `session` has changed and not yet committed: one for each session."""
    try:
        return session.info[_READER]  # type: ignore[no-any-return]  # because what a session is given has no type
    except KeyError:
        made = session.info[_READER] = Writer(session)
        return made
