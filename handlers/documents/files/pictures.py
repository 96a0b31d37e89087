"""PNG and JPEG pictures: whole, not too large, nothing after the end, and no place they were taken."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from handlers.documents.files.exif import Exif
from handlers.documents.files.kinds import Allowance, Kind, UnsafeFile
from handlers.documents.files.words import loose_words

MOST_PIXELS: Final = 100_000_000

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_EXIF, _XMP, _MORE_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_XMP_PLACE = re.compile(rb"GPSL(?:at|ong)itude|GPSDestL(?:at|ong)itude|GPSAreaInformation")
_NEXT_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN, _END, _COMMENT, _APP1 = 0xDA, 0xD9, 0xFE, 0xE1
_MOST_NOTES: Final = 5_000_000
_MOST_PARTS: Final = 100_000
_LONGEST_HEADER: Final = 100

_DAMAGED: Final = "That picture is damaged. Open it, save it again, or take a screenshot of it, and send that."
_LARGE: Final = "That picture is larger than 100 million pixels. Make it smaller, and send that."
_PLACE: Final = (
    "That photograph says where it was taken, which can be a child's home. Take a screenshot of it and send that, or "
    "remove the place first: in Windows right-click the file, Properties, Details, Remove Properties; on a phone "
    "choose Options, then switch Location off, when you share it."
)
_AFTER: Final = (
    "There is something after the end of that picture: what was cropped away, a moving photograph, or another file. "
    "Take a screenshot of it, and send that."
)


def check_picture(data: bytes, kind: Kind) -> None:
    """Refuse a picture that is damaged, too large, says where it was taken, or goes on after its end."""
    if kind is Kind.PNG:
        parts = list(_chunks(data))
        if parts[0][0] != b"IHDR" or b"IDAT" not in {name for name, _ in parts}:
            raise UnsafeFile(_DAMAGED)
        _check_size(int.from_bytes(parts[0][1][:4]), int.from_bytes(parts[0][1][4:8]))
    else:
        _check_jpeg(data)
    refuse_places(data)


def refuse_places(data: bytes) -> None:
    """Refuse a picture that says where it was taken. What is neither PNG nor JPEG says nothing here."""
    for note in _notes(data):
        if _XMP_PLACE.search(note) or Exif(note.removeprefix(_EXIF)).has_place:
            raise UnsafeFile(_PLACE)


def picture_words(data: bytes, allowance: Allowance) -> Iterator[str]:
    """The words in a picture's own notes: its title, description, author and keywords."""
    for note in _notes(data):
        if note.startswith(_EXIF):
            yield from Exif(note.removeprefix(_EXIF)).words()
        elif b"<" in note[:_LONGEST_HEADER]:
            yield from loose_words(note[note.index(b"<") :], allowance)
        else:
            yield note.decode("utf-8", errors="replace").strip("\0 ")


def _notes(data: bytes) -> Iterator[bytes]:
    """Everything in a picture that is not the picture, as far as it can be read."""
    with suppress(UnsafeFile):
        if data.startswith(_PNG):
            for name, body in _chunks(data):
                yield from _png_notes(name, body)
        elif data.startswith(_JPEG):
            for mark, body in _segments(data):
                if mark == _COMMENT or (mark == _APP1 and body.startswith((_EXIF, _XMP, _MORE_XMP))):
                    yield body.removeprefix(_XMP).removeprefix(_MORE_XMP)


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise UnsafeFile(_DAMAGED)
    if width * height > MOST_PIXELS:
        raise UnsafeFile(_LARGE)


# PNG: chunks, each a length, a name, a body and a checksum.


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG picture. Raises UnsafeFile unless they are whole and end with the file."""
    at, count = len(_PNG), 0
    while True:
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        end = at + 12 + size
        count += 1
        if end > len(data) or count > _MOST_PARTS or zlib.crc32(data[at + 4 : end - 4]) != _crc(data, end):
            raise UnsafeFile(_DAMAGED)
        yield name, data[at + 8 : end - 4]
        if name == b"IEND":
            break
        at = end
    if end != len(data):
        raise UnsafeFile(_AFTER)


def _crc(data: bytes, end: int) -> int:
    return int.from_bytes(data[end - 4 : end])


def _png_notes(name: bytes, body: bytes) -> Iterator[bytes]:
    match name:
        case b"eXIf":
            yield _EXIF + body
        case b"tEXt":
            yield _unwrapped(body.partition(b"\0")[2])
        case b"zTXt":
            yield _unwrapped(_inflated(body.partition(b"\0")[2][1:]))
        case b"iTXt":
            rest = body.partition(b"\0")[2]
            text = rest[2:].split(b"\0", 2)[-1]
            yield _unwrapped(_inflated(text) if rest.startswith(b"\x01") else text)
        case _:
            pass


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_NOTES)
    except zlib.error as error:
        raise UnsafeFile(_DAMAGED) from error


def _unwrapped(text: bytes) -> bytes:
    """Notes that some programs write as a name, a length and hexadecimal lines."""
    lines = text.split()
    if lines[:1] not in ([b"exif"], [b"app1"], [b"xmp"]):
        return text
    digits = b"".join(lines[2:])
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return text


# JPEG: segments, each a mark, a length and a body; after a scan, data up to the next mark.


def _check_jpeg(data: bytes) -> None:
    sizes = [body for mark, body in _segments(data) if mark in _SIZES]
    if not sizes:
        raise UnsafeFile(_DAMAGED)
    for body in sizes:
        _check_size(int.from_bytes(body[3:5]), int.from_bytes(body[1:3]))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG picture and of any that follow it, as phones add. Raises UnsafeFile for all else."""
    at, last = 2, 0
    for _ in range(_MOST_PARTS):
        start = _mark_at(data, at, after_scan=last == _SCAN)
        last, size = data[start + 1], int.from_bytes(data[start + 2 : start + 4])
        if last == _END:
            rest = data[start + 2 :].lstrip(b"\0")
            if not rest:
                return
            if not rest.startswith(_JPEG):
                raise UnsafeFile(_AFTER)
            at = len(data) - len(rest) + 2
            continue
        at = start + 2 + size
        if size < 2 or at > len(data):  # noqa: PLR2004  because the length counts its own two bytes
            break
        yield last, data[start + 4 : at]
    raise UnsafeFile(_DAMAGED)


def _mark_at(data: bytes, at: int, *, after_scan: bool) -> int:
    """Where the next mark is: at once, or after the data of a scan. Marks may be padded."""
    found = _NEXT_MARK.search(data, at)
    if found is None or (not after_scan and data[at : found.start()].strip(b"\xff")):
        raise UnsafeFile(_DAMAGED)
    return found.start()
