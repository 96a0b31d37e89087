"""The dates of a plan that are nobody's item: meetings, their papers, reports, and what statutory clocks ask for.

What has no known day is never asked about, and neither is a clock whose length nobody has verified: its date is said
with "about", and is no deadline (domain.md section 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from models.columns import partial
from models.database import Reader, Statement, reader_of
from models.rules.clocks import Clock, ClockReading, Ends, clock_due, clocks_for, concerns, qualifier, still_runs
from models.rules.dates import PartialDate, Precision, exactly
from models.rules.ladder import date_ladders
from models.sql import Board, Inspection, Meeting, Plan, PlanInspection, Recommendation, ReportingDuty
from models.vocabulary import DueKind, ItemKind

KINDS = (DueKind.MEETING, DueKind.PAPERS, DueKind.REPORT, DueKind.CLOCK)
_EXACT = (Precision.DAY, Precision.RANGE)
_SETTINGS = Statement(lambda: select(Plan.settings).where(Plan.id == bindparam("plan")))
_MEETINGS = Statement(
    lambda: (
        select(Meeting, Board.name.label("board"))
        .join(Board, Board.id == Meeting.board_id)
        .where(Board.plan_id == bindparam("plan"), Meeting.date_on.is_not(None))
    )
)
_REPORTS = Statement(
    lambda: select(ReportingDuty).where(
        ReportingDuty.plan_id == bindparam("plan"), ReportingDuty.done_on.is_(None), ReportingDuty.by_on.is_not(None)
    )
)
_MEETS = Statement(
    lambda: select(Meeting.papers_due_on).where(
        Meeting.board_id == bindparam("board"), Meeting.date_on == bindparam("on")
    ).order_by(Meeting.id)
)  # fmt: skip
_INSPECTIONS = Statement(
    lambda: (
        select(Inspection)
        .join(PlanInspection, PlanInspection.inspection_id == Inspection.id)
        .where(PlanInspection.plan_id == bindparam("plan"), Inspection.framework.is_not(None))
        .order_by(Inspection.id)
    )
)
_PRIORITY = Statement(
    lambda: select(Recommendation.id).where(
        Recommendation.plan_id == bindparam("plan"), Recommendation.inspection_id == bindparam("inspection"),
        Recommendation.kind == ItemKind.AREA_FOR_PRIORITY_ACTION,
    ).limit(1)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """One of them that is not done. `name` is how a command calls it ("P12"); it has none where nothing is to be said.

    `due_on` is the last day that `by` can mean. It is asked about up to `until`, or until it is done, so
    many days `before`. What is `embargoed` comes of a report that is not published.
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
    before: tuple[int, ...] = ()
    embargoed: bool = False


def of_plan(session: Session, plan_id: int) -> list[Dated]:
    """All of a plan's that are not done, the soonest first, whether they have passed or not."""
    return read(reader_of(session), plan_id)


def read(reader: Reader, plan_id: int) -> list[Dated]:
    """The same as `of_plan`, in a request that changes nothing."""
    plan = reader.one(_SETTINGS, plan=plan_id)
    before = date_ladders(plan.settings if plan else {})
    found = (*_meetings(reader, plan_id), *_reports(reader, plan_id), *_clocks(reader, plan_id))
    laddered = (replace(each, before=before[each.kind]) for each in found)
    return sorted(laddered, key=lambda each: (each.due_on, KINDS.index(each.kind), each.subject))


def find(session: Session, plan_id: int, subject: str, kind: DueKind) -> Dated | None:
    """The one that a row is about; None once it is done or gone."""
    return next((each for each in of_plan(session, plan_id) if (each.subject, each.kind) == (subject, kind)), None)


def find_late(session: Session, plan_id: int, subject: str) -> Dated | None:
    """The one that an escalation is about: what is asked for under this subject, and somebody can say is done."""
    return next((each for each in of_plan(session, plan_id) if each.subject == subject and each.name), None)


def _meetings(reader: Reader, plan_id: int) -> Iterator[Dated]:
    for row in reader.all(_MEETINGS, plan=plan_id):
        board, by, subject = row.board, partial(row, "date"), f"meeting:{row.id}"
        last = by.last_day if by else None
        if by is None or by.on is None or last is None:
            continue
        if by.precision in _EXACT:
            yield Dated(
                subject, DueKind.MEETING, "", f"meeting of {_the(board)}", by, by.on, by.on, _the(board), row.board_id
            )
        if row.papers_due_on is not None and row.papers_in_on is None:
            due, name = row.papers_due_on, f"P{row.id}"
            what, until = f"papers for {_the(board)}", max(last, due)
            yield Dated(subject, DueKind.PAPERS, name, what, exactly(due), due, until, _the(board), row.board_id)


def _reports(reader: Reader, plan_id: int) -> Iterator[Dated]:
    """A report to a board on the day it meets is due with its papers."""
    for row in reader.all(_REPORTS, plan=plan_id):
        by = partial(row, "by")
        last = by.last_day if by else None
        if by is None or last is None:
            continue
        papers = _papers_for(reader, row.recipient_board_id, by)
        by, last = (exactly(papers), papers) if papers else (by, last)
        yield Dated(
            f"reporting_duty:{row.id}", DueKind.REPORT, f"T{row.id}", f"report to {row.recipient} ({row.what})",
            by, last, board_id=row.recipient_board_id, reporter=row.reporter,
        )  # fmt: skip


def _papers_for(reader: Reader, board_id: int | None, by: PartialDate) -> date | None:
    if board_id is None or by.precision is not Precision.DAY:
        return None
    found = reader.all(_MEETS, board=board_id, on=by.on)
    return found[0].papers_due_on if found else None


def _clocks(reader: Reader, plan_id: int) -> Iterator[Dated]:
    for row, reading in _running(reader, plan_id):
        if reading.is_deadline and reading.due is not None:
            letter = _LETTERS.get(reading.clock.ends)
            yield Dated(
                f"clock:{plan_id}/{row.id}/{reading.clock.key}", DueKind.CLOCK,
                f"{letter}{row.id}" if letter else "", _first_small(reading.clock.name), exactly(reading.due),
                reading.due, qualifier=qualifier(reading), embargoed=row.published_on is None,
            )  # fmt: skip


def unverified(session: Session, plan_id: int) -> list[ClockReading]:
    """The clocks that run whose length nobody has verified: each has a day about which it may end, and no deadline."""
    return [reading for _, reading in _running(reader_of(session), plan_id) if reading.about]


_LETTERS = {Ends.STATEMENT: "S", Ends.DRAFT: "F"}


def _running(reader: Reader, plan_id: int) -> Iterator[tuple[Any, ClockReading]]:
    for row in reader.all(_INSPECTIONS, plan=plan_id):
        found = reader.one(_PRIORITY, plan=plan_id, inspection=row.id) is not None
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
