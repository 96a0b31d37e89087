"""Dates counted again, once the day they are really counted from is known.

SOURCE of the rules: design.md "The plan": a stated date beats a computed one; domain.md sections 4 and 5: limits run
from publication, and a date counted from another day only stands in for the one that is counted from it.
"""

from datetime import date

from sqlmodel import col, select

from handlers.importing.work import Work
from models.columns import partial, words
from models.plan import Inspection, Plan, Recommendation
from models.rules.dates import NO_DATE, say_day, say_partial
from models.rules.deadlines import Basis, due_date

_GUESSED = (Basis.COMPUTED, Basis.STAND_IN)


def count_again(work: Work, inspection: Inspection, assumed: date | None) -> None:
    """Count every limit of an inspection from its publication, where `assumed` or receipt stood in for that.

    What was stated, and what a board has agreed since, stays; so does what is in a plan that has ended. The date that
    stood before goes into the history beside the new one.
    """
    within = (
        select(Recommendation)
        .join(Plan, col(Plan.id) == Recommendation.plan_id)
        .where(Recommendation.inspection_id == inspection.key_id, col(Plan.ended_on).is_(None))
        .where(col(Recommendation.due_basis).in_(_GUESSED))
        .order_by(col(Recommendation.id))
    )
    for row in work.desk.session.exec(within).all():
        _again(work, row, inspection, assumed)


def _again(work: Work, row: Recommendation, inspection: Inspection, assumed: date | None) -> None:
    old = partial(row, "due") or NO_DATE
    new = due_date(row.time_limit, inspection.published_on)
    if inspection.published_on is None or new.date in (old, NO_DATE):
        return
    work.desk.alter(row, row.label, words(new.date, "due") | {"due_basis": new.basis}, told=True)
    guess = f"an assumed publication date, {say_day(assumed)}" if assumed else "receipt of the draft"
    agreed = f"; the agreed date, {say_partial(now)}, stays" if (now := partial(row, "agreed")) else ""
    work.say(
        f"recommendation:{row.key_id}",
        f"{row.label} is due {say_partial(new.date)}, counted again from publication on "
        f"{say_day(inspection.published_on)}; before, it was {say_partial(old)}, counted from {guess}{agreed}",
        row.plan_id,
    )
