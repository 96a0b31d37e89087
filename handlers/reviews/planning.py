"""`review add`: what is looked at, by whom outside the line, how many files, by when."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers import access
from handlers.access import Ability, Item, PlanView
from handlers.cards import reviews as cards
from handlers.cards.words import count, short
from handlers.chasing import chase
from handlers.context import Arguments, Context
from handlers.errors import Refused
from handlers.evidence.listing import recommendation, status_button
from handlers.recording import record
from handlers.reviews.outside import check_outside, reviewer_named
from models.assurance import PlannedReview, ReviewRecommendation
from models.card import Reply
from models.rules.dates import parse_day, say_day
from models.vocabulary import DueKind

WARNING = timedelta(days=14)
"""How long before its day a review is first asked after."""
_LONGEST = 2_000
_MOST_FILES = 100_000


def add(ctx: Context, args: Arguments) -> Reply:
    """Plan a review: its scope, who reviews, how many files, by when."""
    view, item = recommendation(ctx, args.get("number"))
    kept = {name: args.get(name) for name in ("scope", "reviewer", "sample", "on", "also")}
    items = [item, *_others(ctx, view, item, kept["also"])]
    _check_theirs(ctx, view, items)
    if not any(kept.values()):
        return Reply(form=cards.review_form(view, item, kept, ()))
    due, sample, errors = _read(ctx, kept)
    if errors or due is None:
        return Reply(form=cards.review_form(view, item, kept, tuple(errors)), refused=True)
    reviewer = reviewer_named(ctx.change, kept["reviewer"])
    check_outside(ctx.change, reviewer, kept["reviewer"], items)
    row = PlannedReview(
        plan_id=view.id, label=short(kept["scope"], 120), scope=kept["scope"],
        reviewer=reviewer.name if reviewer else kept["reviewer"], reviewer_id=reviewer.id if reviewer else None,
        sample_size=sample, due_on=due, asked_at=ctx.now, by_name=ctx.actor.name,
    )  # fmt: skip
    put(ctx, view, row, [each.id for each in items])
    serves = items[0].label if len(items) == 1 else count(len(items), "recommendation")
    said = f"planned R{row.key_id} of {serves} by {row.reviewer}, {say_day(due)}: {short(row.scope, 160)}"
    record(ctx, "review", f"planned_review:{row.key_id}", said, plan_id=view.id)
    return Reply((cards.planned_card(view, row, [each.label for each in items]),))


def put(ctx: Context, view: PlanView, row: PlannedReview, served: Sequence[int]) -> None:
    """Keep a planned review, and have it chased: two weeks ahead where there is time."""
    ctx.change.add(row)
    ctx.change.flush()
    for each in served:
        ctx.change.add(ReviewRecommendation(review_id=row.key_id, recommendation_id=each))
    ahead = row.due_on - WARNING
    on = ahead if ahead > ctx.today else row.due_on
    note = f"review of {row.label}, due {say_day(row.due_on)}"
    chase(ctx, view.id, f"planned_review:{row.key_id}", DueKind.REVIEW, on, person_id=row.reviewer_id, note=note)


def _others(ctx: Context, view: PlanView, first: Item, said: str) -> list[Item]:
    found = [recommendation(ctx, word) for word in re.split(r"[,;\s]+", said) if word]
    return list({item.id: item for other, item in found if other.id == view.id and item.id != first.id}.values())


def _check_theirs(ctx: Context, view: PlanView, items: Sequence[Item]) -> None:
    if Ability.PLAN_REVIEWS in view.may:
        return
    for item in items:
        if not access.may_update(ctx, view, "recommendation", item.id):
            raise Refused(
                f"A review of {item.label} is planned by its owner or deputy, by an officer of the board, or by a lead "
                "or contributor of the plan. Nothing was recorded.", *status_button(view, item),
            )  # fmt: skip


def _read(ctx: Context, kept: Mapping[str, str]) -> tuple[date | None, int | None, list[tuple[str, str]]]:
    errors = []
    if not kept["scope"] or len(kept["scope"]) > _LONGEST:
        errors.append(("scope", "What does it look at, in a sentence or two?"))
    if not kept["reviewer"] or len(kept["reviewer"]) > 200:  # noqa: PLR2004  because no name is longer
        errors.append(("reviewer", "Who reviews? Their work e-mail, or for somebody from outside their name."))
    sample = int(kept["sample"]) if kept["sample"].isascii() and kept["sample"].isdigit() else None
    if kept["sample"] and (sample is None or not 0 < sample < _MOST_FILES):
        errors.append(("sample", "How many files, visits or people, as a number?"))
    due = day_in(ctx, kept["on"], "on", errors)
    return due, sample, errors


def day_in(ctx: Context, said: str, field: str, errors: list[tuple[str, str]]) -> date | None:
    """The day to come that `said` names; what is wrong with it goes into `errors`."""
    if not said:
        errors.append((field, "By which day? Such as 30 June 2010."))
        return None
    try:
        found = parse_day(said, ctx.today)
    except ValueError as error:
        errors.append((field, str(error)))
        return None
    if found < ctx.today:
        errors.append((field, f"{say_day(found)} has passed."))
    return found
