"""A PDF opened with care: limits on memory, on repetition and on work, and no word of it in the log."""

import logging
import re
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError
from pypdf.generic import IndirectObject, PdfObject
from typing_extensions import override

from handlers.documents.files.kinds import TooMuchText, UnsafeFile

MOST_SECONDS: Final = 20.0
"""How long one file may keep a thread at work."""
_MOST_OBJECTS: Final = 500_000
_MOST_FORMS: Final = 5_000
_LIMITS: Final[dict[str, Any]] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 10_000,
    "xform_maximum_invocations_per_extraction": _MOST_FORMS,
    "jbig2dec_binary": None,
}
_BROKEN = (
    PyPdfError, DependencyError, DeprecationError, ArithmeticError, AssertionError, AttributeError, EOFError,
    ImportError, LookupError, OSError, RuntimeError, TypeError, ValueError, re.error, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf raises for a file that breaks the rules of PDF, one way or another."""

DAMAGED: Final = "That PDF is damaged. Open it, print it to a new PDF, and send that."
_TOO_MUCH: Final = (
    "That PDF takes too long to check, as files made to stop computers do. "
    "Print the pages that matter to a new PDF, and send that."
)
_SEALED: Final = (
    "That PDF is locked with a password or against changes, so I cannot check it. Print it to a new PDF, and send that."
)


class _Watch:
    """Stops work on one file that goes on too long, by this thread's own work and not by the time of day."""

    def __init__(self, seconds: float) -> None:
        self._until = time.thread_time() + seconds
        self._forms = 0

    def check(self) -> None:
        """Raise UnsafeFile once too much work was done."""
        if time.thread_time() > self._until:
            raise UnsafeFile(_TOO_MUCH)

    def new_page(self) -> None:
        self._forms = 0

    def operator(self, operator: object, *_: object) -> None:
        """See each mark on a page. More forms than are looked into would leave words unread."""
        self._forms += operator == b"Do"
        if self._forms > _MOST_FORMS:
            raise TooMuchText
        self.check()


class _Watched(BytesIO):
    """The bytes of a file, given only while the watch allows."""

    watch: _Watch

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        self.watch.check()
        return super().read(size)

    @override
    def getbuffer(self) -> memoryview:
        self.watch.check()
        return super().getbuffer()


class Pdf:
    """A PDF that is not locked. Raises UnsafeFile, here and from every method, for one that cannot be read safely.

    `seconds` is how much of this thread's work it may take in all.
    """

    def __init__(self, data: bytes, *, seconds: float = MOST_SECONDS) -> None:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file
        self._watch = _Watch(seconds)
        stream = _Watched(data)
        stream.watch = self._watch
        with self.careful():
            self._reader = PdfReader(stream, strict=False, root_object_recovery_limit=1_000)
            if self._reader.is_encrypted:
                raise UnsafeFile(_SEALED)

    def objects(self) -> Iterator[PdfObject]:
        """Every object of the file, whether or not a page leads to it."""
        places = [(number, generation) for generation, found in self._reader.xref.items() for number in found]
        places += [(number, 0) for number in self._reader.xref_objStm]
        if len(places) > _MOST_OBJECTS:
            raise UnsafeFile(_TOO_MUCH)
        yield self._reader.trailer
        for number, generation in places:
            found = self._object(number, generation)
            if found is not None:
                yield found

    def pages(self) -> Iterator[PageObject]:
        """The pages, in order."""
        with self.careful():
            pages = list(self._reader.pages)
        yield from pages

    def text(self, page: PageObject) -> str:
        """The text of a page, seen or not: behind a picture, white on white, or outside the paper."""
        self._watch.new_page()
        with self.careful():
            return page.extract_text(visitor_operand_before=self._watch.operator)

    def content(self, page: PageObject) -> bytes:
        """What draws the page."""
        with self.careful():
            content = page.get_contents()
            return content.get_data() if content is not None else b""

    @contextmanager
    def careful(self) -> Iterator[None]:
        """Work within the limits, and say what pypdf says as a sentence."""
        try:
            with apply_configuration(**_LIMITS):
                yield
        except LimitReachedError as error:
            raise UnsafeFile(_TOO_MUCH) from error
        except _BROKEN as error:
            raise UnsafeFile(DAMAGED) from error
        self._watch.check()

    def _object(self, number: int, generation: int) -> PdfObject | None:
        with self.careful():
            return self._reader.get_object(IndirectObject(number, generation, self._reader))
