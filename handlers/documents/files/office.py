"""What an Office file is: Word, Excel or PowerPoint, of words and pictures, with nothing that runs or fetches."""

from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.sax.xmlreader import AttributesImpl

from typing_extensions import override

from handlers.documents.files.archive import DAMAGED, Archive, Member
from handlers.documents.files.kinds import LARGEST, Allowance, Kind, UnsafeFile
from handlers.documents.files.office_refusals import (
    MEDIA,
    XML,
    check_content,
    check_name,
    check_relationship,
    ending,
)
from handlers.documents.files.pictures import refuse_places
from handlers.documents.files.words import ENTITIES, Words, walk

_MAIN = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    f"{_MAIN}wordprocessingml.document.main+xml": Kind.DOCX,
    f"{_MAIN}spreadsheetml.sheet.main+xml": Kind.XLSX,
    f"{_MAIN}presentationml.presentation.main+xml": Kind.PPTX,
}
_PHOTOS: Final = frozenset({"png", "jpg", "jpeg", "jpe", "jfif"})
_TYPES, _ROOT_TIES = "[content_types].xml", "_rels/.rels"
_THUMBNAIL = "docprops/thumbnail."
_OVERLAP: Final = 16
_OTHER_FILES = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"MZ", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"%PDF-")

_ZIP: Final = "That is a zip file. Send the files inside it one by one, so that each can be checked."
_OPEN_DOCUMENT: Final = "That is an OpenDocument file. Save it as .docx, .xlsx or .pptx, or as a PDF, and send that."
_FILE_INSIDE: Final = (
    "That file has another file hidden inside it. Save it as a PDF, and send that; or send the files one by one."
)


class _Types(Words):
    """What each part is declared to be: by its ending, or by its name."""

    def __init__(self) -> None:
        super().__init__(Allowance())
        self.endings: dict[str, str] = {}
        self.names: dict[str, str] = {}

    @override
    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        super().startElement(name, attrs)
        content = attrs.get("ContentType", "").casefold()
        match name.rpartition(":")[2]:
            case "Default":
                self.endings[attrs.get("Extension", "").casefold()] = content
            case "Override":
                self.names[attrs.get("PartName", "").lstrip("/").casefold()] = content
            case _:
                pass


class _Ties(Words):
    """What a part is tied to, inside the file and outside it: (relation, target, outside)."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(allowance)
        self.found: list[tuple[str, str, bool]] = []

    @override
    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        super().startElement(name, attrs)
        if name.rpartition(":")[2] == "Relationship":
            away = attrs.get("TargetMode", "").casefold() == "external"
            self.found.append((attrs.get("Type", ""), attrs.get("Target", ""), away))


class Package:
    """The parts of an Office file and what each is declared to be. Raises UnsafeFile for any other ZIP file."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = Archive(file)
        self._by_name = {name.casefold(): member for name, member in self.archive.members.items()}
        self._types = self._declared()
        self.main = self.content(self._main_part())

    @property
    def members(self) -> list[Member]:
        """The parts, in the order they lie."""
        return list(self.archive.members.values())

    def content(self, member: Member) -> str:
        """What a part is declared to be, in lower case; empty for one that is not declared."""
        named = self._types.names.get(member.name.casefold())
        return named or self._types.endings.get(ending(member.name), "")

    def holds_xml(self, member: Member) -> bool:
        """Whether a part is read as XML, by its ending or by what it is declared to be."""
        return ending(member.name) in XML or self.content(member).endswith("xml")

    def ties(self, member: Member, allowance: Allowance) -> list[tuple[str, str, bool]]:
        """What a part of relationships ties together."""
        ties = _Ties(allowance)
        _drain(walk(self.archive.stream(member), ties))
        return ties.found

    def _declared(self) -> _Types:
        found = self._by_name.get(_TYPES)
        if found is None:
            raise UnsafeFile(_OPEN_DOCUMENT if "mimetype" in self._by_name else _ZIP)
        types = _Types()
        _drain(walk(self.archive.stream(found), types))
        return types

    def _main_part(self) -> Member:
        """The part that Office opens: the one the root relationships name, whatever else lies about."""
        ties = self._by_name.get(_ROOT_TIES)
        found = self.ties(ties, Allowance()) if ties else []
        targets = [target for relation, target, _ in found if relation.endswith("/officeDocument")]
        member = self._by_name.get(targets[0].lstrip("/").casefold()) if len(targets) == 1 else None
        if member is None:
            raise UnsafeFile(DAMAGED)
        return member


def inspect_office(file: BinaryIO) -> tuple[Kind, int]:
    """The kind of an Office file and the pictures in it. Raises UnsafeFile for what it may not hold."""
    package = Package(file)
    for member in package.members:
        check_content(package.content(member), package.main)
        check_name(member.name, package.main)
    if package.main not in _KINDS:
        raise UnsafeFile(DAMAGED)
    _check_ties(package)
    for member in package.members:
        _check_bytes(package, member)
    return _KINDS[package.main], sum(_is_media(member) for member in package.members)


def _check_ties(package: Package) -> None:
    allowance = Allowance()
    for member in package.members:
        if ending(member.name) == "rels":
            for relation, target, away in package.ties(member, allowance):
                check_relationship(relation, target, package.main, away=away)


def _is_media(member: Member) -> bool:
    return ending(member.name) in MEDIA and not member.name.casefold().startswith(_THUMBNAIL)


def _check_bytes(package: Package, member: Member) -> None:
    """Unpack a part, which holds it to its promise, and look at what it is."""
    blocks = package.archive.stream(member)
    if package.holds_xml(member):
        _check_xml(blocks)
    elif ending(member.name) in _PHOTOS and member.size <= LARGEST:
        photo = b"".join(blocks)
        _check_start(photo)
        refuse_places(photo)
    else:
        _check_start(_start(blocks))


def _start(blocks: Iterator[bytes]) -> bytes:
    """The first bytes of a part, after reading all of it."""
    start = b""
    for block in blocks:
        start += block[: max(0, _OVERLAP - len(start))]
    return start


def _check_start(data: bytes) -> None:
    if data.startswith(_OTHER_FILES):
        raise UnsafeFile(_FILE_INSIDE)


def _check_xml(blocks: Iterator[bytes]) -> None:
    """XML that declares nothing; zeros are passed over, so that no wide encoding hides a declaration."""
    start, tail = b"", b""
    for block in blocks:
        text = tail + block.replace(b"\0", b"")
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise UnsafeFile(ENTITIES)
        start += block[: max(0, _OVERLAP - len(start))]
        tail = text[-_OVERLAP:]
    if not start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise UnsafeFile(DAMAGED)


def _drain(lines: Iterator[str]) -> None:
    for _ in lines:
        pass
