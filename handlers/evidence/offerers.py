"""Who may offer evidence: any of it from those who answer for an item, and what is against it from every reader."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, false, or_, select

from handlers import access, views
from handlers.access import Ability, Item, PlanView
from handlers.cards.words import item_ref, listed
from handlers.chasing import chase, is_chased
from handlers.context import Context
from handlers.errors import Refused
from handlers.grammar import compose
from handlers.signoff.matter import owners
from handlers.wanted import is_wanted_of
from models.card import Action
from models.database import Statement
from models.sql import Evidence, EvidenceRecommendation
from models.vocabulary import Bearing, DueKind, EvidenceState, Relation

MOST_WAITING = 3
"""How many pieces of one reader may wait on one item: enough to say what is wrong, and too few to bury a board in."""

_WAITING = Statement(
    lambda: (
        select(Evidence.id)
        .join(EvidenceRecommendation, EvidenceRecommendation.evidence_id == Evidence.id)
        .where(
            EvidenceRecommendation.recommendation_id == bindparam("id"),
            Evidence.state == EvidenceState.OFFERED,
            Evidence.bearing != Bearing.FOR,
            Evidence.answered == false(),
            or_(
                Evidence.person_id == bindparam("person"),
                and_(Evidence.person_id.is_(None), Evidence.by_name == bindparam("name")),
            ),
        )
        .order_by(Evidence.id)
    )
)


def not_theirs(ctx: Context, view: PlanView, items: Sequence[Item]) -> Item | None:
    """The first of `items` for which this person may offer nothing; None where they may for all.

    Those who report on an item may, and whoever a board has named to send in what it wants.
    """
    return next((item for item in items if not _is_theirs(ctx, view, item)), None)


def _is_theirs(ctx: Context, view: PlanView, item: Item) -> bool:
    return access.may_update(ctx, view, "recommendation", item.id) or is_wanted_of(ctx, item.id)


def refuse_for(ctx: Context, view: PlanView, item: Item) -> Refused:
    """That what speaks for an item comes from those who answer for it, and what speaks against it from anybody."""
    owned_by = [tie.name for tie in views.tied(ctx, "recommendation", item.id) if tie.relation is Relation.OWNER]
    own = "owns" if len(owned_by) == 1 else "own"
    whose = f"{listed(owned_by)} {own} {item.label}" if owned_by else f"{item.label} has no owner yet"
    name = item_ref(view, item)
    return Refused(
        f"{whose}, so evidence for it comes from the owner or deputy, their link officer, or a lead or contributor of "
        "the plan. What speaks against it may come from everybody who reads the plan: add bearing=against, or mixed. "
        "Nothing was recorded.",
        Action("Record what is against it", compose("evidence add", name)), Action("See it", compose("status", name)),
    )  # fmt: skip


def refuse_more(ctx: Context, view: PlanView, items: Sequence[Item]) -> None:
    """Raises Refused where enough of this reader's evidence against an item waits already."""
    person, name = ctx.actor.person_id or -1, ctx.actor.name
    for item in items:
        rows = ctx.reader.all(_WAITING, id=item.id, person=person, name=name)
        if len(rows) >= MOST_WAITING:
            waiting = listed(f"E{row.id}" for row in rows)
            raise Refused(
                f"{waiting} of yours wait on {item.label} already. Once one of them is answered or sent back you can "
                "add another. Nothing was recorded.",
                Action("Its evidence", compose("evidence", item_ref(view, item))),
            )  # fmt: skip


def sees_it_again(ctx: Context, view: PlanView) -> bool:
    """Whether somebody who limits a piece could still see it: it is theirs by name, or they see what is limited."""
    return ctx.actor.person_id is not None or Ability.SEE_LIMITED in view.may


def tell_owners(ctx: Context, view: PlanView, items: Sequence[Item]) -> tuple[str, ...]:
    """Have the owner of each item asked until it is answered, unless it is their own word; who that is, once each."""
    asked = []
    for item in items:
        held_by = owners(ctx, item.id)
        if not held_by or ctx.actor.person_id in [each.id for each in held_by]:
            continue
        owner = held_by[0]
        asked.append(owner.name)
        subject = f"recommendation:{item.id}"
        if not is_chased(ctx, subject, DueKind.EVIDENCE_AGAINST):
            note = f"{item.label}: evidence against it waits for an answer"
            chase(ctx, view.id, subject, DueKind.EVIDENCE_AGAINST, ctx.today, person_id=owner.id, note=note)
    return tuple(dict.fromkeys(asked))
