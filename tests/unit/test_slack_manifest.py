"""The Slack manifest: valid against Slack's own schema, current in the repository, and explained in the guide."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from bot import manifests
from bot.__main__ import main
from bot.settings import SettingsError
from bot.slack.manifest import EVENTS, SCOPES, manifest

ROOT = Path(__file__).parents[2]
_SCHEMA = json.loads((ROOT / "tests/data/slack/manifest.schema.2.0.0.json").read_text())
_HTTP = "https://bot.council.example"


@pytest.mark.parametrize("url", ["", _HTTP])
def test_it_is_valid_against_slacks_schema(url: str) -> None:
    assert [error.message for error in Draft7Validator(_SCHEMA).iter_errors(manifest(url))] == []


def test_the_schema_would_object() -> None:
    broken = manifest() | {"display_information": {"name": "x" * 36}}
    assert not Draft7Validator(_SCHEMA).is_valid(broken)


def test_the_file_in_the_repository_is_what_the_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["manifest", "slack", "--out", "out"]) == 0
    written = (tmp_path / "out" / "manifest.yaml").read_text()
    assert written == (ROOT / "manifests/slack/manifest.yaml").read_text(), (
        "run: ofsted-bot manifest slack --out manifests/slack"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"], "it needs no database and makes no key"


def test_over_http_every_address_is_the_public_one() -> None:
    made = yaml.safe_load(manifests.slack({"PUBLIC_URL": f"{_HTTP}/"}))
    assert not made["settings"]["socket_mode_enabled"]
    addresses = re.findall(r'https://bot[^"]+', json.dumps(made))
    assert addresses == [f"{_HTTP}/slack/events"] * 3


@pytest.mark.parametrize("url", ["http://bot.council.example", "bot.council.example", "https://"])
def test_an_address_slack_would_refuse_is_refused_here(url: str) -> None:
    with pytest.raises(SettingsError, match="https address"):
        manifests.slack({"PUBLIC_URL": url})


def test_the_guide_says_what_every_scope_and_event_is_for() -> None:
    guide = (ROOT / "docs/install-slack.md").read_text()
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", guide, re.MULTILINE))
    assert rows == SCOPES | EVENTS
