"""What can be wrong with the audit chain and the rows it seals."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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
    TRIGGER_STRANGE = "this program makes none such, and it can change what is being written"
    TRIGGER_CHANGED = "it is not as this program makes it"
    TRIGGER_MISSING = "it is missing, and guards the audit"
    NO_ROW = "no row could have this seal, and this program did not make it"
    ROWS_CHANGED = "rows were added, removed or put back as they once were, and not by this program"
    MORE = "the sum of all rows is not as it was sealed: besides those named, others may have been removed or put back"
    CUT = "the end of the record was cut, or put back as it once was, and not by this program"
    EMPTY = "there are plans, and nothing was recorded of them"
    UNREADABLE = "the database is damaged, and cannot be read to the end"


FOUND: Final = {
    "tampered.changed": Fault.ROW_OTHER,
    "tampered.added": Fault.UNSEALED,
    "tampered.removed": Fault.ROW_GONE,
    "tampered.rows": Fault.ROWS_CHANGED,
    "tampered.cut": Fault.CUT,
}
"""The events of the entries that keep what a write found, each with what was wrong."""


_BY_NAME = frozenset({"seal", "trigger", "rule", "function"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and at which entry, or at None for the chain as a whole; of a row, its `subject`.

    `found` is the day on which a write found it, and `entry` what keeps that.
    """

    entry: int | None
    fault: Fault
    subject: str = ""
    found: str = ""

    @override
    def __str__(self) -> str:
        at = f"entry {self.entry}" if self.entry else ""
        if self.found:
            return f"{self._of_row()}{self.fault}; found on {self.found}, kept as {at}"
        return f"{self._of_row() or (at and f'{at}: ')}{self.fault}"

    def _of_row(self) -> str:
        return f"{spoken(self.subject)}: " if self.subject else ""


def spoken(subject: str) -> str:
    """How a row is called in words, as "recommendation 12"; what is no row is called by its name as it is."""
    kind, _, name = subject.partition(":")
    if kind in _BY_NAME:
        return f"{kind} “{name.encode(errors='backslashreplace').decode()}”"
    return subject.encode(errors="backslashreplace").decode().replace("_", " ").replace(":", " ")
