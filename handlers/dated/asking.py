"""Who is asked about a date of the plan's, on which days, and the rows that wait for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from handlers.admitted import stands
from handlers.dated.reading import Dated
from handlers.holders import holders
from handlers.reminding.recipients import Because, Recipient, here, office
from models.people import Person, Post, PostHolder, RoleGrant
from models.plan import Inspection, Plan, PlanInspection
from models.rules.ladder import next_dated
from models.vocabulary import DueKind, Role


def since(session: Session, plan: Plan, now: datetime, tz: Any) -> date:
    """The first day on which a plan's dates are asked about: what had passed when it was published here is not.

    In a rehearsal of an earlier time that is the day the first report was published.
    """
    today = now.astimezone(tz).date()
    opened = plan.published_at.astimezone(tz).date() if plan.published_at else today
    if opened <= today:
        return opened
    answered = select(Inspection).join(PlanInspection, col(PlanInspection.inspection_id) == Inspection.id)
    reports = session.exec(answered.where(PlanInspection.plan_id == plan.id))
    return min((row.published_on for row in reports if row.published_on is not None), default=today)


def next_day(dated: Dated, after: date, begins: date) -> date | None:
    """The first day after `after` on which it is asked about; None where there is none, or it was past from the first.

    `begins` is what `since` gives.
    """
    if dated.due_on < begins:
        return None
    return next_dated(dated.due_on, dated.before, after, since=begins, until=dated.until)


def whom(session: Session, plan_id: int, dated: Dated, now: datetime, today: date) -> list[Recipient]:
    """A board's own people for its meeting, its secretary for papers, who reports for a report; else who runs the plan.

    Who covers is asked for somebody who is away.
    """
    found = named(session, plan_id, dated, now)
    asked = [each for person in found if (each := here(session, person, today, Because.NAMED))]
    if asked or found:
        return list({each.person.key_id: each for each in asked}.values()) or office(session, plan_id, today)
    return [Recipient(each.person, Because.RUNS) for each in office(session, plan_id, today)]


def named(session: Session, plan_id: int, dated: Dated, now: datetime) -> Sequence[Person]:
    """Who is to see to it, here or away; nobody where that is whoever runs the plan."""
    if dated.kind is DueKind.MEETING:
        return _of_board(session, plan_id, dated.board_id, now)
    if dated.kind is DueKind.PAPERS:
        return _of_board(session, plan_id, dated.board_id, now, Role.SECRETARY)
    return called(session, plan_id, dated.reporter, now) if dated.kind is DueKind.REPORT else ()


def _of_board(session: Session, plan_id: int, board_id: int | None, now: datetime, *roles: Role) -> list[Person]:
    """Who has a role on a board, or one that counts on every board of the plan."""
    everywhere = roles or (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)
    grants = select(RoleGrant).where(
        RoleGrant.plan_id == plan_id, stands(now),
        or_(
            RoleGrant.board_id == board_id,
            col(RoleGrant.board_id).is_(None) & col(RoleGrant.role).in_(everywhere),
        ),
    )  # fmt: skip
    wanted = grants.where(col(RoleGrant.role).in_(roles)) if roles else grants
    return [session.get_one(Person, grant.person_id) for grant in session.exec(wanted.order_by("id"))]


def called(session: Session, plan_id: int, name: str, now: datetime) -> list[Person]:
    """Those with a part in the plan who are called so, or hold a post that is; `name` may be several, with ";"."""
    wanted = {part.strip().casefold() for part in name.split(";") if part.strip()}
    granted = select(RoleGrant.person_id).where(
        or_(RoleGrant.plan_id == plan_id, col(RoleGrant.plan_id).is_(None)), stands(now)
    )
    held = select(Person, Post.title).outerjoin(
        PostHolder, (col(PostHolder.person_id) == Person.id) & col(PostHolder.until_on).is_(None)
    ).outerjoin(Post, col(Post.id) == PostHolder.post_id).where(
        Person.active, or_(col(Person.id).in_(granted), col(Person.id).in_(holders(plan_id)))
    )  # fmt: skip
    return [
        person for person, post in session.exec(held.order_by(col(Person.id)))
        if {person.name.casefold(), (post or "").casefold()} & wanted
    ]  # fmt: skip
