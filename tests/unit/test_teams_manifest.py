"""The Teams app package: valid against Microsoft's schema and against the rules it lacks, and current in the repository."""

import json
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from bot import manifests
from bot.__main__ import main
from bot.settings import SettingsError
from bot.teams.manifest import PERMISSIONS, SCHEMA_VERSION, manifest
from handlers.commands import COMMANDS
from handlers.understanding import understand

ROOT = Path(__file__).parents[2]
_SCHEMA = json.loads((ROOT / f"tests/data/teams/MicrosoftTeams.schema.{SCHEMA_VERSION}.json").read_text())
ID = "00000000-0000-0000-0000-000000000000"
URL = "https://bot.council.example"
ENVIRON = {"TEAMS_APP_ID": ID, "PUBLIC_URL": URL}


def made() -> dict[str, Any]:
    return manifest(ID, URL)


def server_rules_broken(app: dict[str, Any]) -> list[str]:
    """What Teams refuses on upload and the schema does not say."""
    version = tuple(int(part) for part in app["manifestVersion"].split("."))
    scopes = {scope for bot in app["bots"] for scope in bot["scopes"]}
    lists = [each for bot in app["bots"] for each in bot["commandLists"]]
    listed = [scope for each in lists for scope in each["scopes"]]
    broken = []
    if version >= (1, 25) and "team" in scopes and app.get("supportsChannelFeatures") != "tier1":
        broken.append("no supportsChannelFeatures")
    broken += ["more than ten commands" for each in lists if len(each["commands"]) > 10]
    broken += ["a long title" for each in lists for command in each["commands"] if len(command["title"]) > 32]
    broken += ["a scope listed twice"] if len(set(listed)) < len(listed) else []
    broken += ["a list for a scope it is not in"] if set(listed) - scopes else []
    broken += [
        "a domain that is no host" for each in app["validDomains"] if "/" in each or ":" in each or "." not in each
    ]
    broken += (
        ["another bot"] if {app["id"]} != {each["botId"] for each in [*app["bots"], *app["composeExtensions"]]} else []
    )
    fetched = [each for part in app["composeExtensions"] for each in part["commands"] if each["type"] == "action"]
    broken += [
        "an action that asks nothing" for each in fetched if not each.get("fetchTask") and not each.get("parameters")
    ]
    return broken


def test_it_is_valid_against_microsofts_schema_and_the_rules_it_lacks() -> None:
    assert [error.message for error in Draft4Validator(_SCHEMA).iter_errors(made())] == []
    assert server_rules_broken(made()) == []


def test_the_schema_and_the_rules_would_object() -> None:
    assert not Draft4Validator(_SCHEMA).is_valid(made() | {"name": {"short": "x" * 31}})
    assert server_rules_broken(made() | {"manifestVersion": "1.25"}) == ["no supportsChannelFeatures"]
    assert server_rules_broken(made() | {"validDomains": [URL]}) == ["a domain that is no host"]


def test_it_asks_for_what_is_used_and_for_nothing_that_is_not() -> None:
    app = made()
    assert app["permissions"] == list(PERMISSIONS)
    assert not {"authorization", "webApplicationInfo", "devicePermissions", "supportsChannelFeatures"} & set(app)
    assert app["validDomains"] == ["bot.council.example"]
    assert (app["bots"][0]["scopes"], app["bots"][0]["supportsFiles"]) == (["personal", "team", "groupChat"], True)
    find, save = app["composeExtensions"][0]["commands"]
    assert (find["type"], save["type"], save["context"], save["title"]) == (
        "query",
        "action",
        ["message"],
        "Save as evidence",
    )


def test_every_command_it_offers_is_one_that_is_understood() -> None:
    known = {command.name: command for command in COMMANDS}
    for offered in made()["bots"][0]["commandLists"]:
        for each in offered["commands"]:
            assert each["description"] == known[each["title"]].summary
            assert understand(each["title"]).command.name == each["title"]


def decoded(png: bytes) -> tuple[int, list[tuple[int, ...]]]:
    """The side of a square PNG without interlacing or filters, and its pixels."""
    side, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (png[:8], side, depth, kind) == (b"\x89PNG\r\n\x1a\n", height, 8, 6)
    place, data = 8, b""
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        name, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack(">I", png[place + 8 + length : place + 12 + length])[0] == zlib.crc32(name + content)
        data += content if name == b"IDAT" else b""
        place += length + 12
    raw, wide = zlib.decompress(data), side * 4 + 1
    assert {raw[row * wide] for row in range(side)} == {0}
    pixels = [tuple(raw[at : at + 4]) for row in range(side) for at in range(row * wide + 1, (row + 1) * wide, 4)]
    return side, pixels


def test_the_icons_are_as_teams_wants_them() -> None:
    files = manifests.teams(ENVIRON)
    side, colour = decoded(files["color.png"])
    assert (side, {alpha for *_, alpha in colour}) == (192, {255})
    side, outline = decoded(files["outline.png"])
    assert (side, {tuple(rgb) for *rgb, _ in outline}) == (32, {(255, 255, 255)})
    assert {0, 255} <= {alpha for *_, alpha in outline}


def test_the_files_in_the_repository_are_what_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert main(["manifest", "teams", "--out", "out"]) == 0
    kept, out = ROOT / "manifests/teams", tmp_path / "out"
    assert (out / "manifest.json").read_text() == (kept / "manifest.json").read_text(), (
        f"run: TEAMS_APP_ID={ID} PUBLIC_URL={URL} ofsted-bot manifest teams --out manifests/teams"
    )
    for icon in ("color.png", "outline.png"):
        assert decoded((out / icon).read_bytes()) == decoded((kept / icon).read_bytes())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"], "it needs no database and makes no key"
    with zipfile.ZipFile(out / manifests.PACKAGE) as package:
        assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert all(package.read(name) == (out / name).read_bytes() for name in package.namelist())


def test_the_councils_own_pages_are_linked_where_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pages = {"PRIVACY_URL": "https://council.example/privacy", "TERMS_URL": "https://council.example/terms"}
    developer = json.loads(manifests.teams(ENVIRON | pages)["manifest.json"])["developer"]
    assert (developer["privacyUrl"], developer["termsOfUseUrl"]) == tuple(pages.values())
    assert manifests.write_teams(tmp_path, ENVIRON) == 0
    assert "PRIVACY_URL and TERMS_URL not set" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "TEAMS_APP_ID is missing: set it to the Microsoft App ID"),
        ({"TEAMS_APP_ID": "my-bot"}, "TEAMS_APP_ID is “my-bot”, which is not one"),
        ({"TEAMS_APP_ID": ID}, "PUBLIC_URL is missing"),
        ({"TEAMS_APP_ID": ID, "PUBLIC_URL": "http://bot.council.example"}, "Teams needs an https address"),
        ({**ENVIRON, "PRIVACY_URL": "council.example"}, "PRIVACY_URL is “council.example”"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(environ: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        manifests.teams(environ)


GUIDE = (ROOT / "docs/install-teams.md").read_text()


def test_the_guide_says_what_every_permission_and_scope_is_for() -> None:
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", GUIDE, re.MULTILINE))
    assert {name: why for name, why in rows.items() if name in PERMISSIONS} == PERMISSIONS
    assert set(rows) - set(PERMISSIONS) == set(made()["bots"][0]["scopes"])


def test_the_guide_names_what_there_is() -> None:
    app = made()
    assert f"version {SCHEMA_VERSION}" in GUIDE
    assert all(f"**{name}**" in " ".join(GUIDE.split()) for name in (app["name"]["short"], *_extensions(app)))
    assert manifests.PACKAGE in GUIDE
    assert all(name in GUIDE for name in (*ENVIRON, "PRIVACY_URL", "TERMS_URL"))
    for line in re.findall(r"^ofsted-bot ([a-z]+)", GUIDE, re.MULTILINE):
        with pytest.raises(SystemExit, match="0"):
            main([line, "--help"])


def _extensions(app: dict[str, Any]) -> list[str]:
    return [each["title"] for part in app["composeExtensions"] for each in part["commands"]]
