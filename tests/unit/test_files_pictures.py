"""Pictures: measured without being drawn, whole, and silent about where they were taken."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image, PngImagePlugin

from handlers.documents.files import Kind, UnsafeFile, inspect, text_of
from tests.made_files import chunk, jpeg_with, picture, placed, png_with

XMP_PLACE = b"<x:xmpmeta xmlns:x='x'><a exif:GPSLatitude='53,47.5N' xmlns:exif='e'/></x:xmpmeta>"
XMP = b"http://ns.adobe.com/xap/1.0/\0"


def refusal(content: bytes, kind: Kind) -> str:
    with pytest.raises(UnsafeFile) as caught:
        inspect(io.BytesIO(content), f"a.{kind}")
    return caught.value.message


def kept(content: bytes, kind: Kind) -> bool:
    return inspect(io.BytesIO(content), f"a.{kind}").kind is kind


def words(content: bytes, kind: Kind) -> str:
    return "\n".join(text_of(io.BytesIO(content), kind))


def exif_of(photo: bytes) -> bytes:
    return photo[photo.index(b"Exif\0\0") + 6 :]


@pytest.mark.parametrize(
    "photo",
    [
        (picture(Kind.JPG, exif=placed()), Kind.JPG),
        (picture(Kind.PNG, exif=placed()), Kind.PNG),
        (jpeg_with((0xE1, XMP + XMP_PLACE)), Kind.JPG),
        (jpeg_with((0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + XMP_PLACE)), Kind.JPG),
        (png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP_PLACE)), Kind.PNG),
        (png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP_PLACE))), Kind.PNG),
        (picture(Kind.JPG) + picture(Kind.JPG, exif=placed()), Kind.JPG),
    ],
)
def test_a_photograph_that_says_where_it_was_taken_is_refused(photo: tuple[bytes, Kind]) -> None:
    message = refusal(*photo)

    assert "a child's home" in message
    assert "Remove Properties" in message


@pytest.mark.parametrize("kind", ["tEXt", "zTXt"])
def test_a_place_kept_as_hexadecimal_is_found(kind: str) -> None:
    """As ImageMagick keeps it."""
    place = exif_of(picture(Kind.JPG, exif=placed()))
    body = b"\nexif\n%8d\n%s\n" % (len(place) + 6, (b"Exif\0\0" + place).hex().encode())
    packed = b"\0" + zlib.compress(body) if kind == "zTXt" else body
    named = chunk(kind.encode(), b"Raw profile type exif\0" + packed)
    assert "where it was taken" in refusal(png_with(named), Kind.PNG)


def test_both_orders_of_bytes_are_read() -> None:
    for order, mark in (("<", b"II*\0"), (">", b"MM\0*")):
        table = struct.pack(f"{order}IHHHII", 8, 1, 0x8825, 4, 1, 26) + bytes(4)
        place = struct.pack(f"{order}HHHII", 1, 2, 5, 3, 44)
        assert "where it was taken" in refusal(png_with(chunk(b"eXIf", mark + table + place)), Kind.PNG)


def test_notes_without_a_place_are_kept() -> None:
    notes = Image.Exif()
    notes[0x010F] = "Camera"
    notes[0x8825] = {0: b"\2\3\0\0", 29: "2026:05:01"}
    assert kept(picture(Kind.JPG, exif=notes), Kind.JPG)


def test_crooked_notes_are_passed_over() -> None:
    for notes in (b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff" + b"\x88\x25" * 900):
        assert kept(jpeg_with((0xE1, b"Exif\0\0" + notes)), Kind.JPG)


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPG])
def test_a_picture_that_goes_on_after_its_end_is_refused(kind: Kind) -> None:
    """What was cropped away can be left there, or a film, or another file altogether."""
    assert "after the end" in refusal(picture(kind) + b"PK\x03\x04 more", kind)
    assert "after the end" in refusal(picture(kind) + b"%PDF-1.7", kind)


def test_the_second_picture_that_phones_add_is_kept() -> None:
    assert kept(picture(Kind.JPG) + bytes(6) + picture(Kind.JPG) + bytes(9), Kind.JPG)
    assert "after the end" in refusal(picture(Kind.JPG) + picture(Kind.JPG) + b"ftypmp42", Kind.JPG)


def test_what_lies_beside_one_progressive_picture_is_read_to_its_end() -> None:
    file = io.BytesIO()
    Image.effect_noise((300, 200), 90).convert("RGB").save(file, "JPEG", progressive=True, quality=95)
    assert kept(file.getvalue(), Kind.JPG)


def test_a_picture_too_large_to_draw_is_refused_without_drawing_it() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert "100 million pixels" in refusal(bomb, Kind.PNG)

    jpeg = picture(Kind.JPG)
    at = jpeg.index(b"\xff\xc0") + 5
    assert "100 million pixels" in refusal(jpeg[:at] + struct.pack(">HH", 65_000, 65_000) + jpeg[at + 4 :], Kind.JPG)


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPG])
@pytest.mark.parametrize("cut", [2, 5, 13, 60, -20])
def test_a_picture_that_breaks_off_is_refused(kind: Kind, cut: int) -> None:
    assert refusal(picture(kind, size=(90, 90))[:-cut], kind)


def test_crooked_pictures_are_refused() -> None:
    plain = picture(Kind.PNG)
    header, rest = plain[:33], plain[33:]
    assert "damaged" in refusal(plain[:8] + rest, Kind.PNG)
    assert "damaged" in refusal(header + chunk(b"IEND", b""), Kind.PNG)
    assert "damaged" in refusal(plain[:20] + b"\xff" + plain[21:], Kind.PNG)
    flat = chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 5, 1, 0, 0, 0, 0))
    assert "damaged" in refusal(plain[:8] + flat + rest, Kind.PNG)
    assert "damaged" in refusal(b"\xff\xd8\xff\xd9", Kind.JPG)
    assert "damaged" in refusal(picture(Kind.JPG)[:2] + b"\xff\xe0\0\0" + picture(Kind.JPG)[2:], Kind.JPG)
    plain = picture(Kind.JPG)
    assert "damaged" in refusal(plain[:20] + b"junk" + plain[20:], Kind.JPG)


def test_many_chunks_and_packed_notes_take_little_time() -> None:
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000)))
    began = time.thread_time()

    assert kept(png_with(*[chunk(b"tEXt", b"a\0b")] * 30_000), Kind.PNG)
    assert kept(png_with(bomb), Kind.PNG)
    assert "damaged" in refusal(png_with(*[chunk(b"tEXt", b"a\0b")] * 100_001), Kind.PNG)
    assert time.thread_time() - began < 20


def test_the_words_in_a_photographs_notes_are_read() -> None:
    notes = Image.Exif()
    notes[0x010E] = "Room at Beech House"
    notes[0x013B] = "Amira"
    notes[0x9C9B] = "Jane’s room".encode("utf-16-le") + b"\0\0"
    notes[0x8769] = {0x9286: b"ASCII\0\0\0typed remark"}
    wide = Image.Exif()
    wide[0x8769] = {0x9286: b"UNICODE\0" + "Größe".encode("utf-16-be")}
    xmp = b"<x xmlns:d='d'><d:title><li>Sunflower ward</li></d:title><d:CreateDate>2026-05-01</d:CreateDate></x>"
    photo = picture(Kind.JPG, exif=notes)
    photo = photo[:2] + jpeg_with((0xE1, XMP + xmp), (0xFE, b"a comment"))[2:-2] + photo[2:]
    found = words(photo, Kind.JPG)

    for said in ("Sunflower ward", "a comment"):
        assert said in found
    assert "2026-05-01" not in found
    for said in ("Room at Beech House", "Amira", "Jane’s room", "typed remark"):
        assert said in words(picture(Kind.JPG, exif=notes), Kind.JPG)
    assert words(picture(Kind.JPG, exif=wide), Kind.JPG) == "Größe"


def test_the_words_in_the_notes_of_a_png_are_read() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Title", "Beech House")
    notes.add_text("Packed", "Sunflower ward", zip=True)
    notes.add_itxt("Description", "Größe", zip=True)
    file = io.BytesIO()
    Image.new("L", (3, 3)).save(file, "PNG", pnginfo=notes)
    found = words(file.getvalue(), Kind.PNG)

    for said in ("Beech House", "Sunflower ward", "Größe"):
        assert said in found


def test_notes_cut_in_pieces_are_read_without_their_tags() -> None:
    photo = jpeg_with((0xE1, XMP + b"<x:xmpmeta><title>Beech House</tit"))
    assert words(photo, Kind.JPG).strip() == "Beech House"
