"""Plain text and CSV: letters and nothing else, in an encoding that can be told for sure."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from handlers.documents.files.kinds import UnsafeFile

_BLOCK: Final = 65_536
_OVERLAP: Final = 64
_BESIDE: Final = 300
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(
    r"<\s*(?:script|html|iframe|svg|object|embed|meta|body)\b|<!doctype|<!entity|<\?xml", re.IGNORECASE
)
_PROGRAM = re.compile(r"\s*(?:\{\\rtf|%!PS|#!\s*/|MZ)")
_MAIL = re.compile(r"^content-transfer-encoding:\s*base64", re.IGNORECASE | re.MULTILINE)

_NO_TEXT: Final = "That is not a text file, whatever its name says. Send the original, or a PDF of it."
_NO_ENCODING: Final = (
    "I cannot tell which letters that file is written in. In Notepad or Excel save it again as UTF-8, and send that."
)
_WEB_PAGE: Final = "That is a web page or a program under the name of a text file. Save it as a PDF, and send that."
_E_MAIL: Final = "That is an e-mail with files inside it. Save the e-mail as a PDF, and send its files one by one."


def check_plain(file: BinaryIO) -> bool:
    """Tell whether a text file has any words. Raises UnsafeFile for one that is not only text."""
    words, tail = False, ""
    for text in plain_text(file):
        if not tail and _PROGRAM.match(text):
            raise UnsafeFile(_WEB_PAGE)
        _check_text(tail + text)
        words = words or any(letter.isalnum() for letter in text)
        tail = text[-_OVERLAP:]
    return words


def plain_text(file: BinaryIO) -> Iterator[str]:
    """The text of a file, in pieces that end where lines do, unless a line is very long."""
    decoder = codecs.getincrementaldecoder(_encoding(file))()
    file.seek(0)
    held = ""
    while block := file.read(_BLOCK):
        lines, end, held = _parted(held + decoder.decode(block))
        yield lines + end
    if held:
        yield held


def _parted(text: str) -> tuple[str, str, str]:
    """Whole lines, the end of the last, and what is held back: of a line that never ends, only its end so far."""
    lines, end, rest = text.rpartition("\n")
    return (lines, end, rest) if len(rest) < _BLOCK else (text, "", text[-_BESIDE:])


def _encoding(file: BinaryIO) -> str:
    """UTF-8 unless the file's own mark says otherwise, or it can only be Windows' older Western letters."""
    file.seek(0)
    start = file.read(4)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        if _decodes(file, encoding):
            return encoding
    raise UnsafeFile(_NO_ENCODING)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _check_text(text: str) -> None:
    if _NOT_TEXT.search(text):
        raise UnsafeFile(_NO_TEXT)
    if _MARKUP.search(text):
        raise UnsafeFile(_WEB_PAGE)
    if _MAIL.search(text):
        raise UnsafeFile(_E_MAIL)
