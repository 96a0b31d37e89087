"""The store of evidence: files under their hash and no other name, whole or not at all, and proved when opened."""

import builtins
import hashlib
import io
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from typing_extensions import override

from bot.evidence_store import EvidenceStore, evidence_url
from bot.settings import SettingsError
from handlers.documents.files import LARGEST, TooLarge
from handlers.files import FileAltered, FileMissing, Files

CONTENT = b"Audit of supervision"
HASH = hashlib.sha256(CONTENT).hexdigest()
PLACE = f"{HASH[:2]}/{HASH[2:4]}/{HASH}"
LATER = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251  because file systems keep real time
EARLIER = LATER - timedelta(days=2)


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"file://{tmp_path}/evidence" if request.param == "file" else f"memory://{uuid4()}"


@pytest.fixture
def store(url: str) -> EvidenceStore:
    return EvidenceStore(url)


def sent(store: EvidenceStore, content: bytes = CONTENT) -> str:
    return store.quarantine(io.BytesIO(content))


def kept(store: EvidenceStore, content: bytes = CONTENT) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    store.keep(sent(store, content), sha256)
    return sha256


def paths(store: EvidenceStore) -> list[str]:
    return sorted(path.removeprefix(f"{store._root}/") for path in store._paths())


def spoil(store: EvidenceStore, path: str, content: bytes) -> None:
    store._files.pipe_file(f"{store._root}/{path}", content)


def test_it_is_what_handlers_are_promised(store: EvidenceStore) -> None:
    files: Files = store
    assert not files.exists(HASH)


def test_a_file_waits_and_is_then_kept_under_its_hash(store: EvidenceStore) -> None:
    handle = sent(store)

    assert store.held(handle).read() == CONTENT
    assert not store.exists(HASH)
    assert paths(store) == [f"quarantine/{handle}"]

    store.keep(handle, HASH)

    assert store.exists(HASH)
    assert store.open(HASH).read() == CONTENT
    assert paths(store) == [PLACE]
    assert list(store.hashes()) == [HASH]
    with pytest.raises(FileMissing, match="Send it again"):
        store.held(handle)


def test_keeping_twice_is_keeping_once(store: EvidenceStore) -> None:
    handle = sent(store)
    store.keep(handle, HASH)
    store.keep(handle, HASH)
    kept(store)

    assert paths(store) == [PLACE]


def test_another_process_sees_what_was_kept(url: str) -> None:
    sha256 = kept(EvidenceStore(url))
    assert EvidenceStore(url).open(sha256).read() == CONTENT


def test_a_file_that_is_not_what_was_checked_is_not_kept(store: EvidenceStore) -> None:
    handle = sent(store)
    spoil(store, f"quarantine/{handle}", b"something else")

    with pytest.raises(FileAltered, match="Send it again"):
        store.keep(handle, HASH)
    assert paths(store) == []


def test_a_file_that_was_changed_in_the_store_is_not_shown(
    store: EvidenceStore, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(store, kept(store) and PLACE, b"something else")

    with pytest.raises(FileAltered, match="restore it from the backup"):
        store.open(HASH)
    assert HASH in caplog.text
    assert "something else" not in caplog.text


def test_what_is_not_there_is_said_to_be_missing(store: EvidenceStore) -> None:
    with pytest.raises(FileMissing):
        store.open(HASH)
    with pytest.raises(FileMissing):
        store.keep("0" * 32, HASH)
    store.discard("0" * 32)
    assert not store.remove(HASH)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "plan.docx", HASH.upper(), HASH[:-1], HASH + "0", f"{HASH}\n", "*" * 64]
)
def test_nothing_but_a_hash_or_a_handle_finds_a_file(store: EvidenceStore, name: str) -> None:
    kept(store)
    calls: list[Callable[[str], object]] = [store.open, store.exists, store.remove, store.held, store.discard]
    for call in calls:
        with pytest.raises(FileMissing):
            call(name)
    with pytest.raises(FileMissing):
        store.keep(sent(store), name)
    assert store.exists(HASH)


def test_a_file_that_is_too_large_leaves_nothing_behind(store: EvidenceStore) -> None:
    class Endless(io.BytesIO):
        given = 0

        @override
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            self.given += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(TooLarge):
        store.quarantine(endless, most=1_000_000)
    assert endless.given < 2_000_000
    assert paths(store) == []
    assert LARGEST == 25_000_000


def test_a_file_that_breaks_off_leaves_nothing_behind(store: EvidenceStore) -> None:
    class Broken(io.BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(min(7, size or 7))

    with pytest.raises(ConnectionResetError):
        store.quarantine(Broken(CONTENT))
    assert paths(store) == []


def test_a_file_can_arrive_block_by_block(store: EvidenceStore) -> None:
    arrival = store.receive(most=len(CONTENT))
    for block in (CONTENT[:5], CONTENT[5:]):
        arrival.write(block)
    with pytest.raises(TooLarge):
        arrival.write(b"!")
    arrival.close()

    assert store.held(arrival.handle).read() == CONTENT
    store.discard(arrival.handle)
    assert paths(store) == []


def test_a_lawful_removal_erases_the_file_and_only_it(store: EvidenceStore) -> None:
    other = kept(store, b"another")
    assert store.remove(kept(store))

    assert not store.exists(HASH)
    assert store.exists(other)
    assert not store.remove(HASH)


def test_a_sweep_erases_what_no_row_knows_and_what_waited_too_long(store: EvidenceStore) -> None:
    known, orphan, waiting = kept(store, b"known"), kept(store), sent(store)
    spoil(store, "README.txt", b"not ours")

    assert store.sweep({known}, EARLIER) == 0
    assert store.exists(orphan)
    assert store.held(waiting).read() == CONTENT

    assert store.sweep({known}, LATER) == 2
    assert store.exists(known)
    assert paths(store) == sorted(["README.txt", f"{known[:2]}/{known[2:4]}/{known}"])
    assert store.sweep({known}, LATER) == 0


def test_a_sweep_and_somebody_else_can_erase_the_same_file(
    store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(store)
    found = store._paths()
    store.remove(HASH)
    monkeypatch.setattr(store, "_paths", lambda: found)

    assert store.sweep(set(), LATER) == 0


def test_keeping_again_makes_a_file_new_so_that_no_sweep_takes_it(tmp_path: Path) -> None:
    store = EvidenceStore(str(tmp_path / "evidence"))
    kept(store)
    os.utime(tmp_path / "evidence" / PLACE, (0, 0))
    kept(store)

    assert store.sweep(set(), EARLIER) == 0
    assert store.exists(HASH)


def test_a_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    EvidenceStore(f"file://{tmp_path}/new/evidence")
    assert stat.S_IMODE((tmp_path / "new" / "evidence").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_used_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SettingsError, match="cannot be kept in a folder"):
        EvidenceStore(f"{tmp_path}/taken/evidence")


@pytest.mark.parametrize(
    "url", ["http://example.org/", "ftp://example.org/", "zip://a::file:///b.zip", "github://a:b@c"]
)
def test_a_place_that_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="EVIDENCE_URL"):
        EvidenceStore(url)


@pytest.mark.parametrize(
    ("url", "module", "said"),
    [
        (
            "s3://bucket/evidence",
            "s3fs",
            "Amazon S3, which needs one more package. Install it with: uv sync --extra s3",
        ),
        ("abfs://evidence@account", "adlfs", "Azure Blob storage, which needs one more package"),
    ],
)
def test_a_store_whose_package_is_missing_says_which(
    url: str, module: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.partition(".")[0] == module:
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, module, raising=False)
    with pytest.raises(SettingsError) as caught:
        EvidenceStore(url)
    assert said in str(caught.value)


def test_evidence_lies_beside_the_database_unless_it_is_said_where(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/plan.db?timeout=5"

    assert evidence_url("", database) == f"{tmp_path}/plan.db.evidence"
    assert evidence_url("s3://bucket", database) == "s3://bucket"
    for elsewhere in ("postgresql+psycopg://localhost/plan", "sqlite://"):
        with pytest.raises(SettingsError, match="EVIDENCE_URL is required"):
            evidence_url("", elsewhere)
