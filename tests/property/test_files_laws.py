"""Laws of files that nobody has seen: they never crash, never take for ever, and never give more than the limits."""

import io
import re
import time
import zlib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handlers.documents.files import Kind, UnsafeFile, inspect, safe_name, text_of
from handlers.documents.files.archive import Archive
from tests.made_files import (
    chunk,
    jpeg_with,
    office,
    outcome,
    page_of,
    pdf,
    picture,
    placed,
    png_with,
    slides,
    word,
    workbook,
    zipped,
)

LIMIT = 50_000
SECONDS = 15.0
SAMPLES = {
    Kind.PDF: (pdf(), page_of(b"BT /F1 9 Tf (words) Tj ET", b"<</Contents(A remark)>>")),
    Kind.DOCX: (word(), office(Kind.DOCX)),
    Kind.XLSX: (workbook(), office(Kind.XLSX)),
    Kind.PPTX: (slides(), office(Kind.PPTX)),
    Kind.PNG: (picture(Kind.PNG, exif=placed()), png_with(chunk(b"zTXt", b"a\0\0" + zlib.compress(b"words")))),
    Kind.JPG: (picture(Kind.JPG, exif=placed()), jpeg_with((0xFE, b"words"), (0xE1, b"Exif\0\0II*\0\x08\0\0\0\1\0"))),
    Kind.TXT: (b"Audit of supervision\n" * 20,),
    Kind.CSV: ("größe,cases\r\n".encode("utf-16") * 5,),
}


def survives(content: bytes, kind: Kind) -> None:
    """A file is kept or refused with a sentence, and so is its text; within the time and the letters allowed."""
    began = time.thread_time()
    file = io.BytesIO(content)
    for step in (lambda: inspect(file, f"a.{kind}"), lambda: read(file, kind)):
        assert outcome(step).endswith(".")
    assert time.thread_time() - began < SECONDS


def read(file: io.BytesIO, kind: Kind) -> None:
    given = 0
    for piece in text_of(file, kind, limit=LIMIT):
        given += len(piece)
        assert given <= LIMIT


kinds = st.sampled_from(list(Kind))
samples = kinds.flatmap(lambda kind: st.tuples(st.just(kind), st.sampled_from(SAMPLES[kind])))


@given(kinds, st.binary(max_size=2_000))
def test_random_bytes_are_survived(kind: Kind, content: bytes) -> None:
    survives(content, kind)


@given(samples, st.binary(max_size=300))
def test_a_right_beginning_before_random_bytes_is_survived(sample: tuple[Kind, bytes], rest: bytes) -> None:
    kind, content = sample
    survives(content[:60] + rest, kind)


@given(samples, st.data())
def test_files_that_break_off_are_survived(sample: tuple[Kind, bytes], data: st.DataObject) -> None:
    kind, content = sample
    survives(content[: data.draw(st.integers(0, len(content)))], kind)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(samples, st.data())
def test_files_with_bits_turned_over_are_survived(sample: tuple[Kind, bytes], data: st.DataObject) -> None:
    kind, content = sample
    turned = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        turned[at] ^= 1 << data.draw(st.integers(0, 7))
    survives(bytes(turned), kind)


@given(samples, st.data())
def test_files_with_pieces_moved_are_survived(sample: tuple[Kind, bytes], data: st.DataObject) -> None:
    kind, content = sample
    begin, end, to = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 3)))
    survives(content[:begin] + content[end:to] + content[begin:end] + content[to:], kind)


TAGS = st.sampled_from(
    ["w:p", "w:tr", "w:tc", "w:t", "row", "c", "v", "f", "si", "xf", "cellXfs", "numFmt", "a", "title"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["t", "s", "v", "name", "descr", "w:val", "numFmtId", "formatCode", "date1904"]),
    st.sampled_from(["s", "n", "0", "1", "-1", "dd/mm/yyyy", "words", "99999999999999999999"]),
    max_size=3,
)
XML = st.recursive(
    st.sampled_from(["", "words", "43", "9e999", "nan", "-0.5", "1" * 400]),
    lambda inner: st.builds(
        lambda tag, attributes, parts: (
            f"<{tag}{''.join(f' {key}={chr(34)}{value}{chr(34)}' for key, value in attributes.items())}>"
            f"{''.join(parts)}</{tag}>"
        ),
        TAGS,
        ATTRIBUTES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@given(XML, XML, XML)
def test_any_xml_in_any_part_of_a_workbook_is_survived(sheet: str, shared: str, styles: str) -> None:
    named = {"worksheet": sheet, "sharedStrings": shared, "styles": styles}
    parts = {f"xl/{name}.xml": f"<x>{content}</x>" for name, content in named.items()}
    types = {f"xl/{name}.xml": f"{SPREADSHEET}{name}+xml" for name in named}
    survives(office(Kind.XLSX, parts, types), Kind.XLSX)


@given(st.lists(st.text("abc ", min_size=1, max_size=9), min_size=1, max_size=20))
def test_every_word_put_in_comes_out_in_its_order(said: list[str]) -> None:
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in said)
    file = io.BytesIO(office(parts={"word/document.xml": f"<w:d xmlns:w='w'>{body}</w:d>"}))
    found = "\n".join(text_of(file, Kind.DOCX)).split()

    assert "".join(found) == "".join(" ".join(said).split())


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True), st.binary(max_size=500), min_size=1))
def test_a_straight_archive_gives_back_what_went_in(members: dict[str, bytes]) -> None:
    archive = Archive(io.BytesIO(zipped(members)))

    assert {name: b"".join(archive.stream(member)) for name, member in archive.members.items()} == members


@given(st.binary(max_size=400), st.integers(0, 3))
def test_what_is_put_before_or_after_a_kind_never_makes_it_another(noise: bytes, place: int) -> None:
    kind, made = list(SAMPLES.items())[place]
    for other in Kind:
        if other not in (kind, Kind.TXT, Kind.CSV):
            with pytest.raises(UnsafeFile):
                inspect(io.BytesIO(made[0] + noise), f"a.{other}")


@given(st.text(max_size=400))
@example("CON .txt")
@example("a" * 179 + ".é")
@example(". .a")
def test_a_safe_name_is_safe_and_stays_as_it_is(name: str) -> None:
    shown = safe_name(name)

    assert shown
    assert len(shown.encode()) <= 200
    assert shown.isprintable()
    assert not re.search(r'[\\/<>:"|?*\u202a-\u202e\u2066-\u2069]', shown)
    assert shown not in (".", "..")
    assert safe_name(shown) == shown
