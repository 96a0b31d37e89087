"""Archives made to harm or to hide: each limit is held against what is unpacked, whatever is promised."""

import io
import stat
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from typing_extensions import override

from handlers.documents.files import Kind, UnsafeFile, inspect
from handlers.documents.files.archive import MOST_MEMBERS, MOST_UNPACKED, Archive
from tests.made_files import office_parts, zipped

LONG = b"<a>" + b" " * 30_000_000
"""Thirty megabytes that pack to thirty kilobytes."""


def refusal(content: bytes) -> str:
    with pytest.raises(UnsafeFile) as caught:
        inspect(io.BytesIO(content), "evidence.docx")
    return caught.value.message


def with_infos(*infos: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    """An Office file with more parts, each described by hand."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in office_parts().items():
            archive.writestr(name, content)
        for info, content in infos:
            archive.writestr(info, content)
    return file.getvalue()


def promising(content: bytes, name: str, **fields: int) -> bytes:
    """The same archive, with other numbers written in its list of parts and in the header of one part."""
    places = {"crc": (16, 14, "I"), "size": (24, 22, "I"), "flags": (8, 6, "H"), "method": (10, 8, "H")}
    data = bytearray(content)
    entry = data.rindex(name.encode(), 0, len(data)) - 46
    local = data.index(name.encode()) - 30
    for field, number in fields.items():
        in_list, in_header, form = places[field]
        struct.pack_into(f"<{form}", data, entry + in_list, number)
        struct.pack_into(f"<{form}", data, local + in_header, number)
    return bytes(data)


def test_a_part_that_unpacks_a_thousand_times_is_refused_at_once() -> None:
    bomb = zipped({**office_parts(), "word/bomb.xml": LONG})
    assert len(bomb) < 100_000
    assert "unpacks to far more" in refusal(bomb)


def test_a_bomb_of_many_parts_is_refused() -> None:
    parts = {f"word/part{number}.xml": LONG[:900_000] for number in range(250)}
    assert sum(map(len, parts.values())) > MOST_UNPACKED
    assert "unpacks to far more" in refusal(zipped({**office_parts(), **parts}))


def test_layers_of_archives_are_never_unpacked() -> None:
    layer = zipped({"0.xml": LONG[:1_000_000]})
    for _ in range(4):
        layer = zipped({f"lib {number}.zip": layer for number in range(16)})
    with_layers = zipped({**office_parts(), "word/media/image1.png": layer})
    began = time.thread_time()

    assert "hidden inside" in refusal(with_layers)
    assert "zip file" in refusal(layer)
    assert time.thread_time() - began < 3


def test_an_archive_that_holds_itself_is_refused_for_holding_an_archive() -> None:
    outer = zipped({**office_parts(), "word/media/r.png": zipped({"r.zip": zipped({"r.zip": b"PK\x03\x04"})})})
    assert "hidden inside" in refusal(outer)


def test_a_part_larger_than_it_promises_is_stopped_where_the_promise_ends() -> None:
    lying = promising(
        zipped({**office_parts(), "word/lie.xml": LONG}), "word/lie.xml", size=500, crc=zlib.crc32(LONG[:500])
    )
    tracemalloc.start()
    try:
        assert "unpacks to far more" in refusal(lying)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_part_smaller_than_it_promises_is_refused() -> None:
    assert "damaged" in refusal(promising(zipped({**office_parts(), "word/lie.xml": b"<a/>"}), "word/lie.xml", size=90))


@pytest.mark.parametrize(
    ("fields", "advice"),
    [
        ({"crc": 1}, "damaged"),
        ({"flags": 1}, "password"),
        ({"flags": 0x41}, "password"),
        ({"method": 12}, "damaged"),
        ({"method": 14}, "damaged"),
        ({"method": 99}, "damaged"),
        ({"method": 0}, "damaged"),
    ],
)
def test_a_part_that_is_sealed_or_packed_in_another_way_is_refused(fields: dict[str, int], advice: str) -> None:
    content = zipped({**office_parts(), "word/other.xml": b"<a>" + b"words " * 50})
    assert advice in refusal(promising(content, "word/other.xml", **fields))


def test_a_list_of_very_many_parts_is_refused_before_it_is_read() -> None:
    many = zipped({f"word/{number}.xml": b"" for number in range(MOST_MEMBERS)} | office_parts())
    assert "unpacks to far more" in refusal(many)


def test_as_many_parts_as_allowed_are_read() -> None:
    parts = office_parts()
    parts |= {f"word/{number}.xml": b"<a/>" for number in range(MOST_MEMBERS - len(parts))}
    assert inspect(io.BytesIO(zipped(parts)), "a.docx").kind is Kind.DOCX


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.xml",
        "/etc/passwd.xml",
        "word/../../a.xml",
        "word\\a.xml",
        "C:/a.xml",
        "word//a.xml",
        "./a.xml",
    ],
)
def test_a_name_that_leads_out_of_the_file_is_refused(name: str) -> None:
    assert "damaged" in refusal(zipped({**office_parts(), name: "<a/>"}))


@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.XML"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    assert "damaged" in refusal(with_infos((zipfile.ZipInfo(name), b"<other/>")))


def test_a_link_to_another_file_is_refused() -> None:
    info = zipfile.ZipInfo("word/link.xml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "damaged" in refusal(with_infos((info, b"/etc/passwd")))


def test_remarks_kept_beside_the_parts_are_refused() -> None:
    info = zipfile.ZipInfo("word/a.xml")
    info.comment = b"Jane, born 3 May 2012"
    assert "damaged" in refusal(with_infos((info, b"<a/>")))
    file = io.BytesIO(zipped(office_parts()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"Jane, born 3 May 2012"
    assert "damaged" in refusal(file.getvalue())


def test_anything_before_between_or_after_the_parts_is_refused() -> None:
    plain = zipped(office_parts())
    assert "damaged" in refusal(plain + b"more")
    assert refusal(b"more" + plain)
    assert "damaged" in refusal(plain + plain)
    directory = plain.index(b"PK\x01\x02")
    between = bytearray(plain[:directory] + b"hidden words between parts" + plain[directory:])
    struct.pack_into("<I", between, len(between) - 6, directory + 26)
    assert "damaged" in refusal(bytes(between))


def test_parts_that_share_their_bytes_are_a_bomb() -> None:
    plain = bytearray(zipped({**office_parts(), "word/a.xml": b"<a/>", "word/b.xml": b"<b/>"}))
    first, second = (plain.index(name) - 30 for name in (b"word/a.xml", b"word/b.xml"))
    entry = plain.rindex(b"word/b.xml") - 46
    assert struct.unpack_from("<I", plain, entry + 42)[0] == second
    struct.pack_into("<I", plain, entry + 42, first)
    assert refusal(bytes(plain))


def test_a_header_that_gives_another_name_than_the_list_is_refused() -> None:
    plain = zipped({**office_parts(), "word/shown.xml": b"<a/>"})
    at = plain.index(b"word/shown.xml")
    assert "damaged" in refusal(plain[:at] + b"word/other.xml" + plain[at + 14 :])


@pytest.mark.parametrize("cut", [1, 21, 22, 23, 60, 500])
def test_an_archive_that_breaks_off_is_refused(cut: int) -> None:
    assert refusal(zipped(office_parts())[:-cut])


def test_a_part_written_as_it_was_made_is_read() -> None:
    """Programs that write to a pipe put sizes after each part, and not before it."""

    class Pipe(io.BytesIO):
        @override
        def seekable(self) -> bool:
            return False

        @override
        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

        @override
        def tell(self) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in office_parts().items():
            archive.writestr(name, content)

    assert inspect(io.BytesIO(pipe.getvalue()), "a.docx").kind is Kind.DOCX


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 900_000])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_come_out_as_they_went_in(size: int, method: int) -> None:
    content = bytes(number * number % 251 for number in range(size))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a", content)
    opened = Archive(file)

    assert b"".join(opened.stream(opened.members["a"])) == content
