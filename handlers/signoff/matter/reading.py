"""The item as it is now, and the board it is before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import Session

from handlers import access, offices, status, succession
from handlers.access import Ability, Item, PlanView
from handlers.cards.signing import judge_button
from handlers.cards.words import item_ref
from handlers.context import Arguments, Context
from handlers.doubts import ASKED_AGAIN, NEWEST_ACCEPTED, REOPENING, nothing_new, spoke_at
from handlers.errors import Stale, UserError
from handlers.evidence.shown import piece_of
from handlers.fallen import fallen_since, figures_of
from handlers.offices import BoardView, Seat
from handlers.signing import report_on_action
from handlers.signoff.line import ANSWERING, manages
from handlers.signoff.matter.facts import Matter, Step
from handlers.signoff.seconds import second_to
from handlers.views import CLOSED
from models import sql
from models.card import Action
from models.database import Statement
from models.plan import Recommendation
from models.rules.proof import proved, stands_against, unlooked, weighing
from models.rules.signoff import Case, Hand, missing
from models.rules.standing import shown_delivery
from models.vocabulary import DecisionKind, Impact, Relation, SignOff

_FACTS = Statement(
    lambda: (
        select(
            sql.Recommendation.version, sql.Recommendation.delivery, sql.Recommendation.impact,
            sql.Recommendation.sign_off, sql.Recommendation.withdrawn_on, sql.Plan.settings,
            sql.Recommendation.latest_update_at, ASKED_AGAIN.label("asked"), NEWEST_ACCEPTED.label("accepted_at"),
        )
        .join(sql.Plan, sql.Plan.id == sql.Recommendation.plan_id)
        .where(sql.Recommendation.id == bindparam("id"))
    )
)  # fmt: skip
_OPEN_ACTIONS = Statement(
    lambda: (
        select(sql.PlanAction.label, sql.PlanAction.delivery, sql.PlanAction.due_on)
        .join(sql.ActionRecommendation, sql.ActionRecommendation.action_id == sql.PlanAction.id)
        .where(
            sql.ActionRecommendation.recommendation_id == bindparam("id"),
            sql.PlanAction.withdrawn_on.is_(None),
            sql.PlanAction.delivery.not_in(CLOSED),
        )
        .order_by(sql.PlanAction.due_on, sql.PlanAction.position)
    )
)
_EVIDENCE = Statement(
    lambda: (
        select(
            sql.Evidence.kind, sql.Evidence.bearing, sql.Evidence.state, sql.Evidence.answered, sql.Evidence.period,
            sql.Evidence.by_reader,
        )
        .join(sql.EvidenceRecommendation, sql.EvidenceRecommendation.evidence_id == sql.Evidence.id)
        .where(sql.EvidenceRecommendation.recommendation_id == bindparam("id"))
    )
)  # fmt: skip
_STEPS = Statement(
    lambda: (
        select(
            sql.Decision.id, sql.Decision.kind, sql.Decision.at, sql.Decision.person_id, sql.Decision.by_name,
            sql.Decision.board_id, sql.Decision.board_name, sql.Decision.decided_at, sql.Decision.minute,
            sql.Decision.report_on, sql.Decision.reason, sql.Decision.wanted, sql.Decision.wanted_from_id,
            sql.Decision.wanted_by, sql.Decision.effective,
        )
        .where(sql.Decision.recommendation_id == bindparam("id"), sql.Decision.kind != DecisionKind.REPORTED)
        .order_by(sql.Decision.id)
    )
)  # fmt: skip


def _holders() -> Any:
    holder = and_(sql.PostHolder.post_id == sql.Tie.post_id, sql.PostHolder.until_on.is_(None))
    return (
        select(sql.Person.id, sql.Person.name, sql.Person.email)
        .select_from(sql.Tie)
        .outerjoin(sql.PostHolder, holder)
        .join(sql.Person, or_(sql.Person.id == sql.Tie.person_id, sql.Person.id == sql.PostHolder.person_id))
        .where(
            sql.Tie.recommendation_id == bindparam("id"),
            sql.Tie.relation == Relation.OWNER,
            sql.Tie.until_on.is_(None),
            sql.Person.active,
        )
        .order_by(sql.Tie.position, sql.Person.id)
    )


_OWNERS = Statement(_holders)


def recommendation(ctx: Context, said: str) -> tuple[PlanView, Item]:
    """The recommendation meant: only recommendations are signed off."""
    view, item = succession.left_behind(ctx, said) or status.one(ctx, said)
    if item.kind != "recommendation":
        raise UserError(
            f"Only a recommendation is signed off, and {item.label} is {'an' if item.kind == 'action' else 'a'} "
            f"{item.kind}. A board can still judge it.",
            *judge_button(item_ref(view, item), decides=Ability.DECIDE in view.may),
            Action("See it", f"status {item_ref(view, item)}"),
        )
    return view, item


def locked(session: Session, item: Item) -> Recommendation:
    """The row, held until this is over: two chairs at once are one after the other."""
    return session.get_one(Recommendation, item.id, with_for_update=True, populate_existing=True)


def load(ctx: Context, view: PlanView, item: Item, board: BoardView | None = None) -> Matter:
    """The item as it is now, before `board`, else before the one it was put to."""
    facts = ctx.reader.one(_FACTS, id=item.id)
    steps = steps_of(ctx, item.id)
    before = board or board_of(ctx, view, steps)
    seat = offices.seat(ctx, view, before)
    case, needs = _case(ctx, item, facts, steps), Impact(facts.settings.get("sign_off_needs", Impact.EVIDENCED))
    matter = Matter(
        view,
        item,
        facts,
        before,
        seat,
        hand_of(ctx, item.id, seat),
        case,
        missing(case, needs),
        needs,
        steps,
        report_on_action(ctx, item.id) if facts.sign_off is SignOff.SIGNED_OFF else None,
        fallen_since(figures_of(ctx, item.id), spoke_at(steps)) if facts.sign_off is SignOff.SIGNED_OFF else "",
    )
    if matter.pending is None:
        return matter
    about = ("recommendation", item.id)
    return replace(matter, second=second_to(ctx, view, (before,), about, matter.pending.person_id))


def steps_of(ctx: Context, item_id: int) -> tuple[Step, ...]:
    """Every step on an item, and on those of earlier plans that it carries on."""
    line = succession.line_of(ctx, "recommendation", item_id)
    return tuple(Step(*row) for each in reversed(line) for row in ctx.reader.all(_STEPS, id=each))


def chair_for(ctx: Context, view: PlanView, item_id: int) -> Any:
    """Who chairs the board an item was last put to, else the first that may sign it off; None where nobody does."""
    if not offices.boards(ctx, view):
        return None
    board = board_of(ctx, view, steps_of(ctx, item_id))
    return offices.chair_of(ctx, view, board)


def board_of(ctx: Context, view: PlanView, steps: Iterable[Step]) -> BoardView:
    """The board an item was last put to, else the first of those that may sign it off."""
    last = [step for step in steps if step.board_id is not None][-1:]
    every = offices.boards(ctx, view)
    found = next((board for step in last for board in every if step.board_id == board.id), None) or next(
        (board for step in last for board in every if step.board_name == board.name), None
    )
    signing = offices.signing_boards(ctx, view)
    if found is None and not signing:
        raise UserError(
            f"{view.name} names no board, so nobody can sign off. An administrator adds one to the plan file, under "
            "boards.", Action("Status", "status"),
        )  # fmt: skip
    return found or _mine(ctx, view, signing)


def _mine(ctx: Context, view: PlanView, signing: tuple[BoardView, ...]) -> BoardView:
    """Of several, the one this person speaks for."""
    held = (board for board in signing if Hand(offices.seat(ctx, view, board).office).decides)
    return next(held, signing[0]) if len(signing) > 1 else signing[0]


def hand_of(ctx: Context, item_id: int, seat: Seat) -> Hand:
    """How this person stands to the item and to those who own it."""
    owns = access.tied_to(ctx, "recommendation", item_id, *ANSWERING)
    return Hand(seat.office, owns, manages(ctx, "recommendation", item_id))


def owners(ctx: Context, item_id: int) -> list[Any]:
    """The people who own an item, themselves or in a post."""
    return list(ctx.reader.all(_OWNERS, id=item_id))


def _case(ctx: Context, item: Item, facts: Any, steps: Sequence[Step]) -> Case:
    actions = ctx.reader.all(_OPEN_ACTIONS, id=item.id)
    every = [piece_of(row) for row in ctx.reader.all(_EVIDENCE, id=item.id)]
    pieces = weighing(every, facts.impact, facts.sign_off)
    return Case(
        shown_delivery(facts.delivery, frozenset(row.delivery for row in actions)),
        facts.impact,
        proved(pieces),
        sum(map(stands_against, pieces)),
        tuple(row.label for row in actions if row.due_on is not None and row.due_on < ctx.today),
        facts.withdrawn_on is not None,
        _nothing_new(facts, steps),
        sum(stands_against(each) and unlooked(each) for each in every),
    )


def _nothing_new(facts: Any, steps: Sequence[Step]) -> bool:
    """Whether the board took its sign-off back, and no evidence of change was accepted since."""
    if facts.sign_off is not SignOff.REOPENED:
        return False
    last = next((each for each in reversed(steps) if each.kind in REOPENING and each.board_id is not None), None)
    return last is not None and nothing_new(last.at, facts.accepted_at)


def current(matter: Matter, args: Arguments) -> None:
    """Raises Stale when the card that was pressed showed an older version."""
    if args.version is not None and args.version != matter.facts.version:
        raise Stale(
            f"{matter.item.label} changed after that card was drawn. Nothing was recorded.", f"sign-off {matter.ref}",
            matter.facts.version,
        )  # fmt: skip
