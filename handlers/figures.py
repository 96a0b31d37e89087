"""What a new figure does to the items it speaks of: their versions, and whether a board is asked to look again."""

from collections.abc import Sequence

from sqlmodel import col, select

from handlers.access import PlanView
from handlers.chasing import chase_too, is_chased
from handlers.context import Context
from handlers.doubts import word_on
from handlers.evidence.bearing_out import ask_board, locked, refuse_while_decided, settled
from handlers.evidence.stepping_down import Consequence, record_all
from handlers.signoff.matter import owners
from models.plan import Recommendation
from models.progress import MeasureRecommendation
from models.vocabulary import DueKind, SignOff


def held_for(ctx: Context, measure_id: int) -> list[Recommendation]:
    """The recommendations a measure serves, locked."""
    serves = select(MeasureRecommendation.recommendation_id).where(col(MeasureRecommendation.measure_id) == measure_id)
    return locked(ctx.change, ctx.change.exec(serves).all())


def speak_to(ctx: Context, view: PlanView, rows: Sequence[Recommendation], *, against: bool) -> None:
    """Move the items on, for a card drawn before knew less. Raises UserError while a board decides one of them."""
    if not against:
        refuse_while_decided(view, rows, what="a figure that does not speak against it")
    for row in rows:
        row.version += 1
        ctx.change.add(row)
    ctx.change.flush()


_FELL = "a measure of it has moved the wrong way since"


def ask_whether_it_holds(ctx: Context, view: PlanView, rows: Sequence[Recommendation]) -> tuple[Consequence, ...]:
    """Of each item that is signed off: ask its owner and the board, once, when a measure of it fell since.

    The board's word stands until it lifts it. A figure that is as good again as what it knew ends the question.
    """
    followed: list[Consequence] = []
    for row in (each for each in rows if each.sign_off is SignOff.SIGNED_OFF):
        fallen = word_on(ctx, row).fallen
        if not fallen:
            settled(ctx, row)
            continue
        followed += ask_board(ctx, view, row, fallen, _FELL)
        _ask_owner(ctx, view, row, fallen)
    record_all(ctx, view, followed)
    return tuple(followed)


def _ask_owner(ctx: Context, view: PlanView, row: Recommendation, fallen: str) -> None:
    """The same question as months after sign-off, at once; not while one of those waits for its answer."""
    subject = f"recommendation:{row.key_id}"
    if is_chased(ctx, subject, DueKind.STILL_HOLDING, by=ctx.today):
        return
    owner = next(iter(owners(ctx, row.key_id)), None)
    note = f"Does {row.label} still hold? {fallen}"
    chase_too(
        ctx, view.id, subject, DueKind.STILL_HOLDING, ctx.today,
        person_id=owner.id if owner else None, note=note,
    )  # fmt: skip
