"""A backup and what it gives back: the same database and files, over nothing, and nothing where it was tampered with."""

import hashlib
import io
import json
import threading
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.dispatch import Dispatcher
from bot.evidence_store import EvidenceStore
from bot.settings import Settings
from models.audit import verify
from models.database import Reader, engine_for
from tests.unit.test_command_line import NOW, OWNER, Shell
from tests.worlds import KEY, LONDON, request

CONTENT = b"area,allocated,of\nNorth,43,50\n"
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A demonstration database with the Cambridgeshire plan and a piece of evidence that has a file."""
    shell = Shell(tmp_path)
    shell.environ |= {"SECRET_KEY": KEY.decode()}
    assert shell("migrate", "--demonstration").returncode == 0
    examples = Path(__file__).parents[2] / "models" / "examples"
    for name in ("cambridgeshire-2009", "cambridgeshire-2009-overlay"):
        done = shell("import", str(examples / f"{name}.yaml"), "--publish")
        assert done.returncode == 0, done.stdout
    (tmp_path / "audit.csv").write_bytes(CONTENT)
    said = 'evidence SG4 audit shows="43 of 50 files" period="March 2010" @audit.csv'
    done = shell("console", "--now", NOW, "--as", OWNER, "--say", said)
    assert done.returncode == 0, done.stdout
    return shell


def elsewhere(folder: Path) -> Shell:
    folder.mkdir()
    other = Shell(folder)
    other.environ |= {"SECRET_KEY": KEY.decode()}
    return other


def content_of(shell: Shell) -> list[str]:
    names = [str(name) for (name,) in shell.sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [repr(sorted(shell.sql(f'SELECT * FROM "{name}"'), key=repr)) for name in names]


def test_what_is_restored_is_what_was_saved_files_included(shell: Shell, tmp_path: Path) -> None:
    done = shell("backup", "saved.zip")
    assert done.returncode == 0, done.stderr
    assert "secret key is not in it" in done.stdout
    assert (tmp_path / "saved.zip").stat().st_mode & 0o077 == 0
    assert KEY not in (tmp_path / "saved.zip").read_bytes()
    other = elsewhere(tmp_path / "other")
    done = other("restore", str(tmp_path / "saved.zip"))
    assert done.returncode == 0, done.stderr
    assert "with 1 evidence file." in done.stdout
    assert content_of(other) == content_of(shell)
    assert EvidenceStore(f"{tmp_path}/other/plan.db.evidence").open(HASH).read() == CONTENT
    assert other("audit", "verify").returncode == 0
    assert "43 of 50 files" in other("console", "--now", NOW, "--say", "evidence SG4").stdout


def test_a_backup_made_while_others_write_is_one_moment(shell: Shell, tmp_path: Path) -> None:
    stop, told = threading.Event(), list[bool]()

    def write() -> None:
        engine = engine_for(shell.environ["DATABASE_URL"])
        bot = Dispatcher(engine, KEY, LONDON, lambda: datetime(2010, 4, 7, 9, tzinfo=LONDON))
        while not stop.is_set():
            told.append(bot.ask(request(OWNER, f'update SG4 at risk "Word {len(told)} of many"')).refused)
        bot.close()
        engine.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(told) < 3:
            stop.wait(0.01)
        assert shell("backup", "saved.zip").returncode == 0
    finally:
        stop.set()
        writer.join()
    assert not any(told)
    other = elsewhere(tmp_path / "other")
    assert other("restore", str(tmp_path / "saved.zip")).returncode == 0
    engine = engine_for(other.environ["DATABASE_URL"])
    with closing(Reader(engine)) as reader:
        assert verify(reader, KEY) == []
    engine.dispose()
    [(saved,)] = other.sql("SELECT count(*) FROM \"update\" WHERE narrative LIKE 'Word % of many'")
    assert 2 <= int(str(saved)) <= len(told)


def test_nothing_is_written_over(shell: Shell, tmp_path: Path) -> None:
    assert shell("backup", "saved.zip").returncode == 0
    before = (tmp_path / "saved.zip").read_bytes()
    refused = shell("backup", "saved.zip")
    assert (refused.returncode, "Name another file" in refused.stderr) == (1, True)
    assert (tmp_path / "saved.zip").read_bytes() == before
    there = content_of(shell)
    refused = shell("restore", "saved.zip")
    assert refused.returncode == 1
    assert "nothing is written over it. Move it away, or set DATABASE_URL" in refused.stderr
    assert content_of(shell) == there


def test_there_must_be_something_to_save_and_somewhere_to_put_it(tmp_path: Path) -> None:
    empty = Shell(tmp_path)
    done = empty("backup", "saved.zip")
    assert (done.returncode, "no plan database here" in done.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == [], "no key is made for a database that is not there"
    done = empty("restore", "nothing.zip")
    assert (done.returncode, "No such file" in done.stderr) == (1, True)


def altered(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        held = {each: archive.read(each) for each in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, was in held.items():
            archive.writestr(each, content if each.startswith(name) else was)
    path.write_bytes(out.getvalue())


@pytest.mark.parametrize(("name", "content"), [("plan.db", b"nothing"), ("evidence/", b"another"), ("contents", b"{}")])
def test_a_backup_that_is_not_as_it_was_made_is_refused(
    shell: Shell, tmp_path: Path, name: str, content: bytes
) -> None:
    assert shell("backup", "saved.zip").returncode == 0
    altered(tmp_path / "saved.zip", name, content)
    other = elsewhere(tmp_path / "other")
    done = other("restore", str(tmp_path / "saved.zip"))
    assert (done.returncode, "Use another backup" in done.stderr) == (1, True)
    assert not (tmp_path / "other" / "plan.db").exists()
    assert [path for path in (tmp_path / "other").rglob("*") if path.is_file()] == []


def test_another_key_is_told_before_anything_is_written(shell: Shell, tmp_path: Path) -> None:
    assert shell("backup", "saved.zip").returncode == 0
    other = elsewhere(tmp_path / "other")
    done = other("restore", str(tmp_path / "saved.zip"), SECRET_KEY="another key that is long enough for anybody")
    assert (done.returncode, "sealed with another key" in done.stderr) == (1, True)
    del other.environ["SECRET_KEY"]
    done = other("restore", str(tmp_path / "saved.zip"))
    assert (done.returncode, "plan.db.key" in done.stderr) == (1, True)
    assert not [path for path in (tmp_path / "other").iterdir() if path.suffix in {".db", ".key"}]


def test_a_file_the_store_has_lost_is_named(shell: Shell, tmp_path: Path) -> None:
    EvidenceStore(f"{tmp_path}/plan.db.evidence").remove(HASH)
    done = shell("backup", "saved.zip")
    assert done.returncode == 1
    assert HASH in done.stderr
    with zipfile.ZipFile(tmp_path / "saved.zip") as archive:
        assert json.loads(archive.read("contents.json"))["evidence"] == []


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump --format=custom"), ("restore", "pg_restore")])
def test_postgresql_is_told_its_own_tools_without_a_password(tmp_path: Path, command: str, tool: str) -> None:
    shell = Shell(tmp_path)
    done = shell(
        command, "saved.dump", DATABASE_URL="postgresql://bot:opensesame@db.example/plan", SECRET_KEY=KEY.decode(),
        EVIDENCE_URL="file:///srv/evidence",
    )  # fmt: skip
    assert done.returncode == 1
    assert tool in done.stderr
    assert 'postgresql://bot@db.example/plan"' in done.stderr
    assert "file:///srv/evidence" in done.stderr
    assert "opensesame" not in done.stderr


def test_settings_are_read_without_making_a_key(tmp_path: Path) -> None:
    Settings.read({"DATABASE_URL": f"sqlite:///{tmp_path}/plan.db"}, make_key=False)
    assert list(tmp_path.iterdir()) == []
