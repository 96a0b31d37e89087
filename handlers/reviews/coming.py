"""The reviews whose result this person is to give: soon due, or late."""

from collections.abc import Iterator

from handlers.access import PlanView
from handlers.cards.waiting import Waiting
from handlers.cards.words import lateness, listed
from handlers.context import Context
from handlers.reviews.planning import WARNING
from handlers.reviews.reading import ReviewView, may_report, of_plan
from models.card import Action
from models.rules.dates import say_day
from models.vocabulary import ReviewState


def to_report(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """The reviewer's own; where somebody from outside reviews, those of whoever planned it."""
    for each in of_plan(ctx, view):
        row = each.row
        near = row.state is ReviewState.PLANNED and row.due_on <= ctx.today + WARNING
        if near and _theirs(ctx, each) and may_report(ctx, view, each):
            late = f", {lateness(row.due_on, ctx.today)}" if row.due_on < ctx.today else ""
            what = f"{row.reviewer} reviews {listed(to.label for to in each.serves)} by {say_day(row.due_on)}{late}"
            asked = f"{what}; then say what was found"
            yield Waiting(f"Review {each.name}", asked, Action(f"Result of {each.name}", f"review done {each.name}"))


def _theirs(ctx: Context, review: ReviewView) -> bool:
    if review.row.reviewer_id is not None:
        return bool(review.row.reviewer_id == ctx.actor.person_id)
    return bool(review.row.by_name == ctx.actor.name)
