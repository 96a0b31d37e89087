"""Which parts an Office file may not have, and what to tell the person who sent it."""

import re
from typing import Final

from handlers.documents.files.kinds import UnsafeFile

_RESEND = "and send that."
MACROS: Final = (
    "That is {noun} with macros ({macro}), which can run on a reader's computer. "
    f"Save it as {{plain}} or as a PDF, {_RESEND}"
)
_BINARY = f"That is a binary Excel workbook (.xlsb), which can hide macros. Save it as .xlsx or as a PDF, {_RESEND}"
_TEMPLATE = f"That is a template or a slide show. Save it as .docx, .xlsx or .pptx, or as a PDF, {_RESEND}"
_ANOTHER = (
    "That file carries another file inside it, such as the workbook behind a chart, which can hold far more than is "
    f"shown. Paste the chart or the object as a picture, or save the whole as a PDF, {_RESEND}"
)
_CONTROLS = f"That file has ActiveX controls, which run on a reader's computer. Save it as a PDF, {_RESEND}"
_LINKS = (
    "That workbook takes figures from other workbooks, and carries copies of them. In Excel choose Data, Edit Links, "
    f"Break Link; or save it as a PDF, {_RESEND}"
)
_CONNECTED = (
    "That workbook is connected to data elsewhere, which Excel would fetch. In Excel choose Data, Queries & "
    f"Connections, and delete them; or save it as a PDF, {_RESEND}"
)
_MODEL = (
    "That workbook carries a data model, with more data than its sheets show. Copy the sheets you need to a new "
    f"workbook as values, or save it as a PDF, {_RESEND}"
)
_TEMPLATE_AWAY = (
    "That document fetches its template from another computer when it is opened. In Word choose File, Options, "
    f"Add-ins, Templates, and detach it; or save it as a PDF, {_RESEND}"
)
_AWAY = (
    "That file fetches something from elsewhere when it is opened: a linked picture, film, document or data. Choose "
    f"File, Info, Edit Links to Files, Break Link; or save it as a PDF, {_RESEND}"
)

_MACRO_NOUNS = (
    ("word", ("a Word document", ".docm", ".docx")),
    ("presentation", ("a PowerPoint presentation", ".pptm", ".pptx")),
    ("", ("an Excel workbook", ".xlsm", ".xlsx")),
)
_CONTENT = (
    ("sheet.binary", _BINARY),
    ("activex", _CONTROLS),
    ("oleobject", _ANOTHER),
    ("officedocument.package", _ANOTHER),
    ("externallink", _LINKS),
    ("spreadsheetml.connections", _CONNECTED),
    ("template.main", _TEMPLATE),
    ("slideshow.main", _TEMPLATE),
)
_MACRO_CONTENT = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "dialogsheet", "attachedtoolbars")
_NAMES = (
    ("activex", _CONTROLS),
    ("/embeddings/", _ANOTHER),
    ("externallinks/", _LINKS),
    ("/model/", _MODEL),
)
_MACRO_NAMES = ("vbaproject", "vbadata", "macrosheets/", "dialogsheets/", "attachedtoolbars")
_RELATIONS = {
    "oleobject": _ANOTHER,
    "package": _ANOTHER,
    "afchunk": _ANOTHER,
    "control": _CONTROLS,
    "activexcontrolbinary": _CONTROLS,
    "externallink": _LINKS,
    "externallinkpath": _LINKS,
    "connections": _CONNECTED,
}
_MACRO_RELATIONS = frozenset({"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet"})

XML: Final = frozenset({"xml", "rels", "vml", "svg", "psmdcp"})
MEDIA: Final = frozenset({
    "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "emf", "wmf", "tif", "tiff", "wdp", "hdp", "webp", "ico",
    "mp4", "m4v", "mov", "wmv", "avi", "mpg", "mpeg", "mp3", "m4a", "wav", "wma", "aac",
})  # fmt: skip
_OTHERS = frozenset({"odttf", "fntdata", "ttf", "otf", "sigs"})
_PRINTER = re.compile(r"(?:.*/)?printersettings/[^/]+\.bin")
_LOCAL_TEMPLATE = re.compile(r"(?:file:///|file:/(?!/))?(?:[a-z]:[\\/]|[^/\\:%]+(?:[/\\]|$))")
"""A template on the writer's own disk, which every document made from a council's template names."""


def ending(name: str) -> str:
    """The letters after the last dot of a part's name."""
    return name.rpartition("/")[2].rpartition(".")[2].casefold()


def refuse_macros(kind: str = "") -> None:
    """Say that there are macros, and how to save without; `kind` is the content type of the main part."""
    nouns = next(nouns for mark, nouns in _MACRO_NOUNS if mark in kind)
    raise UnsafeFile(MACROS.format(noun=nouns[0], macro=nouns[1], plain=nouns[2]))


def check_content(content: str, main: str) -> None:
    """Refuse a part for what it is declared to be."""
    for mark, sentence in _CONTENT:
        if mark in content:
            raise UnsafeFile(sentence)
    if any(mark in content for mark in _MACRO_CONTENT):
        refuse_macros(main)


def check_name(name: str, main: str) -> None:
    """Refuse a part for where it lies, or for a kind of file that has no place in a document."""
    lowered = name.casefold()
    if any(mark in lowered for mark in _MACRO_NAMES):
        refuse_macros(main)
    for mark, sentence in _NAMES:
        if mark in lowered:
            raise UnsafeFile(sentence)
    if ending(name) not in XML | MEDIA | _OTHERS and not _PRINTER.fullmatch(lowered):
        raise UnsafeFile(_ANOTHER)


def check_relationship(relation: str, target: str, main: str, *, away: bool) -> None:
    """Refuse a tie to something that runs, or to anything outside the file except a link a person may follow."""
    kind = relation.rpartition("/")[2].casefold()
    if kind in _MACRO_RELATIONS:
        refuse_macros(main)
    if kind in _RELATIONS:
        raise UnsafeFile(_RELATIONS[kind])
    if not away or kind == "hyperlink":
        return
    if kind != "attachedtemplate":
        raise UnsafeFile(_AWAY)
    if not _LOCAL_TEMPLATE.match(target.casefold()):
        raise UnsafeFile(_TEMPLATE_AWAY)
