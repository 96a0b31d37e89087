"""The plain text of a file that was inspected, so that its words can be checked as if they had been typed."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from handlers.documents.files.kinds import MOST_TEXT, Allowance, Kind, TooMuchText

_CHUNK: Final = 16_384
_BESIDE: Final = 300


def text_of(file: BinaryIO, kind: Kind, *, limit: int = MOST_TEXT) -> Iterator[str]:
    """The words of a file, hidden and deleted ones too, in chunks; never more than `limit` letters in all.

    A chunk begins with the end of the one before it, so that nothing is read apart from what stands beside it.
    Raises TooMuchText when there are more, and UnsafeFile for what turns out hostile or broken.
    """
    allowance = Allowance(letters=limit)
    return _chunks(_lines(file, kind, allowance), limit)


def _chunks(lines: Iterable[str], limit: int) -> Iterator[str]:
    held: list[str] = []
    size = given = 0
    for line in (each.removesuffix("\n") for each in lines if each):
        held.append(line)
        size += len(line) + 1
        if given + size > limit:
            raise TooMuchText
        if size >= _CHUNK:
            chunk = "\n".join(held)
            yield chunk
            held, given = [chunk[-_BESIDE:]], given + size
            size = len(held[0]) + 1
    if len(held) > (given > 0):
        yield "\n".join(held)


def _lines(file: BinaryIO, kind: Kind, allowance: Allowance) -> Iterator[str]:
    """The words of one kind of file. Each reader is loaded when first needed."""
    file.seek(0)
    match kind:
        case Kind.DOCX | Kind.XLSX | Kind.PPTX:
            from handlers.documents.files.office_text import office_text  # noqa: PLC0415  because most runs meet no file

            return office_text(file, allowance)
        case Kind.TXT | Kind.CSV:
            from handlers.documents.files.plain import plain_text  # noqa: PLC0415  because most runs meet no file

            return plain_text(file)
        case Kind.PDF:
            from handlers.documents.files.pdf import pdf_text  # noqa: PLC0415  because pypdf takes a third of a second

            return pdf_text(file.read(), allowance)
        case Kind.PNG | Kind.JPG:
            from handlers.documents.files.pictures import picture_words  # noqa: PLC0415  because most runs meet no file

            return picture_words(file.read(), allowance)
