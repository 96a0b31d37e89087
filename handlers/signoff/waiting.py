"""Sign-offs that wait for the person who asks: to decide, confirm or look at again; and evidence wanted of them.

What is signed off is looked at again when somebody reports that it no longer holds, and when its evidence says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, exists, false, or_, select

from handlers import access, succession
from handlers.access import Item, PlanView
from handlers.cards.signoff.told import decided_of
from handlers.cards.waiting import Waiting
from handlers.cards.words import count, ref, short
from handlers.context import Context
from handlers.doubts import ASKED_AGAIN
from handlers.fallen import has_new_figures
from handlers.signoff import matter as matters
from handlers.signoff.matter import Matter
from models import sql
from models.card import Action
from models.database import Statement
from models.rules.dates import say_day
from models.rules.signoff import May, Office, may_sign
from models.vocabulary import Bearing, DecisionKind, EvidenceState, SignOff


def _doubted() -> Any:
    lines = succession.line(lambda of: of.plan_id == bindparam("plan"))
    said = select(lines.c.item).join(sql.Decision, sql.Decision.recommendation_id == lines.c.each)
    return said.where(sql.Decision.kind == DecisionKind.NOT_HOLDING)


_AGAINST = exists().where(
    sql.EvidenceRecommendation.recommendation_id == sql.Recommendation.id,
    sql.Evidence.id == sql.EvidenceRecommendation.evidence_id,
    sql.Evidence.bearing != Bearing.FOR,
    sql.Evidence.state != EvidenceState.RETURNED,
    sql.Evidence.answered == false(),
)
_BEFORE_A_BOARD = Statement(
    lambda: (
        select(
            sql.Recommendation.id, sql.Recommendation.label, sql.Recommendation.source_text, ASKED_AGAIN.label("chased")
        )
        .where(
            sql.Recommendation.plan_id == bindparam("plan"),
            or_(
                sql.Recommendation.sign_off == SignOff.REQUESTED,
                sql.Recommendation.id.in_(_doubted()),
                and_(sql.Recommendation.sign_off == SignOff.SIGNED_OFF, or_(_AGAINST, ASKED_AGAIN, has_new_figures())),
            ),
            access.visible(sql.Recommendation, "recommendation"),
        )
        .order_by(sql.Recommendation.position)
    )
)


def _wanted() -> Any:
    """What boards wanted on items, here or in an earlier plan that this one carries on, the latest last."""
    lines = succession.line(lambda of: of.plan_id == bindparam("plan"))
    return (
        select(
            sql.Recommendation.id, sql.Recommendation.label, sql.Decision.wanted, sql.Decision.wanted_by,
            sql.Decision.wanted_from_id, sql.Decision.board_name,
        )
        .join(lines, lines.c.item == sql.Recommendation.id)
        .join(sql.Decision, sql.Decision.recommendation_id == lines.c.each)
        .where(
            sql.Recommendation.sign_off == SignOff.RETURNED,
            sql.Decision.wanted != "",
            access.visible(sql.Recommendation, "recommendation"),
        )
        .order_by(sql.Decision.id)
    )  # fmt: skip


_WANTED = Statement(_wanted)


def wanted(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """The evidence a board wants from this person before it looks again."""
    latest = {row.id: row for row in ctx.reader.all(_WANTED, **access.scope(ctx, view))}
    for row in latest.values():
        if row.wanted_from_id is not None and row.wanted_from_id == ctx.actor.person_id:
            what = f"the {row.board_name} wants from you by {say_day(row.wanted_by)}: “{short(row.wanted, 120)}”"
            yield Waiting(
                row.label, what, Action(f"Add evidence to {row.label}", f"evidence add {ref(view, row.label)}")
            )


def sign_offs(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """Every sign-off that this person can take further; of earlier plans, what they signed and may not hold."""
    yield from _of_plan(ctx, view)
    for before in succession.earlier(ctx, view):
        yield from (replace(each, label=f"{each.label} of {before.name}") for each in _of_plan(ctx, before))


def _of_plan(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    for row in ctx.reader.all(_BEFORE_A_BOARD, **access.scope(ctx, view)):
        item = Item("recommendation", row.id, row.label, row.source_text)
        if view.superseded and succession.where_now(ctx, item) is not None:
            continue
        matter = matters.load(ctx, view, item)
        if what := _asked_of(ctx, matter, chased=row.chased):
            yield Waiting(row.label, what, Action(f"Look at {row.label}", f"sign-off {matter.ref}"))


def _asked_of(ctx: Context, matter: Matter, *, chased: bool) -> str:
    pending, board = matter.pending, matter.board.name
    if matter.hand.office is Office.NONE:
        return ""
    if pending is not None:
        return f"{pending.by_name} signed it for the {board}, {decided_of(pending)}; confirm it" * matter.confirms
    if matter.doubted is not None:
        return f"{matter.doubted.by_name} reports that it no longer holds; reopen it, or keep it" * matter.hand.decides
    if matter.facts.sign_off is SignOff.SIGNED_OFF:
        return _in_its_evidence(matter, chased=chased) * matter.hand.decides
    if matter.facts.sign_off is SignOff.REQUESTED and may_sign(matter.hand) in (May.ALONE, May.WITH_ANOTHER):
        asked = matter.asked
        since = f" on {say_day(asked.at.astimezone(ctx.now.tzinfo).date())} by {asked.by_name}" if asked else ""
        return f"sign-off asked of the {board}{since}"
    return ""


def _in_its_evidence(matter: Matter, *, chased: bool) -> str:
    if matter.fallen:
        return f"it is signed off, and since then {matter.fallen}; reopen it, or keep it"
    if matter.kept and not chased:
        return ""
    if matter.case.unlooked and not matter.contradicted and not chased:
        pieces = count(matter.case.unlooked, "piece of evidence", "pieces of evidence")
        waits = "waits" if matter.case.unlooked == 1 else "wait"
        return f"it is signed off, and {pieces} that a reader offered against it {waits} to be looked at"
    if not matter.contradicted:
        return "it is signed off, and its evidence no longer bears that out; reopen it, or see what it lacks" * chased
    pieces = count(matter.case.against, "piece of evidence", "pieces of evidence")
    stand = "stands" if matter.case.against == 1 else "stand"
    return f"it is signed off, and {pieces} against it {stand} unanswered; reopen it, or answer that"
