"""What a photograph's own notes say: where it was taken, and the words somebody typed."""

import struct
from collections.abc import Iterator
from typing import Final

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRY: Final = 12
_MOST_ENTRIES: Final = 500
_GPS, _DETAILS = 0x8825, 0x8769
_PLACES = frozenset({2, 4, 20, 22, 27, 28})
"""Latitude and longitude, of the camera and of what it points at; the method; the name of the area."""
_ASCII, _BYTES, _UNDEFINED = 2, 1, 7
_WORDS = frozenset({0x010D, 0x010E, 0x011D, 0x013B, 0x8298})
_COMMENT: Final = 0x9286
"""Its first eight bytes say which letters it is written in."""
_WIDE_WORDS = frozenset({0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F})
"""Title, comment, author, keywords and subject, as Windows keeps them."""


class Exif:
    """The entries of a photograph's notes, read without trusting a single offset in them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = _ORDERS.get(data[:4], "")
        self._wide = "utf-16-le" if self._order == "<" else "utf-16-be"

    @property
    def has_place(self) -> bool:
        """Whether it says where the photograph was taken."""
        return any(tag in _PLACES for tag, *_ in self._under(_GPS))

    def words(self) -> Iterator[str]:
        """What somebody typed: description, author, copyright, comment, title, keywords."""
        for tag, kind, raw in (*self._first(), *self._under(_DETAILS)):
            if kind not in (_ASCII, _BYTES, _UNDEFINED):
                continue
            if tag in _WIDE_WORDS:
                yield raw.decode("utf-16-le", errors="ignore").strip("\0 ")
            elif tag in _WORDS:
                yield _narrow(raw)
            elif tag == _COMMENT:
                wide = raw.startswith(b"UNICODE")
                yield (raw[8:].decode(self._wide, errors="ignore") if wide else _narrow(raw[8:])).strip("\0 ")

    def _first(self) -> list[tuple[int, int, bytes]]:
        return self._entries(self._number("I", 4)) if self._order else []

    def _under(self, pointer: int) -> list[tuple[int, int, bytes]]:
        for tag, _, raw in self._first():
            if tag == pointer:
                return self._entries(struct.unpack(f"{self._order}I", raw[:4])[0])
        return []

    def _number(self, form: str, at: int) -> int:
        """A number at a place; nothing where the data has ended."""
        size = struct.calcsize(form)
        piece = self._data[at : at + size]
        return int(struct.unpack(f"{self._order}{form}", piece)[0]) if len(piece) == size else 0

    def _entries(self, at: int) -> list[tuple[int, int, bytes]]:
        """The (tag, kind, bytes) of one table."""
        count = min(self._number("H", at), _MOST_ENTRIES)
        return [self._entry(at + 2 + place * _ENTRY) for place in range(count)] if at else []

    def _entry(self, at: int) -> tuple[int, int, bytes]:
        tag, kind, count = self._number("H", at), self._number("H", at + 2), self._number("I", at + 4)
        if kind in (_ASCII, _BYTES, _UNDEFINED) and count > 4:  # noqa: PLR2004  because four bytes fit in the entry
            at = self._number("I", at + 8)
            return tag, kind, self._data[at : at + count]
        return tag, kind, self._data[at + 8 : at + 12].ljust(4, b"\0")


def _narrow(raw: bytes) -> str:
    return raw.replace(b"\0", b"").decode("utf-8", errors="replace").strip()
