"""`review done` and `review cancel`: what was found becomes evidence, and the re-audit gets its day."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import select as rows_of

from handlers.access import Ability, Item, PlanView
from handlers.cards import reviews as cards
from handlers.cards.words import count, short
from handlers.chasing import settle
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.evidence import offerers
from handlers.evidence.bearing_out import locked, refuse_while_decided, weigh
from handlers.evidence.stepping_down import record_all
from handlers.grammar import bearing as bearing_in
from handlers.grammar import evidence_kind
from handlers.recording import record
from handlers.reviews.planning import day_in, put
from handlers.reviews.reading import ReviewView, may_report, meant
from models.assurance import PlannedReview, ReviewRecommendation
from models.card import Action, Reply
from models.progress import Evidence, EvidenceRecommendation
from models.rules.dates import say_day
from models.vocabulary import Bearing, DueKind, EvidenceKind, EvidenceState, ReviewState

_LONGEST = 2_000


def done(ctx: Context, args: Arguments) -> Reply:
    """Record what a review found: it becomes evidence, and the day of the re-audit is set."""
    view, review = meant(ctx, args.get("review"))
    _check_may_report(ctx, view, review)
    kept = {name: args.get(name) for name in ("shows", "bearing", "kind", "period", "link", "again")}
    if not any(kept.values()):
        return Reply(form=cards.result_form(review, kept, ()))
    errors: list[tuple[str, str]] = []
    again = None if kept["again"].casefold() in ("none", "no") else day_in(ctx, kept["again"], "again", errors)
    bearing, kind = bearing_in(kept["bearing"]), evidence_kind(kept["kind"] or "audit")
    if not kept["shows"] or len(kept["shows"]) > _LONGEST:
        errors.append(("shows", "What did it find, in totals? Such as “17 of 20 files had views recorded”."))
    if bearing is None:
        errors.append(("bearing", "Does it speak for, against or mixed?"))
    if kind is None or kind is EvidenceKind.PROCESS:
        errors.append(("kind", "A review is an audit, observation, external, or the voice of children or staff."))
    if errors or bearing is None or kind is None:
        return Reply(form=cards.result_form(review, kept, tuple(errors)), refused=True)
    return _finish(ctx, view, review, kept, (kind, bearing), again)


def _check_may_report(ctx: Context, view: PlanView, review: ReviewView) -> None:
    if not may_report(ctx, view, review):
        raise Refused(
            f"What {review.name} found is recorded by its reviewer, an owner of what it looked at, or an officer of "
            "the board. Nothing was recorded.", Action("Reviews", "reviews"),
        )  # fmt: skip


def _locked(ctx: Context, review: ReviewView) -> tuple[list[Any], PlannedReview]:
    """What it looked at, then the review: always in that order. Raises UserError when it is done already."""
    ids = ctx.change.exec(
        rows_of(ReviewRecommendation.recommendation_id).where(ReviewRecommendation.review_id == review.row.id)
    )
    rows = locked(ctx.change, ids)
    row = ctx.change.get_one(PlannedReview, review.row.id, with_for_update=True, populate_existing=True)
    if row.state is not ReviewState.PLANNED:
        raise UserError(
            f"{review.name} is {row.state.value} already. Nothing was changed.", Action("Reviews", "reviews")
        )
    return rows, row


def _finish(
    ctx: Context, view: PlanView, review: ReviewView, kept: Mapping[str, str],
    judged: tuple[EvidenceKind, Bearing], again: date | None,
) -> Reply:  # fmt: skip
    rows, row = _locked(ctx, review)
    kind, bearing = judged
    seen = {each.id for each in review.serves}
    if bearing is not Bearing.AGAINST:
        refuse_while_decided(view, rows, what="evidence for it", seen=seen, may_turn=True)
    sample = f", sample of {row.sample_size}" if row.sample_size else ""
    added = Evidence(
        plan_id=view.id, at=ctx.now, person_id=ctx.actor.person_id, by_name=ctx.actor.name, kind=kind,
        title=f"{review.name}: {short(row.scope, 120)} ({row.reviewer}{sample})", shows=kept["shows"],
        period=kept["period"] or None, bearing=bearing, state=EvidenceState.OFFERED, link=kept["link"] or None,
    )  # fmt: skip
    _offer(ctx, added, rows)
    row.state, row.evidence_id, row.version = ReviewState.DONE, added.key_id, row.version + 1
    ctx.change.add(row)
    settle(ctx, f"planned_review:{row.key_id}", DueKind.REVIEW, done=True)
    following = _again(ctx, view, row, [each.key_id for each in rows], again)
    followed = weigh(ctx, view, rows, f"E{added.key_id} speaks against it and is not answered")
    name, labels = f"E{added.key_id}", [each.label for each in review.serves]
    serves = rows[0].label if len(rows) == 1 else count(len(rows), "recommendation")
    found = f"{bearing.value}, “{short(kept['shows'], 160)}”"
    said = f"offered {name} for {serves}, the result of {review.name}: {found}"
    record(ctx, "evidence", f"evidence:{added.key_id}", said, plan_id=view.id, row=added)
    then = f"re-audit {say_day(again)}" if again else "no re-audit"
    became = f"{review.name} was done; its result is {name}; {then}"
    record(ctx, "review", f"planned_review:{row.key_id}", became, plan_id=view.id)
    record_all(ctx, view, followed)
    told = _tell(ctx, view, rows, seen) if bearing is not Bearing.FOR else ()
    shown = [each for each in followed if each.recommendation_id in seen]
    return Reply((cards.done_card(view, review, name, labels, following, shown, told),))


def _tell(ctx: Context, view: PlanView, rows: Sequence[Any], seen: Container[int]) -> tuple[str, ...]:
    """Have the owners asked to answer it; those of what this person may see, by name."""
    items = [Item("recommendation", row.key_id, row.label, row.source_text) for row in rows if row.withdrawn_on is None]
    offerers.tell_owners(ctx, view, [each for each in items if each.id not in seen])
    return offerers.tell_owners(ctx, view, [each for each in items if each.id in seen])


def _offer(ctx: Context, added: Evidence, rows: Sequence[Any]) -> None:
    """Save a result as evidence for each of what the review looked at."""
    ctx.change.add(added)
    ctx.change.flush()
    for each in rows:
        ctx.change.add(EvidenceRecommendation(recommendation_id=each.key_id, evidence_id=added.key_id))


def _again(
    ctx: Context, view: PlanView, row: PlannedReview, served: Sequence[int], again: date | None
) -> PlannedReview | None:
    """The re-audit: the same scope, by the same reviewer."""
    if again is None:
        return None
    following = PlannedReview(
        plan_id=view.id, label=row.label, scope=row.scope, reviewer=row.reviewer, reviewer_id=row.reviewer_id,
        sample_size=row.sample_size, due_on=again, re_audit_of_id=row.key_id, asked_at=ctx.now, by_name=ctx.actor.name,
    )  # fmt: skip
    put(ctx, view, following, served)
    return following


def cancel(ctx: Context, args: Arguments) -> Reply:
    """Call a review off, with the reason."""
    view, review = meant(ctx, args.get("review"))
    if Ability.PLAN_REVIEWS not in view.may:
        raise Refused(
            "Calling a review off is for an officer of the board, or a lead or contributor of the plan. "
            "Nothing was changed.", Action("Reviews", "reviews"),
        )  # fmt: skip
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.cancel_form(review))
    _, row = _locked(ctx, review)
    row.state, row.version = ReviewState.CANCELLED, row.version + 1
    ctx.change.add(row)
    settle(ctx, f"planned_review:{row.key_id}", DueKind.REVIEW)
    record(ctx, "review", f"planned_review:{row.key_id}", f"called {review.name} off: {reason}", plan_id=view.id)
    return Reply((cards.called_off_card(view, review, reason),))
