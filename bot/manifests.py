"""`ofsted-bot manifest`: what a platform's administrator is given to install the bot with."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from bot.settings import SettingsError
from bot.slack.manifest import manifest as slack_manifest
from bot.teams.icons import colour_icon, outline_icon
from bot.teams.manifest import manifest as teams_manifest

_HEAD = """\
# The bot as a Slack app. Made by `ofsted-bot manifest slack`; paste it at api.slack.com/apps, "From a manifest".
"""
_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same package from the same settings, whenever it is made
PACKAGE = "improvement-plan.zip"


def slack(environ: Mapping[str, str]) -> str:
    """The Slack manifest, as YAML: for Socket Mode, or for HTTP where PUBLIC_URL is set. Raises SettingsError."""
    url = _address("PUBLIC_URL", environ, "Slack needs an https address, such as https://bot.council.gov.uk.")
    return _HEAD + yaml.safe_dump(slack_manifest(url), sort_keys=False, allow_unicode=True, width=110)


def write_slack(folder: Path, environ: Mapping[str, str]) -> int:
    """Write `manifest.yaml` into `folder`, say where, and return 0."""
    text = slack(environ)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "manifest.yaml"
    path.write_text(text, encoding="utf-8")
    print(f"Wrote {path}. Paste it at https://api.slack.com/apps: Create New App, From a manifest.")
    return 0


def teams(environ: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the Teams app package by name. Raises SettingsError for what is missing or wrong."""
    app_id = environ.get("TEAMS_APP_ID", "").strip()
    if not _GUID.match(app_id):
        said = f"TEAMS_APP_ID is “{app_id}”, which is not one" if app_id else "TEAMS_APP_ID is missing"
        raise SettingsError(
            f"{said}: set it to the Microsoft App ID of the council's bot, from its registration in Azure. "
            "It looks like 12345678-1234-1234-1234-123456789abc."
        )
    wanted = "Teams needs an https address, such as https://bot.council.gov.uk."
    url, privacy, terms = (_address(name, environ, wanted) for name in ("PUBLIC_URL", "PRIVACY_URL", "TERMS_URL"))
    if not url:
        raise SettingsError(f"PUBLIC_URL is missing: it is where Teams finds this server. {wanted}")
    made = teams_manifest(app_id, url, privacy, terms)
    text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    return {"manifest.json": text.encode(), "color.png": colour_icon(), "outline.png": outline_icon()}


def write_teams(folder: Path, environ: Mapping[str, str]) -> int:
    """Write the app package into `folder`, and its three files beside it, say where, and return 0."""
    files = teams(environ)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, PACKAGE: _zipped(files)}.items():
        (folder / name).write_bytes(content)
    print(f"Wrote {folder / PACKAGE}. Upload it in the Teams admin centre: Teams apps, Manage apps, Upload new app.")
    unset = [name for name in ("PRIVACY_URL", "TERMS_URL") if not environ.get(name)]
    if unset:
        print(f"{' and '.join(unset)} not set: the app's page links to PUBLIC_URL instead of the council's own.")
    return 0


def _address(name: str, environ: Mapping[str, str], wanted: str) -> str:
    url = environ.get(name, "").strip().rstrip("/")
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        raise SettingsError(f"{name} is “{url}”: {wanted}")
    return url


def _zipped(files: Mapping[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return package.getvalue()
