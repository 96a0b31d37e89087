"""What a file can be, how big it may be, and how one that is not safe is refused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handlers.errors import UserError

LARGEST: Final = 25_000_000
MOST_TEXT: Final = 5_000_000


class Kind(StrEnum):
    """The files that are kept. Everything else is refused."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    PNG = "png"
    JPG = "jpg"
    TXT = "txt"
    CSV = "csv"

    @property
    def noun(self) -> str:
        """What a person calls it, with its article."""
        return _NOUNS[self]


_NOUNS = {
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word document",
    Kind.XLSX: "an Excel workbook",
    Kind.PPTX: "a PowerPoint presentation",
    Kind.PNG: "a PNG picture",
    Kind.JPG: "a JPEG picture",
    Kind.TXT: "a text file",
    Kind.CSV: "a CSV file",
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that is what it says and carries nothing that runs.

    `readable` is whether its text is all text that `text_of` gives; where it is not, a person has to check the
    file. `pictures` are the pictures, sounds and films inside, which only a person can look at.
    """

    kind: Kind
    size: int
    sha256: str
    readable: bool
    pictures: int = 0


class UnsafeFile(UserError):
    """The file is not kept. The message says why, and what to do instead; it never quotes the file."""


class TooLarge(UnsafeFile):
    """The file is larger than any that is kept."""

    def __init__(self) -> None:
        super().__init__(
            "That file is larger than 25 MB. Send the part that shows the improvement, or a link to where it is kept."
        )


class TooMuchText(UnsafeFile):
    """The file has more text than can be checked."""

    def __init__(self) -> None:
        super().__init__(
            "That file has more text than I can check for anything that identifies a child. "
            "Send the summary of it, or only the part that shows the improvement."
        )


class Allowance:
    """How much text and how many marks may still be read, so that no file takes for ever."""

    def __init__(self, letters: int = MOST_TEXT, marks: int = 5_000_000) -> None:
        self._letters = letters
        self._marks = marks

    def spend(self, letters: int = 0, marks: int = 0) -> None:
        """Take from what is left. Raises TooMuchText when there is not enough."""
        self._letters -= letters
        self._marks -= marks
        if self._letters < 0 or self._marks < 0:
            raise TooMuchText
