"""The words in any XML: what is shown, what is hidden, what was deleted, and what only a property says."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from typing_extensions import override

from handlers.documents.files.archive import DAMAGED
from handlers.documents.files.kinds import Allowance, UnsafeFile

ENTITIES: Final = (
    "That file declares entities inside it, which no Office program does, and which can be used to fill a "
    "computer's memory. Save it again in Word, Excel or PowerPoint, or as a PDF, and send that."
)

_ROWS = frozenset({"tr", "row", "comment"})
"""Their cells make one line, since a name in one cell and a birthday in the next belong together."""
_BLOCKS = _ROWS | {"p", "c", "si", "tc", "li"}
_SPACES = frozenset({"br", "cr", "tab", "noBreakHyphen"})
_RUNS = frozenset({"t", "delText", "instrText", "delInstrText"})
"""A word can be spread over several of these, so nothing parts them."""
_MEASURES = frozenset({
    "posOffset", "pctPosHOffset", "pctPosVOffset", "pctWidth", "pctHeight", "TotalTime", "Words", "Characters",
    "CharactersWithSpaces", "Lines", "Paragraphs", "Pages", "Slides", "Notes", "HiddenSlides", "MMClips",
    "AppVersion", "DocSecurity", "created", "modified", "lastPrinted", "CreateDate", "ModifyDate", "MetadataDate",
})  # fmt: skip
"""Where programs write measures and times, often beside a name, where a time would look like a birthday."""
_MEASURE = re.compile(r"[\d\s.,:+TZ-]*")
_SPOKEN = frozenset({
    "descr", "title", "name", "alt", "caption", "displayText", "displayName", "tooltip", "prompt", "promptTitle",
    "error", "errorTitle", "author", "userName", "string", "v", "uniqueName", "oddHeader", "City", "Location",
    "Headline", "Name", "Description", "Keywords", "PersonDisplayName", "screenTip", "location", "altText",
})  # fmt: skip
"""The attributes in which people's own words are kept: alternative text, the names of sheets, who commented."""
_VALUED = frozenset({"alias", "tag", "docVar", "default", "helpText", "statusText", "listItem"})
"""The elements whose `val` or `value` is words and not a measure."""


class BrokenXml(UnsafeFile):
    """The XML breaks off or does not fit together."""


class Words(ContentHandler):
    """Collects lines while XML is fed to it; `ready` are those not yet taken."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__()
        self.ready: list[str] = []
        self.allowance = allowance
        self._open: list[list[str]] = []
        self._rows = 0
        self._loose: list[str] = []
        self._said: set[str] = set()

    @override
    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.allowance.spend(marks=1 + len(attrs))
        local = name.rpartition(":")[2]
        self._loose_ends(apart=True)
        if local in _BLOCKS:
            self._open.append([])
            self._rows += local in _ROWS
        elif local in _SPACES:
            self.keep(" ")
        if attrs and local != "lsdException":  # the names of Word's own styles, hundreds of them
            self._attributes(local, attrs)

    @override
    def characters(self, content: str) -> None:
        self.allowance.spend(letters=len(content))
        self._loose.append(content)

    @override
    def endElement(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in _MEASURES and _MEASURE.fullmatch("".join(self._loose)):
            self._loose.clear()
        self._loose_ends(apart=local not in _RUNS)
        if local in _BLOCKS:
            self._rows -= local in _ROWS
            self.place(local, "".join(self._open.pop()).strip(" |"))

    def _attributes(self, element: str, attrs: AttributesImpl) -> None:
        for key in attrs.getNames():
            local = key.rpartition(":")[2]
            words = local in _SPOKEN or (local in ("val", "value") and element in _VALUED)
            if words and not key.startswith("xmlns"):
                self.say(attrs.getValue(key))
        if element == "Relationship" and "TargetMode" in attrs:
            self.say(attrs.getValue("Target"))

    def say(self, value: str) -> None:
        """Keep the words of an attribute, once for each part of a file."""
        if value not in self._said and any(letter.isalnum() for letter in value):
            self.allowance.spend(letters=len(value))
            self._said.add(value)
            self.ready.append(value)

    def place(self, local: str, text: str) -> None:  # noqa: ARG002  because a sheet treats its elements differently
        """Put a paragraph, cell or row where it belongs: on a line of its own, or in the row around it."""
        if text and self._rows and self._open:
            self.keep(f"{text} | ")
        elif text:
            self.ready.append(text)

    def keep(self, text: str) -> None:
        """Add text to the paragraph or cell that is open, or make it a line where none is."""
        if self._open:
            self._open[-1].append(text)
        elif text.strip():
            self.ready.append(text.strip())

    def replace(self, shown: Callable[[str], str]) -> None:
        """Put what is shown in place of the text of the element that is ending."""
        hidden = "".join(self._loose)
        text = shown(hidden)
        self.allowance.spend(letters=max(0, len(text) - len(hidden)))
        self._loose[:] = [text] if text else []

    def _loose_ends(self, *, apart: bool) -> None:
        """Put text met since the last mark where it belongs; `apart` parts it from what comes next."""
        if not self._loose:
            return
        text = "".join(self._loose)
        self._loose.clear()
        if text.strip() or (self._open and not apart):
            self.keep(text + (" " if apart and self._open else ""))


def walk(blocks: Iterable[bytes], handler: Words) -> Iterator[str]:
    """Feed XML to a handler and give its lines as they are ready. Raises UnsafeFile for hostile or broken XML."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        for block in blocks:
            parser.feed(block)
            yield from handler.ready
            handler.ready.clear()
        parser.close()
    except DefusedXmlException as error:
        raise UnsafeFile(ENTITIES) from error
    except (SAXParseException, LookupError, ValueError) as error:
        raise BrokenXml(DAMAGED) from error
    yield from handler.ready
    handler.ready.clear()


def loose_words(text: bytes, allowance: Allowance) -> Iterator[str]:
    """The words of what should be XML and often is not: drawings of old, notes cut in pieces. Tags are left out."""
    lines: list[str] = []
    try:
        lines.extend(walk([text.strip(b"\0 \r\n")], Words(allowance)))
    except BrokenXml:
        first, *rest = text.decode("utf-8", errors="replace").split("<")
        lines.extend(filter(None, (words.strip() for words in (first, *(piece.partition(">")[2] for piece in rest)))))
        allowance.spend(letters=sum(map(len, lines)))
    yield from lines
