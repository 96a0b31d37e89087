"""What is open again in a plan that was succeeded goes on in the plan that succeeds it, as all that was open did."""

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from handlers.access import Item, PlanView
from handlers.carrying import Carrying
from handlers.context import Context
from handlers.harm_due import expect
from handlers.recording import record
from models.database.reading import table_of
from models.governance import Board
from models.plan import ActionRecommendation, Plan, PlanAction, Recommendation, Workstream

_CARRIED = (Recommendation, PlanAction)


class Carried(NamedTuple):
    """Where an item goes on: as a button names it, the plan, and its label there.

    `closed` is that this plan has ended as well.
    """

    ref: str
    plan_title: str
    label: str
    closed: bool


def carry_on(ctx: Context, view: PlanView, item: Item) -> Carried | None:
    """Carry an item that is open again into the latest plan that succeeds this one; None where none does."""
    table: Any = Recommendation if item.kind == "recommendation" else PlanAction
    row, plan, found = ctx.change.get_one(table, item.id), ctx.change.get_one(Plan, view.id), None
    while (later := _successor(ctx.change, plan)) is not None:
        row = _carry(ctx, plan, later, row)
        ref = f"{'action ' * (item.kind == 'action')}{later.key}/{row.label.replace(' ', '')}"
        plan, found = later, Carried(ref, later.title, row.label, later.ended_on is not None)
    return found


def _successor(session: Session, plan: Plan) -> Plan | None:
    later = select(Plan).where(Plan.succeeds_id == plan.id).order_by(col(Plan.id))
    return session.exec(later.with_for_update()).first()


def _carry(ctx: Context, old: Plan, plan: Plan, row: Any) -> Any:
    there = _there(ctx.change, old, plan)
    carrying = Carrying(ctx, old, plan, there)
    if isinstance(row, Recommendation):
        carrying.items([row], [each for each in _under(ctx.change, row) if ("action", each.key_id) not in there])
        _adopt(ctx.change, row, carrying.new["recommendation", row.key_id])
    else:
        carrying.items([], [row])
    kind = table_of(type(row)).name
    new = ctx.change.get_one(type(row), carrying.new[kind, row.key_id])
    expect(ctx.change, plan.key_id, ctx.now, only=(f"{kind}:{new.key_id}",))
    said = f"carried over from {old.title}, where {row.label} was reopened after that plan was succeeded"
    record(ctx, "succeed", f"{kind}:{new.key_id}", said, plan_id=plan.key_id)
    return new


def _there(session: Session, old: Plan, plan: Plan) -> dict[tuple[str, int], int]:
    """What already stands in the later plan for what is in the earlier: the plan, its boards, streams and items."""
    there = {("plan", old.key_id): plan.key_id}
    named: tuple[tuple[Any, Any], ...] = ((Board, col(Board.key)), (Workstream, col(Workstream.label_key)))
    for table, name in named:
        later = dict(session.exec(select(name, table.id).where(table.plan_id == plan.key_id)).all())
        earlier = session.exec(select(name, table.id).where(table.plan_id == old.key_id)).all()
        there |= {(table_of(table).name, each): later[called] for called, each in earlier if called in later}
    for item in _CARRIED:
        known = select(item.carried_from_id, item.id).where(item.plan_id == plan.key_id)
        rows: Any = session.exec(known.where(col(item.carried_from_id).is_not(None)))
        there |= {(table_of(item).name, before): after for before, after in rows}
    return there


def _under(session: Session, row: Recommendation) -> list[PlanAction]:
    link: Any = ActionRecommendation
    wanted = select(PlanAction).join(link, link.action_id == PlanAction.id).where(link.recommendation_id == row.id)
    return list(session.exec(wanted.where(col(PlanAction.withdrawn_on).is_(None)).order_by(col(PlanAction.position))))


def _adopt(session: Session, row: Recommendation, new: int) -> None:
    """What was under it in the earlier plan, and went before it, is under it again."""
    earlier = select(Recommendation.id).where(Recommendation.parent_id == row.id)
    wanted = select(Recommendation).where(col(Recommendation.carried_from_id).in_(earlier))
    for child in session.exec(wanted.where(Recommendation.id != new)):
        child.parent_id = new
        session.add(child)
    session.flush()
