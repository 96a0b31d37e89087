"""An overlay into rows, over a plan that is already here. Its dates and progress are illustration."""

from datetime import datetime

from sqlmodel import Session

from handlers.documents.names import label_key
from handlers.documents.plan_format import OverlayFile
from handlers.documents.plan_format.overlay import Assumed
from handlers.errors import UserError
from handlers.harm_due import expect
from handlers.importing.dates import fill_due, meet_again
from handlers.importing.desk import Desk
from handlers.importing.governance import put_boards, put_organisations
from handlers.importing.items import put_actions, put_links, put_measure
from handlers.importing.owners import AFTER_THE_SOURCE, put_owners, put_people
from handlers.importing.plan import publish_now, record_import
from handlers.importing.progress import put_evidence, put_outcome, put_update
from handlers.importing.result import ImportResult
from handlers.importing.work import NotHere, Work
from models.columns import partial
from models.governance import Board
from models.plan import Council, Inspection, Plan, PlanAction, PlanInspection, Recommendation, Workstream
from models.rules.deadlines import Basis, due_date


def import_overlay(
    session: Session,
    overlay: OverlayFile,
    *,
    now: datetime,
    by: str,
    publish: bool = False,
    file_sha256: str = "",
) -> ImportResult:
    """Lay an overlay over its plan; the same file again changes nothing. Notifies nobody.

    Raises UserError when the plan is not here, or the overlay names what it does not have.
    """
    result = ImportResult(overlay.overlay)
    work = _work(Desk(session, result), overlay, now, by)
    for assumed in overlay.assumed:
        _assume(work, assumed)
    put_organisations(work, overlay.organisations)
    put_boards(work, overlay.boards, AFTER_THE_SOURCE)
    meet_again(work)
    put_people(work, overlay.people)
    put_actions(work, None, overlay.actions, AFTER_THE_SOURCE)
    for entry in overlay.owners:
        column, item = work.owned(entry.of)
        put_owners(work, column, item, entry.owners, AFTER_THE_SOURCE)
    for links in overlay.judgements:
        put_links(work, work.recommendation(links.of), links.judgements)
    for measure in overlay.measures:
        put_measure(work, measure, [work.recommendation(label) for label in measure.recommendations])
    _put_progress(work, overlay)
    if publish:
        publish_now(work)
    expect(session, work.plan_id, now)
    record_import(work, overlay, file_sha256)
    return result


def _work(desk: Desk, overlay: OverlayFile, now: datetime, by: str) -> Work:
    plan = desk.find(Plan, key=overlay.overlay)
    if plan is None:
        raise UserError(f"There is no plan {overlay.overlay} here yet. Import it first. Nothing was imported.")
    work = Work(desk, plan, now, by, overlay.illustration)
    opened = {"open_to": overlay.open_to} if overlay.open_to and plan.illustration is None else {}
    desk.alter(plan, plan.key, {"illustration": overlay.illustration, **opened})
    _gather(work)
    council = desk.find(Council, id=plan.council_id)
    if council is not None and overlay.email_domains:
        domains = [domain.casefold() for domain in overlay.email_domains]
        desk.alter(council, council.name, {"email_domains": sorted({*council.email_domains, *domains})})
    return work


def _gather(work: Work) -> None:
    """Find the plan's rows by the names an overlay calls them."""
    find = work.desk.all
    answered = {link.inspection_id for link in work.desk.links(PlanInspection, plan_id=work.plan_id)}
    for inspection in find(Inspection, council_id=work.plan.council_id):
        if inspection.id in answered:
            work.inspections[inspection.key] = inspection
    for recommendation in find(Recommendation, plan_id=work.plan_id):
        names = (recommendation.label, recommendation.source_number or recommendation.label)
        work.recommendations |= dict.fromkeys(map(label_key, names), recommendation)
    work.actions |= {row.label_key: row for row in find(PlanAction, plan_id=work.plan_id)}
    for stream in find(Workstream, plan_id=work.plan_id):
        work.streams |= dict.fromkeys((stream.label_key, label_key(stream.name)), stream)
    for board in find(Board, plan_id=work.plan_id):
        work.boards |= dict.fromkeys(map(label_key, (board.key, board.name)), board)


def _assume(work: Work, entry: Assumed) -> None:
    """Take a day for publication where none is known, and count the limits from it."""
    inspection = work.inspections.get(entry.inspection)
    if inspection is None:
        raise NotHere(
            f"{work.plan.key} answers no inspection {entry.inspection}. Correct the file. Nothing was imported.",
            entry.inspection,
        )
    if inspection.published_on is None:
        values = {"published_on": entry.published, "published_assumed": True}
        work.desk.alter(inspection, inspection.key, values)
    elif inspection.published_on != entry.published:
        work.desk.result.note(f"inspection {inspection.key} has a publication date already: it is kept")
    for row in work.desk.all(Recommendation, plan_id=work.plan_id, inspection_id=inspection.key_id):
        guessed = row.due_basis is Basis.STAND_IN
        due = due_date(row.time_limit, inspection.published_on, None if guessed else partial(row, "due"))
        if row.due_on is None or guessed:
            fill_due(work, row, f"recommendation {row.label}", due.date, due.basis)


def _put_progress(work: Work, overlay: OverlayFile) -> None:
    for update in sorted(overlay.updates, key=lambda entry: entry.at):
        put_update(work, update)
    for evidence in overlay.evidence:
        put_evidence(work, evidence)
    for outcome in overlay.outcomes:
        put_outcome(work, outcome)
