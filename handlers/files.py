"""The files people send, as handlers see them: some wait to be checked, the rest are kept under their hash."""

from typing import BinaryIO, Protocol

from handlers.errors import UserError


class FileMissing(UserError):
    """The file is not there: no longer waiting, or never kept."""


class FileAltered(UserError):
    """What is there is not the file that was sent. It is not shown."""


def to_send(sha256: str, name: str) -> str:
    """How a reply names a kept file that its platform is to deliver: the hash, and what to call it."""
    return f"{sha256}/{name}"


def sent(file: str) -> tuple[str, str]:
    """The hash and the name in what `to_send` gave; no hash where a reply only names a file."""
    sha256, slash, name = file.partition("/")
    return (sha256, name) if slash else ("", file)


class Files(Protocol):
    """A file that arrives waits under a handle; once kept, its SHA-256 is the only name it has."""

    def held(self, handle: str) -> BinaryIO:
        """A file that waits, to be inspected and read. Raises FileMissing."""
        ...

    def keep(self, handle: str, sha256: str) -> None:
        """Keep a waiting file whose hash is this. Raises FileMissing, and FileAltered when it is another."""
        ...

    def discard(self, handle: str) -> None:
        """Throw away a waiting file, if it is there."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """A kept file, proved to be the one that was sent. Raises FileMissing and FileAltered."""
        ...

    def exists(self, sha256: str) -> bool:
        """Tell whether a file is kept."""
        ...

    def remove(self, sha256: str) -> bool:
        """Erase a kept file, for a lawful removal. Tell whether it was there."""
        ...
