"""What a file really is, and whether it is safe to keep: decided by what is in it, never by its name alone."""

import hashlib
from typing import BinaryIO, Final

from handlers.documents.files.kinds import LARGEST, Inspected, Kind, TooLarge, UnsafeFile
from handlers.documents.files.names import suffix

_BLOCK: Final = 1_000_000
_BY_SUFFIX = {kind.value: kind for kind in Kind} | {"jpeg": Kind.JPG, "jpe": Kind.JPG, "tsv": Kind.CSV}
_OFFICE = frozenset({Kind.DOCX, Kind.XLSX, Kind.PPTX})
_PLAIN = frozenset({Kind.TXT, Kind.CSV})
_PICTURES = frozenset({Kind.PNG, Kind.JPG})
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = ((b"%PDF-", Kind.PDF), (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"\xff\xd8\xff", Kind.JPG))

_KEPT: Final = "I keep PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), PNG, JPEG, text and CSV files."
_EMPTY: Final = "That file is empty. Check that it opens, and send it again."
_SEALED_OR_OLD: Final = (
    "That file is in an old Office format or locked with a password, so I cannot check it. "
    "Save it as .docx, .xlsx, .pptx or PDF without a password, and send that."
)
_MACROS: Final = "Files of that kind can hold macros. Save it as .docx, .xlsx, .pptx or PDF, and send that."
_MAIL: Final = "E-mails carry other files and many names. Save the e-mail as a PDF, and send its files one by one."
_PHONE: Final = "I cannot check that kind of picture. Save it as JPEG or PNG, or take a screenshot, and send that."
_ARCHIVE: Final = "That is an archive. Send the files inside it one by one, so that each can be checked."
_OLD: Final = "That is an old or different document format. Save it as .docx, .xlsx, .pptx or PDF, and send that."
_ADVICE = {
    _MACROS: ("docm", "dotm", "xlsm", "xlsb", "xltm", "xlam", "pptm", "ppsm", "potm", "ppam"),
    _MAIL: ("eml", "msg", "mht", "mhtml", "mbox", "pst"),
    _PHONE: ("heic", "heif", "webp", "gif", "tif", "tiff", "bmp", "svg", "avif"),
    _ARCHIVE: ("zip", "7z", "rar", "gz", "tar", "tgz", "bz2", "xz", "cab", "iso"),
    _OLD: ("doc", "dot", "dotx", "xls", "xlt", "xltx", "ppt", "pps", "ppsx", "potx", "rtf", "odt", "ods", "odp",
           "pages", "numbers", "key", "pub", "one"),
}  # fmt: skip
_ADVICE_BY_SUFFIX = {end: advice for advice, ends in _ADVICE.items() for end in ends}


def inspect(file: BinaryIO, name: str) -> Inspected:
    """What a file is, once it is known to be safe. Raises UnsafeFile, saying what to do instead."""
    size, digest = _measured(file)
    kind = _named(name)
    _check_beginning(file, kind)
    readable, pictures = _checked(file, kind)
    return Inspected(kind, size, digest, readable, pictures)


def _measured(file: BinaryIO) -> tuple[int, str]:
    """How large it is and what it hashes to, without reading past the limit."""
    file.seek(0)
    size, digest = 0, hashlib.sha256()
    while block := file.read(_BLOCK):
        size += len(block)
        digest.update(block)
        if size > LARGEST:
            raise TooLarge
    if not size:
        raise UnsafeFile(_EMPTY)
    return size, digest.hexdigest()


def _named(name: str) -> Kind:
    """The kind a name promises. Raises UnsafeFile for a name that promises none."""
    end = suffix(name)
    if end not in _BY_SUFFIX:
        advice = _ADVICE_BY_SUFFIX.get(end, "Save it as a PDF, and send that.")
        raise UnsafeFile(f"{advice} {_KEPT}")
    return _BY_SUFFIX[end]


def _check_beginning(file: BinaryIO, kind: Kind) -> None:
    """Hold a file to its name: what it begins with has to be what a file of that name begins with."""
    file.seek(0)
    start = file.read(16)
    if start.startswith(_OLD_OFFICE):
        raise UnsafeFile(_SEALED_OR_OLD)
    found = next((known for mark, known in _BEGINNINGS if start.startswith(mark)), None)
    if found is not kind and (found or kind not in _OFFICE | _PLAIN):
        raise _disguised(kind, found)
    if start.startswith(_ZIP) is not (kind in _OFFICE):
        raise _disguised(kind, None)


def _disguised(kind: Kind, found: Kind | None) -> UnsafeFile:
    truth = f"is {found.noun}" if found else "is something else"
    return UnsafeFile(
        f"The name of that file says it is {kind.noun}, but it {truth}. "
        "Send the original under its own name, or save it as a PDF and send that."
    )


def _checked(file: BinaryIO, kind: Kind) -> tuple[bool, int]:
    """Whether all of a safe file can be read, and the pictures in it. Each reader is loaded when first needed."""
    if kind in _OFFICE:
        return _checked_office(file, kind)
    if kind in _PLAIN:
        from handlers.documents.files.plain import check_plain  # noqa: PLC0415  because most runs meet no file

        return check_plain(file), 0
    file.seek(0)
    if kind in _PICTURES:
        from handlers.documents.files.pictures import check_picture  # noqa: PLC0415  because most runs meet no file

        check_picture(file.read(), kind)
        return False, 1
    from handlers.documents.files.pdf import inspect_pdf  # noqa: PLC0415  because pypdf takes a third of a second

    return inspect_pdf(file.read())


def _checked_office(file: BinaryIO, kind: Kind) -> tuple[bool, int]:
    from handlers.documents.files.office import inspect_office  # noqa: PLC0415  because most runs meet no file
    from handlers.documents.files.office_text import has_words  # noqa: PLC0415

    found, pictures = inspect_office(file)
    if found is not kind:
        raise _disguised(kind, found)
    return has_words(file, kind), pictures
