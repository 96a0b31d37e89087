"""The dates of a plan that are nobody's item: meetings, their papers, reports, and what statutory clocks ask for.

What has no known day is never asked about, and neither is a clock whose length nobody has verified: its date is said
with "about", and is no deadline (domain.md section 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.columns import partial
from models.governance import Board, Meeting, ReportingDuty
from models.plan import Inspection, PlanInspection, Recommendation
from models.rules.clocks import Clock, ClockReading, Ends, clock_due, clocks_for, concerns, qualifier, still_runs
from models.rules.dates import PartialDate, Precision, exactly
from models.vocabulary import DueKind, ItemKind

KINDS = (DueKind.MEETING, DueKind.PAPERS, DueKind.REPORT, DueKind.CLOCK)
_EXACT = (Precision.DAY, Precision.RANGE)


@dataclass(frozen=True, slots=True)
class Dated:
    """One of them that is not done. `name` is how a command calls it ("P12"); it has none where nothing is to be said.

    `due_on` is the last day that `by` can mean. It is asked about up to `until`, or until it is done.
    """

    subject: str
    kind: DueKind
    name: str
    what: str
    by: PartialDate
    due_on: date
    until: date | None = None
    board: str = ""
    board_id: int | None = None
    reporter: str = ""
    qualifier: str = ""


def of_plan(session: Session, plan_id: int) -> list[Dated]:
    """All of a plan's that are not done, the soonest first, whether they have passed or not."""
    found = (*_meetings(session, plan_id), *_reports(session, plan_id), *_clocks(session, plan_id))
    return sorted(found, key=lambda each: (each.due_on, KINDS.index(each.kind), each.subject))


def find(session: Session, plan_id: int, subject: str, kind: DueKind) -> Dated | None:
    """The one that a row is about; None once it is done or gone."""
    return next((each for each in of_plan(session, plan_id) if (each.subject, each.kind) == (subject, kind)), None)


def _meetings(session: Session, plan_id: int) -> Iterator[Dated]:
    wanted = select(Meeting, Board.name).join(Board, col(Board.id) == Meeting.board_id).where(Board.plan_id == plan_id)
    for row, board in session.exec(wanted.where(col(Meeting.date_on).is_not(None))):
        by, subject = partial(row, "date"), f"meeting:{row.key_id}"
        last = by.last_day if by else None
        if by is None or by.on is None or last is None:
            continue
        if by.precision in _EXACT:
            yield Dated(
                subject, DueKind.MEETING, "", f"meeting of {_the(board)}", by, by.on, by.on, _the(board), row.board_id
            )
        if row.papers_due_on is not None and row.papers_in_on is None:
            due, name = row.papers_due_on, f"P{row.key_id}"
            what, until = f"papers for {_the(board)}", max(last, due)
            yield Dated(subject, DueKind.PAPERS, name, what, exactly(due), due, until, _the(board), row.board_id)


def _reports(session: Session, plan_id: int) -> Iterator[Dated]:
    """A report to a board on the day it meets is due with its papers."""
    wanted = select(ReportingDuty).where(
        ReportingDuty.plan_id == plan_id, col(ReportingDuty.done_on).is_(None), col(ReportingDuty.by_on).is_not(None)
    )
    for row in session.exec(wanted):
        by = partial(row, "by")
        last = by.last_day if by else None
        if by is None or last is None:
            continue
        papers = _papers_for(session, row.recipient_board_id, by)
        by, last = (exactly(papers), papers) if papers else (by, last)
        yield Dated(
            f"reporting_duty:{row.key_id}", DueKind.REPORT, f"T{row.key_id}", f"report to {row.recipient} ({row.what})",
            by, last, board_id=row.recipient_board_id, reporter=row.reporter,
        )  # fmt: skip


def _papers_for(session: Session, board_id: int | None, by: PartialDate) -> date | None:
    if board_id is None or by.precision is not Precision.DAY:
        return None
    found = session.exec(select(Meeting).where(Meeting.board_id == board_id, Meeting.date_on == by.on)).first()
    return found.papers_due_on if found else None


def _clocks(session: Session, plan_id: int) -> Iterator[Dated]:
    for row, reading in _running(session, plan_id):
        if reading.is_deadline and reading.due is not None:
            letter = _LETTERS.get(reading.clock.ends)
            yield Dated(
                f"clock:{plan_id}/{row.key_id}/{reading.clock.key}", DueKind.CLOCK,
                f"{letter}{row.key_id}" if letter else "", _first_small(reading.clock.name), exactly(reading.due),
                reading.due, qualifier=qualifier(reading),
            )  # fmt: skip


def unverified(session: Session, plan_id: int) -> list[ClockReading]:
    """The clocks that run whose length nobody has verified: each has a day about which it may end, and no deadline."""
    return [reading for _, reading in _running(session, plan_id) if reading.about]


_LETTERS = {Ends.STATEMENT: "S", Ends.DRAFT: "F"}


def _running(session: Session, plan_id: int) -> Iterator[tuple[Inspection, ClockReading]]:
    wanted = select(Inspection).join(PlanInspection, col(PlanInspection.inspection_id) == Inspection.id)
    for row in session.exec(wanted.where(PlanInspection.plan_id == plan_id, col(Inspection.framework).is_not(None))):
        priority = select(Recommendation.id).where(
            Recommendation.plan_id == plan_id, Recommendation.inspection_id == row.id,
            Recommendation.kind == ItemKind.AREA_FOR_PRIORITY_ACTION,
        )  # fmt: skip
        found = session.exec(priority).first() is not None
        for clock in clocks_for(row.framework or "", row.published_on or row.received_on):
            if concerns(clock, focused=is_focused(row.name), priority=found) and runs(clock, row):
                stated = row.statement_due_on if clock.ends is Ends.STATEMENT else None
                yield row, clock_due(clock, row.received_on, row.published_on, stated)


def is_focused(name: str) -> bool:
    """Whether an inspection is a focused visit, by its name."""
    return "focused visit" in name.casefold()


def runs(clock: Clock, row: Any) -> bool:
    """Whether what stops a clock of this inspection has not happened."""
    return still_runs(
        clock, published=row.published_on is not None, draft_sent=row.draft_sent_on is not None,
        statement_sent=row.statement_sent_on is not None,
    )  # fmt: skip


def _the(name: str) -> str:
    return name if name.casefold().startswith("the ") else f"the {name}"


def _first_small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
