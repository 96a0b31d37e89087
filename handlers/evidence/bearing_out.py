"""What a change of evidence does to the recommendations it serves: their versions, and the impact stated of them."""

from collections.abc import Container, Iterable, Sequence

from sqlmodel import Session, col, select

from handlers.access import Item, PlanView
from handlers.cards.words import item_ref, listed, person
from handlers.chasing import chase, is_chased, settle
from handlers.context import Context
from handlers.doubts import word_on
from handlers.errors import Locked, UserError
from handlers.evidence import pieces
from handlers.evidence.stepping_down import Consequence, step_down
from handlers.signoff.matter import chair_for
from models.card import Action
from models.plan import Recommendation
from models.progress import EvidenceRecommendation
from models.rules.proof import Piece, borne_out, stands_against, weighing
from models.vocabulary import DueKind, SignOff


def locked(session: Session, ids: Iterable[int]) -> list[Recommendation]:
    """The recommendations with these ids, locked in one order so that two changes never wait for each other."""
    wanted = select(Recommendation).where(col(Recommendation.id).in_(sorted(ids))).order_by(col(Recommendation.id))
    return list(session.exec(wanted.with_for_update().execution_options(populate_existing=True)))


def served_by(session: Session, evidence_id: int) -> list[Recommendation]:
    """The recommendations that a piece of evidence serves, locked; not those that a later plan carries on."""
    carried = select(Recommendation.carried_from_id).where(col(Recommendation.carried_from_id).is_not(None))
    served = select(EvidenceRecommendation.recommendation_id).where(
        EvidenceRecommendation.evidence_id == evidence_id,
        col(EvidenceRecommendation.recommendation_id).not_in(carried),
    )
    return locked(session, session.exec(served))


def refuse_while_decided(
    view: PlanView,
    rows: Sequence[Recommendation],
    *,
    what: str,
    seen: Container[int] | None = None,
    may_turn: bool = False,
) -> None:
    """Raises UserError when the board is deciding one of `rows`: only evidence against may come then.

    It names those with ids in `seen`, and all where that is None; it is Locked unless what is said `may_turn` to speak
    against by another answer.
    """
    deciding = [row for row in rows if row.sign_off is SignOff.REQUESTED]
    if not deciding:
        return
    shown = [row for row in deciding if seen is None or row.key_id in seen]
    labels = [row.label for row in shown] + ["an item you may not see"] * (len(shown) < len(deciding))
    raise (UserError if may_turn else Locked)(
        f"Sign-off of {listed(labels)} has been asked for, so {what} waits until the board has "
        "decided or returned it. Evidence against can always be recorded. Nothing was changed.",
        *(_ways_on(view, shown[0]) if shown else (Action("Status", "status"),)),
    )


def _ways_on(view: PlanView, row: Recommendation) -> tuple[Action, ...]:
    name = item_ref(view, Item("recommendation", row.key_id, row.label, row.source_text))
    return Action("See it", f"status {name}"), Action("Its evidence", f"evidence {name}")


def weigh(ctx: Context, view: PlanView, rows: Sequence[Recommendation], because: str) -> tuple[Consequence, ...]:
    """Move the versions on, and step down any impact that the evidence no longer bears out.

    What the board has signed off stays signed off, and the board is to be asked at once whether it still holds.
    """
    ctx.change.flush()
    followed: list[Consequence] = []
    for row in rows:
        row.version += 1
        ctx.change.add(row)
        held = list(pieces.held(ctx, row.key_id).values())
        if not any(map(stands_against, held)):
            settle(ctx, f"recommendation:{row.key_id}", DueKind.EVIDENCE_AGAINST, done=True)
        after = borne_out(row.impact, held)
        if row.sign_off is SignOff.SIGNED_OFF:
            if after is not row.impact or any(map(stands_against, _weighing(row, held))):
                followed += ask_board(ctx, view, row, because)
            else:
                settled(ctx, row)
        elif after is not row.impact:
            followed.append(step_down(ctx, view, row, after, because))
    ctx.change.flush()
    return tuple(followed)


_UNBORNE = "its evidence no longer bears that out"


def ask_board(
    ctx: Context, view: PlanView, row: Recommendation, because: str, what: str = _UNBORNE
) -> Sequence[Consequence]:
    """Chase the board's chair by name, today; once, until it is answered or the item is reopened."""
    subject = f"recommendation:{row.key_id}"
    if is_chased(ctx, subject, DueKind.SIGN_OFF_DOUBTED):
        return ()
    chair = chair_for(ctx, view, row.key_id)
    note = f"{row.label} is signed off, and {what}: {because}"
    chase(ctx, view.id, subject, DueKind.SIGN_OFF_DOUBTED, ctx.today, person_id=chair.id if chair else None, note=note)
    who = f"{person(chair.name)} is" if chair else "the board is"
    return (Consequence(row.key_id, f"{row.label} stays signed off; {who} asked whether it still holds: {because}"),)


def _weighing(row: Recommendation, held: Sequence[Piece]) -> Sequence[Piece]:
    return weighing(held, row.impact, row.sign_off)


def settled(ctx: Context, row: Recommendation) -> None:
    """Ask the board no longer, where neither the evidence nor a measure says anything against its sign-off."""
    held = list(pieces.held(ctx, row.key_id).values())
    doubted = any(map(stands_against, _weighing(row, held))) or borne_out(row.impact, held) is not row.impact
    if not doubted and not word_on(ctx, row).fallen:
        settle(ctx, f"recommendation:{row.key_id}", DueKind.SIGN_OFF_DOUBTED, done=True)
