"""Dates of items. The first date an item is given is its original: a file never moves it."""

from dataclasses import replace
from itertools import combinations
from typing import Any

from handlers.documents.names import label_key
from handlers.documents.plan_format.items import Recommendation as Entry
from handlers.importing.work import Work
from models.columns import Row, partial, words
from models.governance import Board, Meeting, ReportingDuty
from models.plan import Inspection, PlanAction, Recommendation, Workstream
from models.rules.dates import NO_DATE, PartialDate, Precision, say_day, say_partial
from models.rules.deadlines import Basis, Due, TimeLimit, due_date, qualifier

_MEETS: tuple[tuple[type[Row], str], ...] = (
    (Recommendation, "due"),
    (PlanAction, "due"),
    (Workstream, "due"),
    (ReportingDuty, "by"),
)


def recommendation_due(work: Work, entry: Entry, limit: TimeLimit, inspection: Inspection | None) -> Due:
    """When a recommendation is due: as stated, else its limit counted from publication, else from receipt."""
    published = inspection.published_on if inspection else None
    received = inspection.received_on if inspection else None
    return worded(due_date(limit, published, met(work, entry.due), received, early=True))


def kept_limit(work: Work, row: Recommendation | None, name: str, entry: Entry) -> dict[str, Any]:
    """The limit and its words: the file's, unless an item that is open to its readers or has a date has another."""
    given = {"time_limit": entry.limit, "limit_text": entry.limit_text}
    if row is None or row.time_limit in (TimeLimit.NONE_STATED, entry.limit):
        return given
    if work.plan.published_at is None and row.due_on is None:
        return given
    said = [limit.replace("_", " ") for limit in (row.time_limit, entry.limit)]
    work.desk.result.note(
        f"{name} has the limit {said[0]}, and {said[1]} in the file: the limit is kept, because its date goes with it; "
        "another date needs a change request"
    )
    return {"time_limit": row.time_limit, "limit_text": row.limit_text}


def worded(due: Due) -> Due:
    """A due date as it is kept: one counted from a stand-in with the words that must stand before it."""
    if (words_before := qualifier(due)) and due.day:
        return replace(due, date=PartialDate(due.day, Precision.DAY, f"{words_before}{say_day(due.day)}"))
    return due


def met(work: Work, due: PartialDate | None, told: int | None = None) -> PartialDate | None:
    """A named board's meeting on its known day, where the plan gives that board a meeting in that month.

    `told` is the id of the board that is meant where the words name none, as the one a report goes to.
    """
    if due is None or due.precision is not Precision.MEETING or not (due.on and due.end and due.text):
        return due
    board = _board_in(work, due.text.split())
    held = work.desk.all(Meeting, board_id=board.key_id if board else told)
    exact = (row.date_on for row in held if row.date_precision is Precision.DAY and row.date_on)
    day = min((day for day in exact if due.on <= day <= due.end), default=None)
    return replace(due, on=day, end=day) if day else due


def meet_again(work: Work) -> None:
    """Give every item and duty of the plan that waits for a named board's meeting its day, where that is known now."""
    for table, name in _MEETS:
        for row in work.desk.all(table, plan_id=work.plan_id):
            old = partial(row, name)
            new = met(work, old, getattr(row, "recipient_board_id", None))
            if old is not None and new != old:
                work.desk.alter(row, str(getattr(row, "label", None) or getattr(row, "what", "")), words(new, name))


def _board_in(work: Work, said: list[str]) -> Board | None:
    """The board that these words name, by the most words."""
    spans = sorted(combinations(range(len(said) + 1), 2), key=lambda span: span[0] - span[1])
    names = (label_key("".join(said[first:last])) for first, last in spans)
    return next((work.boards[name] for name in names if name in work.boards), None)


def _same_meeting(old: PartialDate, new: PartialDate) -> bool:
    """Whether a meeting known to its month is now known to its day."""
    if old.precision is not Precision.MEETING or old.text != new.text or not (old.on and old.end and new.on):
        return False
    return new.precision is Precision.MEETING and old.on <= new.on <= old.end


def fill_due(work: Work, row: Any, name: str, due: PartialDate | None, basis: Basis | None = None) -> None:
    """Give a row its date when it has none, or only a stand-in; otherwise say that it needs a request."""
    new, old = due or NO_DATE, partial(row, "due") or NO_DATE
    if new == old:
        return
    if _same_meeting(old, new):
        work.desk.alter(row, name.partition(" ")[2], words(new, "due"))
        return
    stand_in = basis is not None and row.due_basis in (Basis.STAND_IN, Basis.NONE)
    if old == NO_DATE or (stand_in and new != NO_DATE):
        values = words(new, "due") | ({"due_basis": basis} if basis else {})
        work.desk.alter(row, name.partition(" ")[2], values)
    elif new != NO_DATE:
        work.desk.result.note(
            f"{name} is due {say_partial(old)}, and {say_partial(new)} in the file: the date is kept; "
            "it needs a change request"
        )
