"""All the words of an Office file, from every part of it: what its own programs would not show as well."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from typing_extensions import override

from handlers.documents.files.archive import Member
from handlers.documents.files.kinds import LARGEST, Allowance, Kind
from handlers.documents.files.office import Package
from handlers.documents.files.office_refusals import ending
from handlers.documents.files.pictures import picture_words
from handlers.documents.files.sheets import Book, Shared, Sheet, Styles
from handlers.documents.files.words import Words, loose_words, walk

_MAIN_PARTS = {
    Kind.DOCX: ("document.main+xml",),
    Kind.XLSX: ("spreadsheetml.worksheet+xml", "spreadsheetml.sharedstrings+xml"),
    Kind.PPTX: ("presentationml.slide+xml",),
}
_PHOTOS = frozenset({"png", "jpg", "jpeg", "jpe", "jfif"})


def office_text(file: BinaryIO, allowance: Allowance) -> Iterator[str]:
    """The words of every part: headers, notes, comments, deletions, hidden sheets, properties, picture captions."""
    package = Package(file)
    book = _Book()
    for member in sorted(package.members, key=lambda member: _when(package.content(member))):
        yield from _part(package, member, book, allowance)


def has_words(file: BinaryIO, kind: Kind) -> bool:
    """Whether the pages, sheets or slides themselves hold a word; a file of nothing but pictures does not."""
    package, allowance = Package(file), Allowance()
    for member in package.members:
        if package.content(member).endswith(_MAIN_PARTS[kind]):
            lines = walk(package.archive.stream(member), _Shown(allowance))
            if any(letter.isalnum() for line in lines for letter in line):
                return True
    return False


class _Shown(Words):
    """Only what is written, and not what a picture or a shape is called."""

    @override
    def say(self, value: str) -> None:
        pass


class _Book:
    """What a worksheet needs from the other parts of its workbook."""

    def __init__(self) -> None:
        self.shared: Sequence[str] = ()
        self.dates: Sequence[bool] = ()
        self.first_day: date = Book.first_day


def _when(content: str) -> int:
    """Worksheets are read last, since their words and the look of their dates are kept in other parts."""
    return int(content.endswith("worksheet+xml"))


def _part(package: Package, member: Member, book: _Book, allowance: Allowance) -> Iterator[str]:
    if package.holds_xml(member):
        content = package.content(member)
        if ending(member.name) == "vml" and member.size <= LARGEST:
            yield from loose_words(b"".join(package.archive.stream(member)), allowance)
        else:
            yield from _xml(package, member, _reader(content, book, allowance), book)
    elif ending(member.name) in _PHOTOS and member.size <= LARGEST:
        yield from picture_words(b"".join(package.archive.stream(member)), allowance)


def _reader(content: str, book: _Book, allowance: Allowance) -> Words:
    match content.rpartition(".")[2]:
        case "sharedstrings+xml":
            return Shared(allowance)
        case "styles+xml":
            return Styles(allowance)
        case "main+xml" if "spreadsheetml" in content:
            return Book(allowance)
        case "worksheet+xml":
            return Sheet(allowance, book.shared, book.dates, book.first_day)
        case _:
            return Words(allowance)


def _xml(package: Package, member: Member, reader: Words, book: _Book) -> Iterator[str]:
    yield from walk(package.archive.stream(member), reader)
    match reader:
        case Shared():
            book.shared = reader.items
        case Styles():
            book.dates = reader.dates
        case Book():
            book.first_day = reader.first_day
        case _:
            pass
