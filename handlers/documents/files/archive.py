"""The parts inside an Office file, unpacked by what is there and never by what the file says is there."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from handlers.documents.files.kinds import UnsafeFile

MOST_MEMBERS: Final = 2_000
MOST_UNPACKED: Final = 200_000_000
MOST_RATIO: Final = 100
_SMALL: Final = 1_000_000
"""A part this small may be packed as tightly as it likes: an empty worksheet packs a thousand to one."""

_BLOCK: Final = 65_536
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_MARK, _ENTRY_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_SIZE: Final = 22
_LONGEST_DESCRIPTOR: Final = 24
_UTF8_NAME, _ENCRYPTED = 0x800, 0x41
_DEFLATED = zipfile.ZIP_DEFLATED
_BROKEN = (zipfile.BadZipFile, struct.error, zlib.error, EOFError, NotImplementedError, OSError, ValueError)

DAMAGED: Final = (
    "That file is damaged, or was not made by Word, Excel or PowerPoint. "
    "Open it, save it again under a new name, and send that; or send it as a PDF."
)
BOMB: Final = (
    "That file unpacks to far more than it should, as files made to stop computers do. "
    "Save the part that matters as a PDF, and send that."
)
SEALED: Final = "That file is locked with a password, so I cannot check it. Save it without a password, and send that."


@dataclass(frozen=True, slots=True)
class Member:
    """One part of an archive: its name, where its packed bytes lie, and what unpacking them has to give."""

    name: str
    start: int
    packed: int
    size: int
    method: int
    crc: int


class Archive:
    """A ZIP file whose parts lie end to end, each under its own name, and unpack to what was promised.

    Raises UnsafeFile for any other. Readers differ over what a crooked ZIP file holds; of a straight one they agree.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        try:
            self.members = {member.name: member for member in _straight(file)}
        except _BROKEN as error:
            raise UnsafeFile(DAMAGED) from error

    def stream(self, member: Member) -> Iterator[bytes]:
        """The bytes of a part, a block at a time. Raises UnsafeFile where they are not what was promised."""
        size, crc = 0, 0
        try:
            for block in _unpacked(self._file, member):
                size += len(block)
                if size > member.size:
                    raise UnsafeFile(BOMB)
                crc = zlib.crc32(block, crc)
                yield block
        except zlib.error as error:
            raise UnsafeFile(DAMAGED) from error
        if (size, crc) != (member.size, member.crc):
            raise UnsafeFile(DAMAGED)


def _unpacked(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """Each part keeps its own place in the file, so that several can be read by turns."""
    engine = zlib.decompressobj(-15) if member.method == _DEFLATED else None
    for at in range(member.start, member.start + member.packed, _BLOCK):
        file.seek(at)
        block = file.read(min(_BLOCK, member.start + member.packed - at))
        if engine is None:
            yield block
        else:
            yield from _inflated(engine, block)
    if engine is not None:
        yield engine.flush()
        if not engine.eof or engine.unused_data:
            raise UnsafeFile(DAMAGED)


def _inflated(engine: "zlib._Decompress", block: bytes) -> Iterator[bytes]:
    """What a block unpacks to, never more than a block of it at once."""
    while block:
        yield engine.decompress(block, _BLOCK)
        block = engine.unconsumed_tail


def _straight(file: BinaryIO) -> list[Member]:
    _check_frame(file)
    with zipfile.ZipFile(file) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        directory, remarks = archive.start_dir, archive.comment
    if remarks or any(info.comment for info in infos):
        raise UnsafeFile(DAMAGED)
    _check_names(infos)
    for info in infos:
        _check_entry(info)
    _check_sizes(infos)
    members = [_member(file, info) for info in infos]
    _check_tiles(infos, members, directory)
    return [member for member in members if not member.name.endswith("/")]


def _check_frame(file: BinaryIO) -> None:
    """Nothing before the first part and nothing after the list of parts, and that list is not long.

    The marks are counted before the list is read, so that a list of a million parts is never built.
    """
    file.seek(0)
    data = file.read()
    if not data.startswith(_LOCAL_MARK) or data[-_END_SIZE:][:4] != _END_MARK:
        raise UnsafeFile(DAMAGED)
    if data.count(_ENTRY_MARK) > MOST_MEMBERS:
        raise UnsafeFile(BOMB)


def _check_names(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Every part has a name of its own, however it is spelt, and no name leads out of the file."""
    names = [info.filename for info in infos]
    if not names or len({name.casefold() for name in names}) < len(names):
        raise UnsafeFile(DAMAGED)
    for info in infos:
        steps = info.filename.removesuffix("/").split("/")
        if not all(steps) or {".", ".."} & set(steps) or set("\\:\0") & set(info.orig_filename):
            raise UnsafeFile(DAMAGED)


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnsafeFile(SEALED)
    form = stat.S_IFMT(info.external_attr >> 16)
    if form not in (0, stat.S_IFREG, stat.S_IFDIR) or info.compress_type not in (zipfile.ZIP_STORED, _DEFLATED):
        raise UnsafeFile(DAMAGED)
    if info.is_dir() and info.file_size:
        raise UnsafeFile(DAMAGED)


def _check_sizes(infos: Sequence[zipfile.ZipInfo]) -> None:
    """The promise is within the limits; `stream` then holds each part to its promise."""
    tight = any(info.file_size > max(_SMALL, MOST_RATIO * info.compress_size) for info in infos)
    if tight or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise UnsafeFile(BOMB)


def _member(file: BinaryIO, info: zipfile.ZipInfo) -> Member:
    """A part as its own header has it, which must agree with the list of parts."""
    file.seek(info.header_offset)
    mark, _, flags, method, *_, name_size, extra_size = _LOCAL.unpack(file.read(_LOCAL.size))
    name = file.read(name_size).decode("utf-8" if flags & _UTF8_NAME else "cp437")
    if mark != _LOCAL_MARK or method != info.compress_type or name != info.orig_filename:
        raise UnsafeFile(DAMAGED)
    start = info.header_offset + _LOCAL.size + name_size + extra_size
    return Member(info.filename, start, info.compress_size, info.file_size, method, info.CRC)


def _check_tiles(infos: Sequence[zipfile.ZipInfo], members: Sequence[Member], directory: int) -> None:
    """Parts that overlap are a bomb; room between them would hide something that no list names."""
    ends = [0, *(member.start + member.packed for member in members)]
    begins = [*(info.header_offset for info in infos), directory]
    gaps = [begin - end for begin, end in zip(begins, ends, strict=True)]
    if gaps[0] != 0 or not all(0 <= gap <= _LONGEST_DESCRIPTOR for gap in gaps):
        raise UnsafeFile(BOMB if min(gaps) < 0 else DAMAGED)
