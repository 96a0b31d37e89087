"""Where evidence is kept: a folder, S3 or Azure Blob, each file under its own hash and under no other name."""

import hashlib
import logging
import os
import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from bot.settings import SettingsError
from handlers.documents.files import LARGEST, TooLarge
from handlers.files import FileAltered, FileMissing

_log = logging.getLogger(__name__)

_SQLITE: Final = "sqlite:///"
_QUARANTINE: Final = "quarantine"
_BLOCK: Final = 262_144
_HANDLE = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_STORES = {
    "file": ("a folder", ""),
    "local": ("a folder", ""),
    "memory": ("memory", ""),
    "s3": ("Amazon S3", "s3"),
    "s3a": ("Amazon S3", "s3"),
    "abfs": ("Azure Blob storage", "azure"),
    "abfss": ("Azure Blob storage", "azure"),
    "az": ("Azure Blob storage", "azure"),
}
_GONE: Final = "That file is no longer waiting to be kept. Send it again."
_NOT_KEPT: Final = "That file is not in the evidence store. Ask your administrator to restore it from the backup."
_ALTERED: Final = (
    "That file is not as it was when it was sent, so it is not shown. "
    "Ask your administrator to restore it from the backup."
)


def evidence_url(given: str, database_url: str) -> str:
    """Where evidence is kept: as EVIDENCE_URL says, or else in a folder beside an SQLite database."""
    if given:
        return given
    path = database_url.removeprefix(_SQLITE).partition("?")[0]
    if path == database_url or not path:
        raise SettingsError(
            "EVIDENCE_URL is required unless the database is an SQLite file: set it to a folder that every copy of "
            "the bot can reach (file:///srv/evidence), or to s3:// or abfs://."
        )
    return f"{Path(path).resolve()}.evidence"


class Arrival:
    """A file as it arrives, written block by block to where it waits. Raises TooLarge once it is too large."""

    def __init__(self, file: Any, handle: str, most: int) -> None:
        self._file = file
        self._left = most
        self.handle = handle

    def write(self, block: bytes) -> None:
        self._left -= len(block)
        if self._left < 0:
            raise TooLarge
        self._file.write(block)

    def close(self) -> None:
        """End the file, on the disk itself where it goes to one."""
        self._file.flush()
        with suppress(AttributeError, OSError):
            os.fsync(self._file.fileno())
        self._file.close()


class EvidenceStore:
    """Keeps files under their hash, and files that wait to be checked under a random handle.

    What a person called a file is no part of any path.
    """

    def __init__(self, url: str) -> None:
        self._files, self._root = _opened(url)
        self._local = bool(getattr(self._files, "local_file", False))

    # What handlers are given: handlers.files.Files.

    def held(self, handle: str) -> BinaryIO:
        """A file that waits to be checked."""
        return BytesIO(self._bytes(self._waiting(handle), _GONE))

    def keep(self, handle: str, sha256: str) -> None:
        """Move a waiting file to where its hash says. Doing it twice is doing it once."""
        waiting, kept = self._waiting(handle), self._kept(sha256)
        if not self._files.exists(waiting) and self.exists(sha256):
            return
        if _hash(self._bytes(waiting, _GONE)) != sha256:
            self.discard(handle)
            raise FileAltered("That file changed while it was being checked, so it was not kept. Send it again.")
        self._files.makedirs(kept.rpartition("/")[0], exist_ok=True)
        self._move(waiting, kept)

    def discard(self, handle: str) -> None:
        """Throw away a waiting file, if it is there."""
        self._erase(self._waiting(handle))

    def open(self, sha256: str) -> BinaryIO:
        """A kept file, read whole and proved before any of it is given."""
        found = self._bytes(self._kept(sha256), _NOT_KEPT)
        if _hash(found) != sha256:
            _log.error("The evidence under %s is not what was kept there.", sha256)
            raise FileAltered(_ALTERED)
        return BytesIO(found)

    def exists(self, sha256: str) -> bool:
        """Tell whether a file is kept."""
        return bool(self._files.exists(self._kept(sha256)))

    def remove(self, sha256: str) -> bool:
        """Erase a kept file, for a lawful removal. Tell whether it was there."""
        return self._erase(self._kept(sha256))

    # What adapters, the clock and the operator's commands use.

    def receive(self, most: int = LARGEST) -> Arrival:
        """A new file to write to as its blocks arrive; `discard` its handle when it does not arrive whole."""
        handle = secrets.token_hex(16)
        return Arrival(self._files.open(self._waiting(handle), "wb"), handle, most)

    def quarantine(self, stream: BinaryIO, most: int = LARGEST) -> str:
        """Take a whole file in to wait, and give its handle. Raises TooLarge, and then nothing is left of it."""
        arrival = self.receive(most)
        whole = False
        try:
            while block := stream.read(_BLOCK):
                arrival.write(block)
            whole = True
        finally:
            arrival.close()
            if not whole:
                self.discard(arrival.handle)
        return arrival.handle

    def hashes(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        for path in self._paths():
            name = path.rpartition("/")[2]
            if _HASH.fullmatch(name) and path == self._kept(name):
                yield name

    def sweep(self, known: Collection[str], older_than: datetime) -> int:
        """Erase what waited too long and what no row knows, unless it is newer; give how many.

        A file just kept is newer than any sweep should reach, so its row has time to be committed.
        """
        orphans = [self._kept(sha256) for sha256 in self.hashes() if sha256 not in known]
        waiting = [path for path in self._paths() if path.startswith(f"{self._root}/{_QUARANTINE}/")]
        return sum(self._erase(path) for path in (*orphans, *waiting) if self._is_older(path, older_than))

    def _waiting(self, handle: str) -> str:
        if not _HANDLE.fullmatch(handle):
            raise FileMissing(_GONE)
        return f"{self._root}/{_QUARANTINE}/{handle}"

    def _kept(self, sha256: str) -> str:
        if not _HASH.fullmatch(sha256):
            raise FileMissing(_NOT_KEPT)
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _paths(self) -> list[str]:
        return [str(path) for path in self._files.find(self._root)]

    def _bytes(self, path: str, missing: str) -> bytes:
        try:
            return bytes(self._files.cat_file(path))
        except FileNotFoundError as error:
            raise FileMissing(missing) from error

    def _move(self, waiting: str, kept: str) -> None:
        """On one disk a rename, so that a file is kept whole or not at all; elsewhere a copy, which is as whole."""
        if self._local:
            Path(waiting).replace(kept)
            return
        self._files.cp_file(waiting, kept)
        self._erase(waiting)

    def _erase(self, path: str) -> bool:
        """Erase a file, and tell whether it was there: S3 does not say."""
        there = bool(self._files.exists(path))
        with suppress(FileNotFoundError):
            self._files.rm_file(path)
        return there

    def _is_older(self, path: str, moment: datetime) -> bool:
        try:
            return bool(self._files.modified(path) < moment)
        except FileNotFoundError:
            return False


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _opened(url: str) -> tuple[Any, str]:
    """The file system a URL names, and the folder in it. Raises SettingsError where it cannot be used."""
    from fsspec.core import url_to_fs  # noqa: PLC0415  because a run without evidence need not wait for it

    store, extra = _store_named(url)
    try:
        files, root = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise SettingsError(
            f"EVIDENCE_URL names {store}, which needs one more package. "
            f"Install it with: uv sync --extra {extra}, or: pip install 'ofsted-bot[{extra}]'."
        ) from error
    root = root.rstrip("/")
    try:
        if getattr(files, "local_file", False):
            Path(root).mkdir(mode=0o700, parents=True, exist_ok=True)
        files.makedirs(f"{root}/{_QUARANTINE}", exist_ok=True)
    except OSError as error:
        raise SettingsError(f"Evidence cannot be kept in {store}: {error.strerror}. Set EVIDENCE_URL.") from error
    return files, root


def _store_named(url: str) -> tuple[str, str]:
    scheme, parted, _ = url.partition("://")
    found = _STORES.get(scheme if parted else "file")
    if found is None or "::" in url:
        raise SettingsError("EVIDENCE_URL begins with none of file://, s3:// and abfs://. Set it to one of them.")
    return found
