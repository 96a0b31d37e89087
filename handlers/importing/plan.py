"""A plan file into rows: all of it or none of it, and nobody is told."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from handlers.documents.names import label_key, label_of, short_name, stream_label
from handlers.documents.plan_format import PlanFile
from handlers.documents.plan_format.plan import Council as CouncilEntry
from handlers.errors import UserError
from handlers.harm_due import expect
from handlers.importing.dates import meet_again
from handlers.importing.desk import Desk
from handlers.importing.governance import (
    put_boards,
    put_duties,
    put_events,
    put_organisations,
    put_rest,
    put_statements,
)
from handlers.importing.inspections import put_inspections
from handlers.importing.items import put_actions, put_measure, put_recommendations, put_streams
from handlers.importing.owners import put_people
from handlers.importing.result import ImportResult
from handlers.importing.said import record_changed
from handlers.importing.work import Work
from handlers.plans import end_earlier
from models import audit
from models.audit.seals import canonical
from models.governance import Board
from models.plan import Council, Plan, PlanAction, Recommendation, Workstream
from models.vocabulary import Platform


def import_plan(
    session: Session,
    draft: PlanFile,
    *,
    now: datetime,
    by: str,
    published: date | None = None,
    received: date | None = None,
    publish: bool = False,
    file_sha256: str = "",
) -> ImportResult:
    """Write a plan, or bring it up to date; the same file again changes nothing. Notifies nobody.

    Dates given here fill in what the file lacks for its main inspection. For a dry run, roll back after.
    Raises UserError, having decided nothing, when the file contradicts what was given or what is here.
    """
    result = ImportResult(draft.plan.id)
    desk = Desk(session, result)
    work = Work(desk, _put_plan(desk, draft), now, by)
    put_inspections(work, draft.inspections, {"published_on": published, "received_on": received})
    _put_contents(work, draft)
    meet_again(work)
    _say_missing(work, draft)
    if publish:
        publish_now(work)
    expect(session, work.plan_id, now)
    record_import(work, draft, file_sha256)
    return result


def _put_contents(work: Work, draft: PlanFile) -> None:
    """All that a plan file says beside its inspections, each part after those it names."""
    put_organisations(work, draft.organisations)
    put_boards(work, draft.boards)
    put_people(work, draft.people)
    put_streams(work, draft.workstreams)
    put_recommendations(work, draft)
    put_actions(work, draft, draft.actions)
    for measure in draft.measures:
        put_measure(work, measure, [work.recommendation(label) for label in measure.recommendations])
    put_duties(work, draft.reporting)
    put_events(work, draft)
    put_statements(work, draft.statements)
    put_rest(work, draft)


def _put_plan(desk: Desk, draft: PlanFile) -> Plan:
    about = draft.plan
    council = _put_council(desk, draft.council)
    settings = draft.settings.model_dump(mode="json", exclude_none=True)
    paper = {"paper": draft.paper.model_dump(mode="json", exclude_none=True)} if draft.paper else {}
    values: dict[str, Any] = {
        "council_id": council.key_id,
        "title": about.title,
        "state": about.state,
        "purpose": about.purpose,
        "approved_by": about.approved_by,
        "approved_on": about.approved_on,
        "settings": settings,
        "source": {**paper, **draft.source},
        "succeeds_id": _succeeds(desk, about.succeeds),
    }
    plan = desk.put(Plan, about.id, {"key": about.id}, values, {"open_to": about.open_to})
    if plan.open_to is not about.open_to and "open_to" in about.model_fields_set:
        desk.result.note(
            f"plan {about.id} is open to {plan.open_to.value} here and to {about.open_to.value} in the file: "
            "not changed; say it in chat"
        )
    return plan


def _put_council(desk: Desk, entry: CouncilEntry) -> Council:
    domains = {"email_domains": [domain.casefold() for domain in entry.email_domains]} if entry.email_domains else {}
    values = {"name": entry.name, "short_name": entry.short_name, "source": entry.source, **domains}
    return desk.put(Council, entry.name, {"key": entry.id or short_name(entry.short_name)}, values)


def _succeeds(desk: Desk, key: str | None) -> int | None:
    if key is None:
        return None
    if (earlier := desk.find(Plan, key=key)) is None:
        raise UserError(
            f"There is no plan {key} here for this one to take over from. Import that one first. Nothing was imported."
        )
    return earlier.key_id


def publish_now(work: Work) -> None:
    """Publish the plan, unless it is already."""
    if work.plan.published_at is None:
        work.plan.published_at = work.now
        work.plan.version += 1
        work.desk.session.flush()
        end_earlier(work.desk.session, work.plan, work.now.date())
        work.desk.result.published = True
        work.desk.result.lines.append(f"publish plan {work.plan.key}")


def _say_missing(work: Work, draft: PlanFile) -> None:
    """Name what is here from an earlier file and is not in this one; an overlay's rows are not expected in it."""
    desk, plan_id = work.desk, work.plan_id
    items = {label_key(label_of(one)) for one in draft.recommendations}
    work_of = {label_key(one.number) for one in draft.actions}
    streams = {label_key(stream_label(one)) for one in draft.workstreams}
    _missing(desk, "recommendation", desk.all(Recommendation, plan_id=plan_id), items)
    _missing(desk, "action", desk.all(PlanAction, plan_id=plan_id), work_of)
    _missing(desk, "workstream", desk.all(Workstream, plan_id=plan_id), streams)
    boards = {one.id for one in draft.boards}
    for board in work.desk.all(Board, plan_id=work.plan_id):
        if board.key not in boards and "illustration" not in board.source:
            work.desk.missing("board", board.name)


def _missing(desk: Desk, kind: str, rows: Sequence[Recommendation | PlanAction | Workstream], here: set[str]) -> None:
    for row in rows:
        if row.label_key not in here and "illustration" not in row.source:
            desk.missing(kind, row.label)


def content_digest(draft: BaseModel) -> str:
    """The SHA-256 of what a plan file says, whatever its layout, order of names and comments."""
    said = draft.model_dump(mode="json", exclude_unset=True, warnings=False)
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def record_import(work: Work, draft: BaseModel, file_sha256: str) -> None:
    """Put one entry in the audit for an import that changed something, with the digests of what was imported.

    What changes of an item, what the file says of sign-off, and dates counted again, have entries of their own in the
    history of each item.
    """
    result, changed = work.desk.result, work.desk.changed.values()
    result.draft = work.plan.published_at is None
    result.changes = [f"changed {each.name}: {'; '.join(part.said for part in each.parts)}" for each in changed]
    if not result.changed:
        return
    _record_said(work)
    for each in changed:
        record_changed(work, each)
    audit.record(
        work.desk.session,
        at=work.now,
        actor=work.by,
        platform=Platform.CONSOLE,
        event="plan.imported",
        subject=f"plan:{work.plan_id}",
        content={
            "plan": work.plan.key,
            "created": dict(result.created),
            "changed": dict(result.altered),
            "moved": dict(result.moved),
            "published": result.published,
            "notices": result.notices,
            "content_sha256": content_digest(draft),
            **({"file_sha256": file_sha256} if file_sha256 else {}),
        },
        plan_id=work.plan_id,
    )


def _record_said(work: Work) -> None:
    for subject, summary, plan_id in work.says:
        audit.record(
            work.desk.session, at=work.now, actor=work.by, platform=Platform.CONSOLE, event="plan.says",
            subject=subject, content={"by": work.by, "summary": summary}, plan_id=plan_id,
        )  # fmt: skip
