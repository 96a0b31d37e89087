"""One thread's connection for reading, and what was read with it that nobody has changed since."""

from typing import Any, cast

from sqlalchemy.pool import PoolProxiedConnection

_MOST = 1_000


class Kept:
    """One thread's connection, out of the engine's pool, closed with its thread or its reader."""

    def __init__(self, pooled: PoolProxiedConnection, dialect: str) -> None:
        self.connection = cast("Any", pooled.dbapi_connection)
        pooled.detach()
        if dialect == "sqlite":
            self.connection.execute("PRAGMA query_only=ON")
        else:
            self.connection.autocommit = True
            self.connection.execute("SET default_transaction_read_only = on")
        self.cursor = self.connection.cursor()
        self.in_snapshot = False
        self._looked = False
        self._version: object = None
        self._unchanged: dict[Any, Any] = {}

    def began_snapshot(self) -> None:
        """From now on all is read as it was at one moment."""
        self.in_snapshot = True
        self._looked = False

    def unchanged(self) -> dict[Any, Any]:
        """What was put here and is still so: it is emptied when anybody has committed since. Only on SQLite.

        SQLite counts for each connection what others commit, in this process or another, and by this one nothing can be
        changed; so while the count is the same, to read again would find the same. In a snapshot it cannot change.
        """
        if self.in_snapshot and self._looked:
            return self._unchanged
        version = self.cursor.execute("PRAGMA data_version").fetchone()
        if version != self._version or len(self._unchanged) >= _MOST:
            self._version, self._unchanged = version, {}
        self._looked = True
        return self._unchanged

    def close(self) -> None:
        self.connection.close()

    __del__ = close
