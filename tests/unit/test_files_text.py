"""The limits of reading: hostile XML, files that go on and on, and memory that stays small."""

import io
import time
import tracemalloc

import pytest

from handlers.documents.files import Kind, TooMuchText, UnsafeFile, inspect, text_of
from tests.made_files import body, office, sheet_of, words

LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 20))


@pytest.mark.parametrize(
    "xml",
    [
        f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]><a>&l19;</a>".encode(),
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='cp037'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("cp037"),
    ],
    ids=["laughs", "file", "network", "wide", "ebcdic"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/a.rels", "word/a.vml", "word/a.svg"])
def test_entities_are_refused_before_they_grow(xml: bytes, name: str) -> None:
    began = time.thread_time()
    with pytest.raises(UnsafeFile):
        inspect(io.BytesIO(office(parts={name: xml})), "a.docx")
    if not name.endswith(".vml"):  # old drawings that are no XML are read without their tags, and nothing can grow
        with pytest.raises(UnsafeFile):
            words(office(parts={name: xml}))
    assert time.thread_time() - began < 3


@pytest.mark.parametrize(
    "xml",
    [
        b"<a>",
        b"<a></b>",
        b"<a>&b;</a>",
        b"<a/><b/>",
        b"<a>\xff</a>",
        b"<?xml version='1.0' encoding='no'?><a/>",
        b"<?xml version='1.0' encoding='utf-7'?><a/>",
    ],
)
def test_broken_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(UnsafeFile, match="damaged"):
        words(office(parts={"word/document.xml": xml}))


def test_xml_may_be_as_deep_as_it_likes() -> None:
    deep = b"<a>" * 100_000 + b"deep" + b"</a>" * 100_000
    assert "deep" in words(office(parts={"word/a.xml": deep}))
    rows = b"<tr>" * 20_000 + b"deep" + b"</tr>" * 20_000
    assert "deep" in words(office(parts={"word/a.xml": rows}))


def test_a_workbook_of_a_million_rows_is_stopped_at_the_limit() -> None:
    row = "<row><c t='inlineStr'><is><t>Case {}</t></is></c><c><v>43</v></c></row>"
    content = sheet_of("".join(map(row.format, range(1_000))) * 1_000)
    given: list[str] = []
    began = time.thread_time()

    assert inspect(io.BytesIO(content), "a.xlsx").readable
    with pytest.raises(TooMuchText):
        given.extend(text_of(io.BytesIO(content), Kind.XLSX, limit=500_000))
    assert sum(map(len, given)) <= 500_000
    assert time.thread_time() - began < 30


def test_reading_a_large_workbook_takes_little_memory() -> None:
    content = sheet_of("".join(map("<row><c t='str'><v>Case {}</v></c></row>".format, range(30_000))))
    given = 0
    tracemalloc.start()
    try:
        for chunk in text_of(io.BytesIO(content), Kind.XLSX):
            given += len(chunk)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
    assert given > 300_000


def test_words_that_cells_share_count_each_time_they_are_shown() -> None:
    shared = f"<sst><si><t>{'long words ' * 10_000}</t></si></sst>"
    rows = "<row>" + "<c t='s'><v>0</v></c>" * 5_000 + "</row>"
    tracemalloc.start()
    try:
        with pytest.raises(TooMuchText):
            words(sheet_of(rows, sharedStrings=shared), Kind.XLSX)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [Kind.TXT, Kind.CSV])
def test_plain_text_comes_in_whole_lines(kind: Kind) -> None:
    content = "".join(f"line {number}, größe\n" for number in range(20_000)).encode()
    chunks = list(text_of(io.BytesIO(content), kind))
    new = [chunks[0], *(chunk[301:] for chunk in chunks[1:])]

    assert "\n".join(new).split() == content.decode().split()
    assert len(chunks) > 2
    assert all(chunk.startswith("line ") for chunk in new)


def test_a_line_without_end_is_not_held_in_memory() -> None:
    chunks = list(text_of(io.BytesIO(b"a" * 1_000_000), Kind.TXT))
    assert 1_000_000 <= sum(map(len, chunks)) < 1_020_000
    assert max(map(len, chunks)) < 200_000


@pytest.mark.parametrize("parted", ["Jane Smith\nborn 3 May 2012\n", "NHS number 943 476 5919, ", "943-476-5919"])
@pytest.mark.parametrize("before", [16_380, 65_530, 65_536])
def test_nothing_is_read_apart_from_what_stands_beside_it(parted: str, before: int) -> None:
    for place in range(20):
        text = "word " * ((before - place) // 5) + "-" * ((before - place) % 5) + parted + "word " * 10_000
        assert any(parted.strip() in chunk for chunk in text_of(io.BytesIO(text.encode()), Kind.TXT))


@pytest.mark.parametrize("kind", [Kind.TXT, Kind.DOCX, Kind.XLSX])
def test_never_more_than_the_limit_is_given(kind: Kind) -> None:
    said = "Supervision happened. " * 2_000
    row = f"<row><c t='str'><v>{said}</v></c></row>"
    content = {
        Kind.TXT: said.encode() * 3,
        Kind.DOCX: body(f"<w:p><w:t>{said}</w:t></w:p>" * 3),
        Kind.XLSX: sheet_of(row * 3),
    }
    given: list[str] = []
    with pytest.raises(TooMuchText):
        given.extend(text_of(io.BytesIO(content[kind]), kind, limit=100_000))
    assert sum(map(len, given)) <= 100_000
