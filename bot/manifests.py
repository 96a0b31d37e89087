"""`ofsted-bot manifest`: what a platform's administrator is given to install the bot with."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from bot.settings import SettingsError
from bot.slack.manifest import manifest

_HEAD = """\
# The bot as a Slack app. Made by `ofsted-bot manifest slack`; paste it at api.slack.com/apps, "From a manifest".
"""


def slack(environ: Mapping[str, str]) -> str:
    """The Slack manifest, as YAML: for Socket Mode, or for HTTP where PUBLIC_URL is set. Raises SettingsError."""
    url = environ.get("PUBLIC_URL", "")
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        raise SettingsError(f"PUBLIC_URL is “{url}”: Slack needs an https address, such as https://bot.council.gov.uk.")
    return _HEAD + yaml.safe_dump(manifest(url), sort_keys=False, allow_unicode=True, width=110)


def write_slack(folder: Path, environ: Mapping[str, str]) -> int:
    """Write `manifest.yaml` into `folder`, say where, and return 0."""
    text = slack(environ)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "manifest.yaml"
    path.write_text(text, encoding="utf-8")
    print(f"Wrote {path}. Paste it at https://api.slack.com/apps: Create New App, From a manifest.")
    return 0
