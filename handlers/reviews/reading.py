"""`reviews`: what is planned, what was done, and which one somebody means."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import reviews as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.serving import serving
from models.card import Action, Reply
from models.database import Statement
from models.sql import PlannedReview as ReviewTable
from models.sql import ReviewRecommendation as Link
from models.vocabulary import ReviewState

_NAMED = re.compile(r"r(?:eview)? ?-?(\d{1,9})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A planned review and the recommendations it looks at, of those this person may see."""

    row: Any
    serves: tuple[Any, ...]

    @property
    def name(self) -> str:
        """What people call it."""
        return f"R{self.row.id}"


_REVIEWS = Statement(
    lambda: (
        select(
            ReviewTable.id, ReviewTable.plan_id, ReviewTable.scope, ReviewTable.reviewer, ReviewTable.reviewer_id,
            ReviewTable.sample_size, ReviewTable.due_on, ReviewTable.state, ReviewTable.evidence_id,
            ReviewTable.re_audit_of_id, ReviewTable.by_name,
        )
        .where(ReviewTable.plan_id == bindparam("plan"))
        .order_by(ReviewTable.due_on, ReviewTable.id)
    )
)  # fmt: skip
_SERVES = serving(Link, "review_id")


def of_plan(ctx: Context, view: PlanView) -> tuple[ReviewView, ...]:
    """Every review of the plan's recommendations that this person may see, the next first."""
    served = ctx.reader.all(_SERVES, **access.scope(ctx, view))
    found = (
        ReviewView(row, tuple(each for each in served if each.review_id == row.id))
        for row in ctx.reader.all(_REVIEWS, plan=view.id)
    )
    return tuple(each for each in found if each.serves)


def show(ctx: Context, args: Arguments) -> Reply:
    """Reviews to come, then those done."""
    view = access.plan(ctx)
    found = sorted(of_plan(ctx, view), key=lambda each: each.row.state is not ReviewState.PLANNED)
    card = cards.reviews_card(
        view, found, page=args.page, today=ctx.today, theirs=lambda each: may_report(ctx, view, each),
        such_as="" if found else access.example(ctx, view),
    )  # fmt: skip
    return Reply((card,))


def may_report(ctx: Context, view: PlanView, review: ReviewView) -> bool:
    """Whether this person may say what a review found: its reviewer, an owner of what it looks at, or an officer."""
    mine = review.row.reviewer_id is not None and review.row.reviewer_id == ctx.actor.person_id
    if mine or Ability.PLAN_REVIEWS in view.may:
        return True
    return any(access.may_update(ctx, view, "recommendation", each.id) for each in review.serves)


def meant(ctx: Context, said: str) -> tuple[PlanView, ReviewView]:
    """The review that "R3" means. Raises UserError where there is none this person may see."""
    number = _NAMED.fullmatch(said.strip()) or _NAMED.fullmatch(f"R{said.strip()}")
    for view, _ in access.plans(ctx) if number else ():
        for each in of_plan(ctx, view):
            if number and each.row.id == int(number[1]):
                return view, each
    raise UserError(
        f"There is no review “{said}” that you can see. “reviews” lists them with their numbers, such as R3. "
        "Nothing was recorded.", Action("Reviews", "reviews"),
    )  # fmt: skip
