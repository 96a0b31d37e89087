"""What a decided change does to the plan. The original date is never touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from handlers import access
from handlers.access import Item, PlanView
from handlers.changes.adding import add_action
from handlers.chasing import chase, forget, settle
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.errors import UserError, about
from models.card import Action
from models.columns import partial
from models.decisions import Challenge, Change
from models.plan import ActionRecommendation, PlanAction, Recommendation, Workstream, WorkstreamItem
from models.rules.changes import is_extension
from models.rules.dates import Precision, exactly, say_partial
from models.rules.deadlines import Basis
from models.vocabulary import ChangeKind, Delivery, DueKind

LONGEST = 2_000
Changed = Recommendation | PlanAction


@dataclass(frozen=True, slots=True)
class Taken:
    """What else a decision took with it, as the audit names items, and why."""

    also: tuple[str, ...] = ()
    why: str = ""


def locked(session: Session, item: Item) -> Changed:
    """The row behind an item, locked until the transaction ends."""
    table: Any = Recommendation if item.kind == "recommendation" else PlanAction
    row: Changed = session.get_one(table, item.id, with_for_update=True, populate_existing=True)
    return row


def wanted(ctx: Context, view: PlanView, kind: ChangeKind, args: Arguments) -> Mapping[str, str] | None:
    """What a change would put in place, as JSON; None while something of it is not said."""
    match kind:
        case ChangeKind.DATE:
            return _due(ctx, args, "day") or None
        case ChangeKind.REWORD:
            return {"text": _text(args.get("text"))} if args.get("text") else None
        case ChangeKind.MOVE:
            return _stream(ctx, view, args.get("to")) if args.get("to") else None
        case ChangeKind.ADD:
            due = _due(ctx, args, "due")
            return {"text": _text(args.get("text")), **due} if args.get("text") else None
        case _:
            return {}


def _due(ctx: Context, args: Arguments, name: str) -> dict[str, str]:
    with about(name):
        return {"due": day_ahead(args.get(name), ctx.today).isoformat()} if args.get(name) else {}


def _text(said: str) -> str:
    if len(said) > LONGEST:
        raise UserError(
            f"The words are {len(said):,} characters long; at most {LONGEST:,} are kept. Shorten it. "
            "Nothing was recorded.", field="text",
        )  # fmt: skip
    return said


def _stream(ctx: Context, view: PlanView, said: str) -> Mapping[str, str]:
    name = said.removeprefix("to ").strip()
    streams = [item for item in access.find(ctx, view, name) if item.kind == "workstream"]
    named = [item for item in streams if item.text.casefold() == name.casefold()] or streams
    if len(named) != 1:
        raise UserError(
            f"“{name}” is not one workstream, phase or programme of this plan. Say its number or name.", field="to"
        )
    return {"workstream": str(named[0].id), "name": named[0].text}


def was(ctx: Context, row: Changed, kind: ChangeKind) -> dict[str, str]:
    """What stands now where a change would put something else, as JSON."""
    match kind:
        case ChangeKind.DATE:
            now = partial(row, "agreed") or partial(row, "due")
            return {"due": say_partial(now) if now else "no date"}
        case ChangeKind.REWORD:
            return {"text": row.text if isinstance(row, PlanAction) else row.council_text or row.source_text}
        case ChangeKind.MOVE:
            return {"streams": ", ".join(stream.name for _, stream in _streams_of(ctx.change, row))}
        case ChangeKind.PAUSE | ChangeKind.RESUME:
            return {"delivery": row.delivery.value, "before": _before_pause(ctx.change, row).value}
        case _:
            return {}


def _before_pause(session: Session, row: Changed) -> Delivery:
    """What an item's delivery was before the pause that stands; its own word where it is not paused."""
    if row.delivery is not Delivery.PAUSED:
        return row.delivery
    column = Change.action_id if isinstance(row, PlanAction) else Change.recommendation_id
    earlier = select(Change).where(column == row.id, Change.kind == ChangeKind.PAUSE, Change.state == "agreed")
    last = session.exec(earlier.order_by(col(Change.id).desc())).first()
    if last is None and row.carried_from_id is not None:
        table: Any = type(row)
        return _before_pause(session, session.get_one(table, row.carried_from_id))
    return Delivery(last.was["before"]) if last else Delivery.NOT_STARTED


def sensible(ctx: Context, row: Changed, change: Change, see: Action) -> None:
    """Refuse what would change nothing, or cannot be."""
    wants = change.wanted
    if change.kind is ChangeKind.DATE and date.fromisoformat(wants["due"]) == (row.agreed_on or row.due_on):
        raise UserError(f"That is the date of {row.label} already. Say a later or an earlier one.", see, field="day")
    if change.kind is ChangeKind.REWORD and wants["text"] == change.was["text"]:
        raise UserError(
            f"Those are the words of {row.label} already. Say what they should become. Nothing was recorded.",
            see,
            field="text",
        )
    if change.kind is ChangeKind.RESUME and row.delivery is not Delivery.PAUSED:
        raise UserError(f"{row.label} is not paused, so there is nothing to resume.", see)
    if change.kind is ChangeKind.PAUSE and row.delivery is Delivery.COMPLETED:
        raise UserError(f"{row.label} is reported completed, so there is nothing to pause.", see)
    if change.kind is ChangeKind.DROP and isinstance(row, Recommendation):
        alone = _only_under(ctx.change, row)
        change.wanted = {"with": ", ".join(each.label for each in alone)} if alone else {}


def apply(ctx: Context, view: PlanView, change: Change) -> Taken:
    """Put a decided change in place, and say what went with it."""
    if change.kind is ChangeKind.ADD:
        added = add_action(ctx, view, change)
        return Taken((f"action:{added}",), "added by a decision")
    kind = "action" if change.action_id else "recommendation"
    row = locked(ctx.change, Item(kind, change.action_id or change.recommendation_id or 0, "", ""))
    change.was = was(ctx, row, change.kind)
    taken = _take_effect(ctx, view, row, change)
    row.version += 1
    ctx.change.add(row)
    ctx.change.flush()
    return taken


def _take_effect(ctx: Context, view: PlanView, row: Changed, change: Change) -> Taken:
    match change.kind:
        case ChangeKind.DATE:
            _agree_date(row, date.fromisoformat(change.wanted["due"]))
        case ChangeKind.REWORD:
            _reword(row, change.wanted["text"])
        case ChangeKind.MOVE:
            _move(ctx.change, row, int(change.wanted["workstream"]))
        case ChangeKind.DROP:
            return _drop(ctx, row)
        case ChangeKind.PAUSE:
            _pause(ctx, view, row, change)
        case _:
            row.delivery, row.review_on = Delivery(change.was["before"]), None
            settle(ctx, _subject(row), DueKind.PAUSE_REVIEW, done=True)
    return Taken()


def _agree_date(row: Changed, wants: date) -> None:
    """The agreed date; an item that never had one gets it as its original."""
    day = exactly(wants)
    if row.due_on is None and row.due_precision in (None, Precision.NONE):
        row.due_on, row.due_precision = day.on, day.precision
        if isinstance(row, Recommendation):
            row.due_basis = Basis.STATED
        return
    row.extensions += is_extension(row.agreed_on or row.due_on, wants)
    row.agreed_on, row.agreed_precision, row.agreed_text, row.agreed_end = day.on, day.precision, None, None


def _reword(row: Changed, text: str) -> None:
    if isinstance(row, PlanAction):
        row.text = text
    else:
        row.council_text = text


def _pause(ctx: Context, view: PlanView, row: Changed, change: Change) -> None:
    row.delivery, row.review_on = Delivery.PAUSED, change.review_on
    if change.review_on is not None:
        note = f"{row.label} is paused; look at it again"
        asker = ctx.actor.person_id
        chase(ctx, view.id, _subject(row), DueKind.PAUSE_REVIEW, change.review_on, person_id=asker, note=note)


def _streams_of(session: Session, row: Changed) -> Sequence[tuple[WorkstreamItem, Workstream]]:
    column = WorkstreamItem.action_id if isinstance(row, PlanAction) else WorkstreamItem.recommendation_id
    joined = select(WorkstreamItem, Workstream).join(Workstream, col(Workstream.id) == WorkstreamItem.workstream_id)
    return session.exec(joined.where(column == row.id).order_by(col(Workstream.position))).all()


def _move(session: Session, row: Changed, workstream_id: int) -> None:
    """Into one stream, out of the others of its kind; what it was in stays in the change's own record."""
    to = session.get_one(Workstream, workstream_id)
    there = False
    for held, stream in _streams_of(session, row):
        there = there or stream.id == to.id
        if stream.kind is to.kind and stream.id != to.id:
            session.delete(held)
    session.flush()
    if not there:
        column = "action_id" if isinstance(row, PlanAction) else "recommendation_id"
        session.add(WorkstreamItem(workstream_id=workstream_id, **{column: row.key_id}))


def _drop(ctx: Context, row: Changed) -> Taken:
    """Out of the plan, with the actions that are under nothing else; nobody is chased about any of it."""
    alone = _only_under(ctx.change, row) if isinstance(row, Recommendation) else []
    for each in (row, *alone):
        each.withdrawn_on = ctx.today
        ctx.change.add(each)
    questions = [each for gone in (row, *alone) for each in _questions_on(ctx.change, gone)]
    forget(ctx, *map(_subject, (row, *alone)), *questions)
    for each in alone:
        each.version += 1
    return Taken(tuple(_subject(each) for each in alone), f"dropped with {row.label}")


def _questions_on(session: Session, row: Changed) -> list[str]:
    column = Challenge.action_id if isinstance(row, PlanAction) else Challenge.recommendation_id
    return [f"challenge:{each}" for each in session.exec(select(Challenge.id).where(column == row.id))]


def _only_under(session: Session, row: Recommendation) -> list[PlanAction]:
    """The actions of a recommendation that answer no other in the plan."""
    link: Any = ActionRecommendation
    others = (
        select(link.action_id)
        .join(Recommendation, col(Recommendation.id) == link.recommendation_id)
        .where(link.recommendation_id != row.id, col(Recommendation.withdrawn_on).is_(None))
    )
    mine = select(link.action_id).where(link.recommendation_id == row.id)
    found = select(PlanAction).where(
        col(PlanAction.id).in_(mine), col(PlanAction.id).not_in(others), col(PlanAction.withdrawn_on).is_(None)
    )
    return list(session.exec(found.order_by(col(PlanAction.position))))


def _subject(row: Changed) -> str:
    return f"{'action' if isinstance(row, PlanAction) else 'recommendation'}:{row.key_id}"
