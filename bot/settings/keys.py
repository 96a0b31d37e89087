"""The key the audit chain is sealed with: given, or kept beside an SQLite database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.settings.errors import SettingsError
from models.database.engine import address

SHORTEST_KEY = 32


def key_for(url: str, given: str, *, make: bool) -> bytes:
    """The key the audit chain is sealed with: given, or made once and kept beside an SQLite database."""
    if given:
        if len(given) < SHORTEST_KEY:
            raise SettingsError(
                f"SECRET_KEY is too short: give at least {SHORTEST_KEY} characters that nobody can guess."
            )
        return given.encode()
    if (path := key_file(url)) is None:
        raise SettingsError(
            "SECRET_KEY is required with PostgreSQL: set it to at least 32 characters nobody can guess."
        )
    fresh = secrets.token_hex(32).encode()
    begun = path.with_suffix("").exists()
    return kept_key(path, fresh) if path.exists() or (make and not begun) else fresh


def key_file(url: str) -> Path | None:
    """Where a key is kept beside an SQLite file; None for any other database."""
    database = address(url)
    if database.get_backend_name() != "sqlite" or not database.database:
        return None
    return Path(f"{database.database}.key")


def kept_key(path: Path, fresh: bytes) -> bytes:
    """The key in `path`, which is `fresh` on first use; two processes starting at once agree on one."""
    try:
        if not path.exists():
            _make_key(path, fresh)
        return _read_key(path)
    except OSError as error:
        raise SettingsError(f"The secret key cannot be kept in {path}: {error.strerror}. Set SECRET_KEY.") from error


def _make_key(path: Path, key: bytes) -> None:
    """A whole key appears at once, so that nobody who starts in the same moment reads half of one."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def _read_key(path: Path) -> bytes:
    key = path.read_bytes().strip()
    if len(key) < SHORTEST_KEY:
        raise SettingsError(f"The secret key in {path} is not whole. Restore it from your backup, or set SECRET_KEY.")
    return key
