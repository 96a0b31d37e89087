"""The settings of this process, as the environment gives them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.exc import ArgumentError

from bot.settings.errors import SettingsError
from bot.settings.keys import SHORTEST_KEY, kept_key, key_file, key_for
from models.database.engine import address

DEFAULT_DATABASE = "sqlite:///ofsted-bot.db"
SLACK_API = "https://slack.com/api/"
TEAMS_OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TEAMS_LOGIN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
UNCONFIGURED = (
    "No platform is configured. For Slack, set SLACK_BOT_TOKEN and one of SLACK_SIGNING_SECRET and SLACK_APP_TOKEN. "
    "For Teams, set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID."
)
_TEAMS = (
    "TEAMS_APP_ID", "TEAMS_APP_PASSWORD", "TEAMS_APP_TYPE", "TEAMS_MSI_CLIENT_ID", "TEAMS_TENANT_ID",
    "TEAMS_OPENID_URL", "TEAMS_TOKEN_URL", "TEAMS_LOCAL",
)  # fmt: skip
SINGLE_TENANT, MANAGED_IDENTITY = "SingleTenant", "UserAssignedMSI"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LAST_PORT = 65_535
_PER_MINUTE = range(60, 6_001)  # Slack says of a workspace only that it has a limit
_AT_ONCE = range(1, 51)
_PER_SECOND = range(1, 51)  # Microsoft lets an app make 30 to 50 calls a second in a tenant


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One Slack workspace. It speaks HTTP signed with `signing_secret`, or Socket Mode where `app_token` is set.

    `per_minute` is how many messages it is sent at most, 0 as many as it takes.
    """

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API
    per_minute: int = 300


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """One tenant of Teams. With `local` nothing is signed on either side, and the server stands on loopback alone.

    `per_second` is how many calls a second the tenant is given at most.
    """

    app_id: str
    tenant: str
    app_type: str = SINGLE_TENANT
    password: str = field(default="", repr=False)
    msi_client: str = ""
    openid_url: str = TEAMS_OPENID
    token_url: str = ""
    per_second: int = 20
    local: bool = False


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
            key_for(url, environ.get("SECRET_KEY", ""), make=make_key),
            _zone(environ.get("TIMEZONE", "")),
            environ.get("EVIDENCE_URL", ""),
            dict(environ),
            make_key,
        )

    def keep_key(self) -> None:
        """Keep the key beside a database that was found to have none. Raises SettingsError where another was kept."""
        path = self.key_kept_in
        if path is not None and self.makes_key and kept_key(path, self.secret_key) != self.secret_key:
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
        per_minute = self._said("SLACK_PER_MINUTE")
        return SlackSettings(
            token, secret, app_token, _web_address("SLACK_API_URL", self._said("SLACK_API_URL")),
            0 if per_minute == "0" else _number("SLACK_PER_MINUTE", per_minute or "300", _PER_MINUTE),
        )  # fmt: skip

    def teams(self) -> TeamsSettings | None:
        """The tenant of Teams to serve, or None. Raises SettingsError where it is half configured or wrong."""
        given = {name: self._said(name) for name in (*_TEAMS, "TEAMS_PER_SECOND")}
        if not any(given[name] for name in _TEAMS):
            return None
        if given["TEAMS_LOCAL"]:
            return _local_teams(given, self.address()[0])
        _check_teams(given)
        return TeamsSettings(
            given["TEAMS_APP_ID"],
            given["TEAMS_TENANT_ID"],
            given["TEAMS_APP_TYPE"] or SINGLE_TENANT,
            given["TEAMS_APP_PASSWORD"],
            given["TEAMS_MSI_CLIENT_ID"],
            _microsoft("TEAMS_OPENID_URL", given["TEAMS_OPENID_URL"]) or TEAMS_OPENID,
            _microsoft("TEAMS_TOKEN_URL", given["TEAMS_TOKEN_URL"]),
            _number("TEAMS_PER_SECOND", given["TEAMS_PER_SECOND"] or "20", _PER_SECOND),
        )

    def sent_at_once(self) -> int:
        """How many reminders are on their way at any moment. Raises SettingsError for a number that cannot be."""
        return _number("SEND_AT_ONCE", self._said("SEND_AT_ONCE") or "8", _AT_ONCE)

    @property
    def key_kept_in(self) -> Path | None:
        """The file that holds the secret key, or will; None where SECRET_KEY gives it."""
        return None if self.environ.get("SECRET_KEY") else key_file(self.database_url)

    @property
    def public_url(self) -> str:
        """Where this server can be reached from outside; empty if nobody said."""
        return self._said("PUBLIC_URL")

    def metrics_token(self) -> str:
        """What must be sent to read `/metrics`; empty where only this machine may. Raises SettingsError."""
        token = self._said("METRICS_TOKEN")
        if token and len(token) < SHORTEST_KEY:
            raise SettingsError(
                f"METRICS_TOKEN is too short: give at least {SHORTEST_KEY} characters nobody can guess, or unset it."
            )
        return token

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


def _local_teams(given: Mapping[str, str], host: str) -> TeamsSettings:
    """Teams without signatures, for a local client: never beside real credentials, never where others can call it."""
    if given["TEAMS_LOCAL"] != "1":
        raise SettingsError("TEAMS_LOCAL is set, and not to 1. Set it to 1 for a local client, or unset it.")
    if given["TEAMS_APP_ID"] or given["TEAMS_APP_PASSWORD"]:
        raise SettingsError("TEAMS_LOCAL lets anybody in, so it is never set beside TEAMS_APP_ID. Unset one of them.")
    if host not in _LOOPBACK:
        raise SettingsError(f"TEAMS_LOCAL lets anybody in, so HOST cannot be {host}. Set HOST to 127.0.0.1.")
    return TeamsSettings("", given["TEAMS_TENANT_ID"], local=True)


def _check_teams(given: Mapping[str, str]) -> None:
    if not given["TEAMS_APP_ID"]:
        raise SettingsError(
            "TEAMS_APP_ID is missing: set it to the bot's Microsoft App ID. To try Teams without one, on this machine "
            "only, set TEAMS_LOCAL=1 and no other TEAMS_ setting."
        )
    if not given["TEAMS_TENANT_ID"]:
        raise SettingsError("TEAMS_TENANT_ID is missing: set it to the council's own tenant (Directory ID).")
    kind = given["TEAMS_APP_TYPE"] or SINGLE_TENANT
    wanted = {SINGLE_TENANT: "TEAMS_APP_PASSWORD", MANAGED_IDENTITY: "TEAMS_MSI_CLIENT_ID"}.get(kind)
    if wanted is None:
        raise SettingsError(f"TEAMS_APP_TYPE is “{kind}”. Set it to {SINGLE_TENANT} or {MANAGED_IDENTITY}.")
    if not given[wanted]:
        raise SettingsError(f"{wanted} is missing, which a bot of the type {kind} needs.")


def _microsoft(name: str, given: str) -> str:
    """An address that answers for Microsoft: over https, unless it is on this machine."""
    parts = urlsplit(given)
    if given and (not parts.hostname or not (parts.scheme == "https" or parts.hostname in _LOOPBACK)):
        raise SettingsError(f"{name} is “{given}”, which is no https address. Unset it for Microsoft's public cloud.")
    return given


def _number(name: str, given: str, among: range) -> int:
    if not given.isascii() or not given.isdigit() or int(given) not in among:
        raise SettingsError(f"{name} is “{given}”. Use a number from {among[0]} to {among[-1]}.")
    return int(given)


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
