"""The environment, read once into one frozen value."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.exc import ArgumentError

from models.database.engine import address

DEFAULT_DATABASE = "sqlite:///ofsted-bot.db"
SLACK_API = "https://slack.com/api/"
UNCONFIGURED = (
    "No platform is configured. For Slack, set SLACK_BOT_TOKEN and one of SLACK_SIGNING_SECRET and SLACK_APP_TOKEN."
)
_SHORTEST_KEY = 32
_LAST_PORT = 65_535


class SettingsError(Exception):
    """Something in the environment is missing or wrong; the message says what to set."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One Slack workspace. It speaks HTTP signed with `signing_secret`, or Socket Mode where `app_token` is set."""

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API


@dataclass(frozen=True, slots=True)
class Settings:
    """How this deployment is set up. `timezone` is the council's, for every date people read."""

    database_url: str
    secret_key: bytes = field(repr=False)
    timezone: ZoneInfo
    evidence_url: str = ""
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    makes_key: bool = False

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ, *, make_key: bool = True) -> Self:
        """The settings of this process. Raises SettingsError for what is missing or wrong.

        Without `make_key` a key that is not there yet is not kept either: nothing will be written with it. Nor is one
        kept beside a database that is there already, before `keep_key`: that one may have had another key.
        """
        url = environ.get("DATABASE_URL") or DEFAULT_DATABASE
        _check_address(url)
        return cls(
            url,
            _secret_key(url, environ.get("SECRET_KEY", ""), make=make_key),
            _zone(environ.get("TIMEZONE", "")),
            environ.get("EVIDENCE_URL", ""),
            dict(environ),
            make_key,
        )

    def keep_key(self) -> None:
        """Keep the key beside a database that was found to have none. Raises SettingsError where another was kept."""
        path = self.key_kept_in
        if path is not None and self.makes_key and _kept_key(path, self.secret_key) != self.secret_key:
            raise SettingsError(f"{path} was made at the same moment by another start. Start again.")

    def slack(self) -> SlackSettings | None:
        """The Slack workspace to serve, or None. Raises SettingsError where it is half configured or wrong."""
        given = {name: self._said(name) for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")}
        token, secret, app_token = given.values()
        if not any(given.values()):
            return None
        if not token:
            raise SettingsError("SLACK_BOT_TOKEN is missing: set it to the bot token of the Slack app (xoxb-…).")
        if bool(secret) == bool(app_token):
            raise SettingsError(
                "Set one of SLACK_SIGNING_SECRET (Slack calls this server) and SLACK_APP_TOKEN (Socket Mode: this "
                f"server calls Slack): {'both are' if secret else 'neither is'} set."
            )
        _check_slack(token, secret, app_token)
        return SlackSettings(token, secret, app_token, _web_address("SLACK_API_URL", self._said("SLACK_API_URL")))

    @property
    def key_kept_in(self) -> Path | None:
        """The file that holds the secret key, or will; None where SECRET_KEY gives it."""
        return None if self.environ.get("SECRET_KEY") else _key_file(self.database_url)

    @property
    def public_url(self) -> str:
        """Where this server can be reached from outside; empty if nobody said."""
        return self._said("PUBLIC_URL")

    def address(self) -> tuple[str, int]:
        """The host and port to serve on. Raises SettingsError for a port that cannot be one."""
        port = self._said("PORT") or "3978"
        if not port.isascii() or not port.isdigit() or int(port) > _LAST_PORT:
            raise SettingsError(f"PORT is “{port}”, which is not a port. Use a number such as 3978.")
        return self._said("HOST") or "127.0.0.1", int(port)

    def _said(self, name: str) -> str:
        return self.environ.get(name, "").strip()


def _check_slack(token: str, secret: str, app_token: str) -> None:
    if not token.startswith("xoxb-"):
        raise SettingsError("SLACK_BOT_TOKEN is not a bot token: it begins with xoxb-. Copy it from the app's page.")
    if app_token and not app_token.startswith("xapp-"):
        raise SettingsError("SLACK_APP_TOKEN is not an app-level token: it begins with xapp-.")
    if secret.startswith(("xoxb-", "xoxp-", "xapp-")) or not all("!" <= char <= "~" for char in secret):
        raise SettingsError("SLACK_SIGNING_SECRET is not a signing secret: copy it from the app's Basic Information.")


def _web_address(name: str, given: str) -> str:
    """A base address that ends in a stroke."""
    if not given:
        return SLACK_API
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"{name} is “{given}”, which is no web address. It begins with https://.")
    return given.rstrip("/") + "/"


def _check_address(url: str) -> None:
    try:
        address(url)
    except (ValueError, ArgumentError) as error:
        raise SettingsError(f"DATABASE_URL cannot be used: {error}.") from error


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "Europe/London")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(
            f"TIMEZONE is “{name}”, which is not a time zone. Use one such as Europe/London."
        ) from error


def _secret_key(url: str, given: str, *, make: bool) -> bytes:
    """The key the audit chain is sealed with: given, or made once and kept beside an SQLite database."""
    if given:
        if len(given) < _SHORTEST_KEY:
            raise SettingsError(
                f"SECRET_KEY is too short: give at least {_SHORTEST_KEY} characters that nobody can guess."
            )
        return given.encode()
    if (path := _key_file(url)) is None:
        raise SettingsError(
            "SECRET_KEY is required with PostgreSQL: set it to at least 32 characters nobody can guess."
        )
    fresh = secrets.token_hex(32).encode()
    begun = path.with_suffix("").exists()
    return _kept_key(path, fresh) if path.exists() or (make and not begun) else fresh


def _key_file(url: str) -> Path | None:
    """Where a key is kept beside an SQLite file; None for any other database."""
    database = address(url)
    if database.get_backend_name() != "sqlite" or not database.database:
        return None
    return Path(f"{database.database}.key")


def _kept_key(path: Path, fresh: bytes) -> bytes:
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
    if len(key) < _SHORTEST_KEY:
        raise SettingsError(f"The secret key in {path} is not whole. Restore it from your backup, or set SECRET_KEY.")
    return key
