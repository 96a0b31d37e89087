"""What can be wrong with the audit chain and the rows it seals."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override


class Fault(StrEnum):
    """What can be wrong."""

    CHANGED = "the entry was changed, moved, or not made by this program"
    MISSING = "the entry is missing"
    EXTRA = "the entry stands after the end of the chain"
    CONTENT_CHANGED = "what the entry says was changed"
    CONTENT_MISSING = "what the entry says is missing, and was not lawfully removed"
    CONTENT_BACK = "what the entry says was lawfully removed, and is back"
    CONTENT_EXTRA = "there is content that belongs to no entry"
    ROW_CHANGED = "the row that the entry recorded was changed"
    ROW_MISSING = "the row that the entry recorded is missing"
    HEAD_CHANGED = "the end of the chain was changed, or the key is another"
    HEAD_MISSING = "the end of the chain is missing"
    NOT_EXPECTED = "the chain does not hold the head that was kept: it was cut, replaced or restored from an older copy"
    UNSEALED = "it was not written by this program"
    ROW_OTHER = "it was changed, and not by this program"
    ROW_GONE = "it was removed, and not by this program"
    ROWS_CHANGED = "rows were added, removed or put back as they once were, and not by this program"
    EMPTY = "there are plans, and nothing was recorded of them"
    UNREADABLE = "the database is damaged, and cannot be read to the end"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and at which entry, or at None for the chain as a whole; of a row, its `subject`."""

    entry: int | None
    fault: Fault
    subject: str = ""

    @override
    def __str__(self) -> str:
        if self.subject:
            return f"{self.subject.replace('_', ' ').replace(':', ' ')}: {self.fault}"
        return f"entry {self.entry}: {self.fault}" if self.entry else str(self.fault)
