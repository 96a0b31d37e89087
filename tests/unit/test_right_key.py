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


def test_a_copy_without_its_key_is_refused_with_the_file_to_put_back(
    used: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = Path(f"{used}.key")
    kept = key.read_bytes()
    key.unlink()
    assert main(["console", "--say", "status"]) == 1
    assert f"The key is not the one this database had. Put back {key}" in capsys.readouterr().err
    key.write_bytes(kept)
    assert main(["audit", "verify"]) == 0


def test_another_secret_key_is_refused(used: Path) -> None:
    other = settings(used, SECRET_KEY="0123456789abcdef0123456789abcdef")
    with pytest.raises(SettingsError, match="SECRET_KEY is not the key this database had"), opened(other):
        pass


def test_a_database_with_nothing_recorded_takes_any_key(database: Path) -> None:
    Path(f"{database}.key").unlink()
    with opened(settings(database)):
        pass


def test_a_changed_end_of_the_audit_is_not_taken_for_another_key(store: Store, tmp_path: Path) -> None:
    with world_opened(store, tmp_path, Setting()) as world:
        tamper(world.engine, "UPDATE audit_head SET seal = 'x'")
        url = world.engine.url.render_as_string(hide_password=False)
        with opened(Settings.read({"DATABASE_URL": url, "SECRET_KEY": KEY.decode()})):
            pass
