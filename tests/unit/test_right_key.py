"""A database that has lost its key is refused at the start, with what to put back; nothing is half done."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import opened
from bot.settings import Settings, SettingsError
from tests.audit_chains import tamper
from tests.databases import Store
from tests.worlds import KEY, Setting
from tests.worlds import opened as world_opened


def settings(database: Path, **environ: str) -> Settings:
    return Settings.read({"DATABASE_URL": f"sqlite:///{database}", **environ})


@pytest.fixture
def database(tmp_path: Path) -> Path:
    made = tmp_path / "plan.db"
    with opened(settings(made), make=True):
        return made


@pytest.fixture
def used(database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert main(["admin", "add", "parveen.shah@council.example"]) == 0
    capsys.readouterr()
    return database


@pytest.mark.parametrize(
    "said",
    [
        ["console", "--say", "status"],
        ["migrate"],
        ["serve"],
        ["tick"],
        ["audit", "verify"],
        ["retention"],
        ["admin", "add", "somebody.else@council.example"],
    ],
    ids=" ".join,
)
def test_a_copy_without_its_key_is_refused_with_the_file_to_bring_and_nothing_is_written(
    said: list[str], used: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-made-up")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "made-up")
    key = Path(f"{used}.key")
    kept, before = key.read_bytes(), used.read_bytes()
    key.unlink()
    assert main(said) == 1
    told = capsys.readouterr().err
    assert f"The key this database had is not beside it: {key} is missing. Bring that file" in told
    assert [path.name for path in used.parent.iterdir()] == [used.name]
    assert used.read_bytes() == before
    key.write_bytes(kept)
    assert main(["audit", "verify"]) == 0


def test_another_key_file_is_refused_and_left_as_it_is(used: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = Path(f"{used}.key")
    key.write_text("0123456789abcdef0123456789abcdef")
    assert main(["console", "--say", "status"]) == 1
    assert f"The key is not the one this database had. Put back {key} as it was" in capsys.readouterr().err
    assert key.read_text() == "0123456789abcdef0123456789abcdef"


def test_another_secret_key_is_refused(used: Path) -> None:
    other = settings(used, SECRET_KEY="0123456789abcdef0123456789abcdef")
    with pytest.raises(SettingsError, match="SECRET_KEY is not the key this database had"), opened(other):
        pass


def test_a_database_with_nothing_recorded_takes_any_key(database: Path) -> None:
    key = Path(f"{database}.key")
    key.unlink()
    found = settings(database)
    assert not key.exists()
    with opened(found):
        assert key.read_bytes() == found.secret_key


def test_of_two_that_make_a_missing_key_at_once_one_starts_again(database: Path) -> None:
    key = Path(f"{database}.key")
    key.unlink()
    first, second = settings(database), settings(database)
    with opened(first):
        pass
    with pytest.raises(SettingsError, match="made at the same moment by another start"), opened(second):
        pass
    assert key.read_bytes() == first.secret_key


def test_a_changed_end_of_the_audit_is_not_taken_for_another_key(store: Store, tmp_path: Path) -> None:
    with world_opened(store, tmp_path, Setting()) as world:
        tamper(world.engine, "UPDATE audit_head SET seal = 'x'")
        url = world.engine.url.render_as_string(hide_password=False)
        with opened(Settings.read({"DATABASE_URL": url, "SECRET_KEY": KEY.decode()})):
            pass
