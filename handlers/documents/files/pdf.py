"""What a PDF may hold: pages, and nothing that runs, opens another file, or hides one."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, PdfObject, StreamObject, TextStringObject

from handlers.documents.files.kinds import Allowance, UnsafeFile
from handlers.documents.files.pdf_reader import DAMAGED, MOST_SECONDS, Pdf
from handlers.documents.files.pictures import refuse_places
from handlers.documents.files.words import loose_words

_AGAIN: Final = "Print it to a new PDF (Print, then Save as PDF or Microsoft Print to PDF), and send that."
_SCRIPT: Final = f"That PDF has a script inside it, which runs when it is opened. {_AGAIN}"
_LAUNCH: Final = f"That PDF can start programs, fetch files or send what is typed into it elsewhere. {_AGAIN}"
_ATTACHED: Final = f"That PDF has other files, sounds or films inside it. Send those files one by one. {_AGAIN}"
_FORM: Final = f"That PDF is a form that keeps its text where I cannot check it. {_AGAIN}"
_TWO_FILES: Final = f"That PDF has another file joined to it. {_AGAIN}"

_KEYS = {
    "/JS": _SCRIPT,
    "/JavaScript": _SCRIPT,
    "/EmbeddedFiles": _ATTACHED,
    "/EF": _ATTACHED,
    "/XFA": _FORM,
}
_VALUES = {
    "/JavaScript": _SCRIPT,
    "/Launch": _LAUNCH,
    "/GoToE": _LAUNCH,
    "/SubmitForm": _LAUNCH,
    "/ImportData": _LAUNCH,
    "/EmbeddedFile": _ATTACHED,
    "/FileAttachment": _ATTACHED,
    "/RichMedia": _ATTACHED,
    "/Rendition": _ATTACHED,
    "/Movie": _ATTACHED,
    "/Sound": _ATTACHED,
    "/3D": _ATTACHED,
}
_WRITTEN = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_BYTES_AFTER_END: Final = 1_024
_LITTLE_TEXT: Final = 200
_LITTLE_DRAWING: Final = 20_000
_MOST_STRANGE: Final = 0.1
_LARGE_MASK: Final = 10_000  # dots
_FEW_LINES: Final = 20  # a frame and a rule; letters drawn as lines take more
_INLINE = re.compile(rb"(?:\A|\s)BI\s+/[A-Z]")
_LINE = re.compile(rb"\s[lcvy](?=\s)")
_NO_WORDS = frozenset({"/ID", "/CharSet", "/FontFamily", "/Registry", "/Ordering", "/Panose", "/Style"})


def inspect_pdf(data: bytes, *, seconds: float = MOST_SECONDS) -> tuple[bool, int]:
    """Tell whether all of a PDF is text, and how many pictures it has.

    Raises UnsafeFile for what it may not hold, and for what takes more than `seconds` of this thread's work.
    """
    _check_frame(data)
    pdf = Pdf(data, seconds=seconds)
    pictures = sum(_is_picture(found) for found in pdf.objects() if _checked(pdf, found))
    read = [_is_text(pdf, page) for page in pdf.pages()]
    in_lines = sum(len(_INLINE.findall(pdf.content(page))) for page in pdf.pages())
    return bool(read) and all(read), pictures + in_lines


def pdf_text(data: bytes, allowance: Allowance) -> Iterator[str]:
    """All the words of a PDF: its pages, then its notes, form fields, bookmarks, descriptions and properties."""
    pdf = Pdf(data)
    for page in pdf.pages():
        text = pdf.text(page)
        allowance.spend(letters=len(text))
        yield text
    for found in pdf.objects():
        with pdf.careful():
            words = list(_strings(found, allowance))
        yield from words


def _check_frame(data: bytes) -> None:
    """Only a PDF, from its first byte to its end, and no ZIP file at the same time."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise UnsafeFile(DAMAGED)
    if zipfile.is_zipfile(BytesIO(data)) or len(data[end + 5 :].strip(b"\0 \t\r\n")) > _BYTES_AFTER_END:
        raise UnsafeFile(_TWO_FILES)
    if found := _WRITTEN.search(data):
        name = f"/{found[1].decode()}"
        raise UnsafeFile(_KEYS.get(name) or _VALUES[name])


def _checked(pdf: Pdf, found: PdfObject) -> bool:
    with pdf.careful():
        for part in _parts(found):
            if isinstance(part, DictionaryObject):
                _check_dictionary(part)
        if isinstance(found, StreamObject) and _filters(found) == ["/DCTDecode"]:
            refuse_places(found.get_data())
    return True


def _check_dictionary(part: DictionaryObject) -> None:
    for key, sentence in _KEYS.items():
        if key in part:
            raise UnsafeFile(sentence)
    for key in ("/S", "/Type", "/Subtype"):
        name = str(part.get(key, NullObject()).get_object())
        if name in _VALUES:
            raise UnsafeFile(_VALUES[name])


def _parts(found: PdfObject) -> Iterator[PdfObject]:
    """An object and all that lies inside it, each once, without following a reference to another.

    Reading a page can leave an object inside itself, where pypdf puts one in place of a reference to it.
    """
    waiting: list[PdfObject] = [found]
    seen: dict[int, PdfObject] = {}
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen[id(part)] = part
        yield part
        if isinstance(part, DictionaryObject):
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)


def _filters(stream: StreamObject) -> list[str]:
    named = stream.get("/Filter", ArrayObject()).get_object()
    return [str(name) for name in named] if isinstance(named, ArrayObject) else [str(named)]


def _is_picture(found: PdfObject) -> bool:
    """A picture; a mask is one where it is large enough to be a scanned page, and not a sign or a bullet."""
    if not isinstance(found, StreamObject) or found.get("/Subtype") != "/Image":
        return False
    return not found.get("/ImageMask") or _dots(found) >= _LARGE_MASK


def _dots(picture: StreamObject) -> float:
    across, down = (picture.get(name, NullObject()).get_object() for name in ("/Width", "/Height"))
    return across * down if isinstance(across, int | float) and isinstance(down, int | float) else _LARGE_MASK


def _is_text(pdf: Pdf, page: PageObject) -> bool:
    """Whether a page's words are all text: enough of it, in letters, or else nothing drawn beside it.

    A scanned page often carries a line of text, such as its number, stamped on it by a program.
    """
    text = pdf.text(page).strip()
    strange = sum(not _is_usual(letter) for letter in text)
    if strange > _MOST_STRANGE * len(text):
        return False
    if len(text) >= _LITTLE_TEXT:
        return True
    drawn = pdf.content(page)
    lines = 0 if text else sum(1 for _ in _LINE.finditer(drawn))
    return not (_shows_picture(pdf, page) or len(drawn) > _LITTLE_DRAWING or lines > _FEW_LINES)


def _is_usual(letter: str) -> bool:
    """Fonts that do not say which letters they draw give control characters and letters of nobody's alphabet."""
    return (letter.isprintable() or letter.isspace()) and letter != "\ufffd"


def _shows_picture(pdf: Pdf, page: PageObject) -> bool:
    with pdf.careful():
        resources = page.get("/Resources", DictionaryObject()).get_object()
        shown = resources.get("/XObject", DictionaryObject()).get_object()
        return any(_leads_to_picture(found.get_object()) for found in shown.values())


def _leads_to_picture(found: PdfObject | None) -> bool:
    """A picture, or a form, which may hold one."""
    return isinstance(found, StreamObject) and found.get("/Subtype") in ("/Image", "/Form")


def _strings(found: PdfObject, allowance: Allowance) -> Iterator[str]:
    if isinstance(found, StreamObject) and found.get("/Type") == "/Metadata":
        yield from loose_words(found.get_data(), allowance)
    for part in _parts(found):
        if isinstance(part, DictionaryObject):
            for key, value in part.items():
                if key not in _NO_WORDS:
                    yield from _words_of(value, allowance)


def _words_of(value: PdfObject, allowance: Allowance) -> Iterator[str]:
    """A string, or each string of a list; a date of the file's own is not a word."""
    for text in value if isinstance(value, ArrayObject) else [value]:
        if isinstance(text, TextStringObject) and not text.startswith("D:") and any(map(str.isalnum, text)):
            allowance.spend(letters=len(text))
            yield str(text)
