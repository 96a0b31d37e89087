"""Boards, meetings, duties, events, boards' statements, risks, money and rules into rows."""

from typing import Any

from handlers.documents.names import board_keys, label_key
from handlers.documents.plan_format import PlanFile
from handlers.documents.plan_format.governance import Board as BoardEntry
from handlers.documents.plan_format.governance import Duty, Organisation, Statement
from handlers.importing.dates import met
from handlers.importing.said import say_signed, signed
from handlers.importing.work import Work
from models.columns import words
from models.governance import Board, BoardReport, Meeting, ReportingDuty
from models.people import Organisation as OrganisationRow
from models.plan import AmendmentRule, Event, Resource, Risk, Strength
from models.progress import BoardJudgement


def put_organisations(work: Work, entries: tuple[Organisation, ...]) -> None:
    """Organisations, then who has taken whose place."""
    for entry in entries:
        values = {"name": entry.name, "kind": entry.kind, "source": work.mark(entry.source)}
        row = work.desk.put(OrganisationRow, entry.name, {"key": entry.id}, values)
        work.organisations[entry.id] = row
    for entry in entries:
        if entry.succeeded_by:
            successor = work.organisation(entry.succeeded_by).key_id
            row = work.organisations[entry.id]
            work.desk.alter(row, entry.name, {"successor_id": successor, "succeeded_on": entry.succeeded_on})


def put_boards(work: Work, entries: tuple[BoardEntry, ...], start: int = 1) -> None:
    """Boards and their meetings, then whom they report to."""
    for n, entry in enumerate(entries, start):
        row = _put_board(work, entry, n)
        work.boards |= dict.fromkeys(board_keys(entry), row)
        meetings = [
            {**words(one.date, "date"), "papers_due_on": one.papers_due, "what": one.what} for one in entry.meetings
        ]
        work.desk.put_list(Meeting, {"board_id": row.key_id}, meetings, ("date_on", "date_text", "what"))
    for entry in entries:
        for name in entry.reports_to:
            to = work.boards[label_key(name)].key_id
            work.desk.link(BoardReport, {"board_id": work.boards[label_key(entry.id)].key_id, "reports_to_id": to})


def _put_board(work: Work, entry: BoardEntry, place: int) -> Board:
    also = {"also_called": list(entry.also_called)} if entry.also_called else {}
    printed = {"reports_to": list(entry.reports_to)} if entry.reports_to else {}
    values = {
        "position": place,
        "name": entry.name,
        "kind": entry.kind,
        "chair_role": entry.chair,
        "cadence": entry.meets,
        "purpose": entry.purpose,
        "established": entry.established,
        "state": entry.state,
        "note": entry.note,
        "source": work.mark({**also, **printed, **entry.source}),
    }
    return work.desk.put(Board, entry.name, {"plan_id": work.plan_id, "key": entry.id}, values)


def put_duties(work: Work, entries: tuple[Duty, ...]) -> None:
    """Reporting duties, a row for each recipient and date."""
    rows = [row for n, entry in enumerate(entries, 1) for row in _duty(work, entry, n)]
    same = ("reporter", "recipient", "what", "number")
    work.desk.put_list(ReportingDuty, {"plan_id": work.plan_id}, rows, same)


def _duty(work: Work, entry: Duty, place: int) -> list[dict[str, Any]]:
    done = {"done_on": entry.done} if entry.done else {}
    boards = {name: board.key_id if (board := work.board(name)) else None for name in entry.to}
    return [
        {
            "position": place,
            "number": number,
            "reporter": entry.reporter,
            "recipient": recipient,
            "recipient_board_id": board,
            "what": entry.what,
            **words(met(work, by, board), "by"),
            **done,
        }
        for recipient, board in boards.items()
        for number, by in enumerate(entry.by or (None,), 1)
    ]


def put_events(work: Work, draft: PlanFile) -> None:
    """What happened and what is planned."""
    rows = [
        {
            "inspection_id": work.inspections[one.inspection].key_id if one.inspection else None,
            **words(one.date, "date"),
            "kind": one.kind,
            "what": one.what,
            "status": one.status,
            "note": one.note,
        }
        for one in draft.events
    ]
    work.desk.put_list(Event, {"plan_id": work.plan_id}, rows, ("kind", "what", "date_on"))


def put_statements(work: Work, entries: tuple[Statement, ...]) -> None:
    """Boards' statements, a row for each item they are about."""
    rows = [row for n, entry in enumerate(entries, 1) for row in _statement(work, entry, n)]
    same = ("scope", "text", "as_at_on", "recommendation_id", "action_id", "workstream_id")
    plan = {"plan_id": work.plan_id}
    before = {row.key_id: signed(row) for row in work.desk.all(BoardJudgement, **plan)}
    for row in work.desk.put_list(BoardJudgement, plan, rows, same):
        if before.get(row.key_id) != signed(row):
            say_signed(work, row)


def _statement(work: Work, entry: Statement, place: int) -> list[dict[str, Any]]:
    about: list[dict[str, int]] = [
        *({"recommendation_id": work.recommendation(label).key_id} for label in entry.recommendations),
        *({"action_id": work.actions[label_key(label)].key_id} for label in entry.actions),
        *({"workstream_id": work.streams[label_key(name)].key_id} for name in entry.workstreams),
    ]
    board = work.board(entry.board)
    said = {
        "position": place,
        "board_id": board.key_id if board else None,
        "scope": entry.scope,
        **words(entry.as_at, "as_at"),
        **_axes(entry),
        "text": entry.text,
        "read_by": entry.read_by,
    }
    return [{**said, **item} for item in about or [{}]]


def _axes(entry: Statement) -> dict[str, Any]:
    axes = {"delivery": entry.delivery, "impact": entry.impact, "sign_off": entry.sign_off}
    read = {axis: reading.reads_as if reading else None for axis, reading in axes.items()}
    return read | {f"{axis}_words": reading.words if reading else None for axis, reading in axes.items()}


def put_rest(work: Work, draft: PlanFile) -> None:
    """Strengths, risks, money and the rules for amending the plan."""
    _put_strengths(work, draft)
    _put_risks(work, draft)
    _put_resources(work, draft)
    rules = [
        {"change": one.change, "decided_by": one.decided_by, "conditions": list(one.conditions)}
        for one in draft.amendment_rules
    ]
    work.desk.put_list(AmendmentRule, {"plan_id": work.plan_id}, rules, ("change", "decided_by"))


def _put_strengths(work: Work, draft: PlanFile) -> None:
    strengths = [
        {"inspection_id": work.inspections[one.inspection].key_id if one.inspection else None, "text": one.text}
        for one in draft.strengths
    ]
    work.desk.put_list(Strength, {"plan_id": work.plan_id}, strengths, ("text",))


def _put_risks(work: Work, draft: PlanFile) -> None:
    risks = [
        {
            "text": one.risk,
            "mitigation": one.mitigation,
            "owner": one.owner,
            "assessed_by": list(one.assessed_by),
            "recorded_in": list(one.recorded_in),
            "note": one.note,
        }
        for one in draft.risks
    ]
    work.desk.put_list(Risk, {"plan_id": work.plan_id}, risks, ("text", "assessed_by"))


def _put_resources(work: Work, draft: PlanFile) -> None:
    resources = [
        {
            "statement": one.statement,
            "amount_pence": one.amount_gbp,
            "years": one.recurrence,
            "money": one.money,
            "decision": one.decision,
            "note": one.note,
            "source": one.source,
        }
        for one in draft.resources
    ]
    work.desk.put_list(Resource, {"plan_id": work.plan_id}, resources, ("statement",))
