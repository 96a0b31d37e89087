"""The first day each item would be late unanswered: a row stands before it comes, for its lead to say about harm.

The original date counts, as it does for lateness; a draft has no such rows, since it tells nobody anything.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_
from sqlmodel import Session, col, select

from handlers.succession import line
from handlers.views import CLOSED
from models.assurance import HarmAnswer
from models.decisions import Decision
from models.people import Person, PostHolder, Tie
from models.plan import ActionRecommendation, Plan, PlanAction, Recommendation
from models.reminders import Reminder
from models.rules.deadlines import Basis, late_from
from models.vocabulary import DecisionKind, DueKind, DueState, Harm, Relation, SignOff

_LEADS = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item that may be late: as the audit names it, and the first day it would be; None when it never is."""

    subject: str
    label: str
    first: date | None


def expect(
    session: Session, plan_id: int, now: datetime, *, only: Collection[str] = (), but: Collection[str] = ()
) -> None:
    """Bring the rows of a plan's items in step with their dates, owners and answers; of all, or of `only` these.

    Those in `but` stay as they are. `now` is in the council's zone.
    An action that answers recommendations is theirs to ask about.
    """
    plan = session.get_one(Plan, plan_id)
    if plan.published_at is None:
        return
    session.flush()
    wanted = _above(session, only)
    rows: dict[str, list[Reminder]] = {}
    for row in session.exec(select(Reminder).where(Reminder.plan_id == plan_id, Reminder.kind == DueKind.HARM)):
        rows.setdefault(row.subject, []).append(row)
    answers, leads, reopened = _answers(session, plan_id), _leads(session, plan_id), _reopened(session, plan_id)
    items = (*_recommendations(session, plan_id), *_loose_actions(session, plan_id))
    for item in (each for each in items if each.subject not in but and (not only or each.subject in wanted)):
        answer, again = answers.get(item.subject), reopened.get(item.subject)
        given = _given(answer, item.first, again, now)
        session.add_all(_in_step(plan_id, item, rows.get(item.subject, []), given, leads.get(item.subject), now))
    session.flush()


def late_day(session: Session, plan_id: int, subject: str) -> date | None:
    """The first day an item such as "action:5" would be late, or was; None where it never is."""
    items = (*_recommendations(session, plan_id), *_loose_actions(session, plan_id))
    return next((item.first for item in items if item.subject == subject), None)


def lead_of(session: Session, plan_id: int, subject: str) -> int | None:
    """The id of who answers for an item such as "action:5"; None where nobody does."""
    return _leads(session, plan_id).get(subject)


def _given(answer: HarmAnswer | None, first: date | None, reopened: datetime | None, now: datetime) -> Harm | None:
    """The answer that is still one: not to what was reopened since, nor to a delay before the one that is to come.

    A yes stays with whom it went to until it is stepped down, or a sign-off that ended it is reopened.
    """
    if answer is None or (reopened is not None and reopened > answer.at):
        return None
    day = answer.at.astimezone(now.tzinfo).date()
    other = first is not None and first > day and answer.late_from is not None and first != answer.late_from
    return None if other and answer.answer is not Harm.YES else answer.answer


def _in_step(
    plan_id: int, item: _Item, rows: list[Reminder], answer: Harm | None, lead: int | None, now: datetime
) -> Iterator[Reminder]:
    """The rows to write for one item: what it waits for now, and what it waits for no longer."""
    pending = [row for row in rows if row.state is DueState.PENDING]
    if answer is Harm.YES or (answer is not None and item.first is not None):
        return
    today = now.date()
    day = max(item.first, today) if item.first and answer is None else None
    for row in pending:
        asked_again = row.level > 0 or row.due_on <= today
        stands = day is not None and (row.due_on == day or (asked_again and day == today))
        row.state = DueState.PENDING if stands else DueState.CANCELLED
        row.person_id = lead if stands else row.person_id
        yield row
    if day is not None and not any(row.state is DueState.PENDING for row in pending):
        row = next((row for row in rows if row.due_on == day), None) or Reminder(
            plan_id=plan_id, subject=item.subject, kind=DueKind.HARM, due_on=day, written_at=now
        )
        row.state, row.person_id, row.written_at = DueState.PENDING, lead, now
        row.note = f"{item.label} is late: could the delay harm a child?"
        yield row


def _above(session: Session, subjects: Collection[str]) -> set[str]:
    """These subjects, and the recommendations that the actions among them answer."""
    actions = [int(number) for kind, _, number in (each.partition(":") for each in subjects) if kind == "action"]
    links = select(ActionRecommendation.recommendation_id).where(col(ActionRecommendation.action_id).in_(actions))
    return {*subjects, *(f"recommendation:{each}" for each in (session.exec(links) if actions else ()))}


def _recommendations(session: Session, plan_id: int) -> Iterator[_Item]:
    """Late past its original limit, or once an open action under it is past its own."""
    link: Any = ActionRecommendation
    earliest = (
        select(link.recommendation_id, func.min(PlanAction.due_on))
        .join(PlanAction, col(PlanAction.id) == link.action_id)
        .where(*_open(plan_id))
        .group_by(link.recommendation_id)
    )
    action_due = {key: due for key, due in session.exec(earliest) if due is not None}
    for row in session.exec(select(Recommendation).where(Recommendation.plan_id == plan_id)):
        days = [late_from(row.due_on, row.time_limit)] if row.due_on and row.due_basis is not Basis.STAND_IN else []
        days += [action_due[row.key_id] + _DAY] if row.key_id in action_due else []
        settled = row.sign_off is SignOff.SIGNED_OFF or row.withdrawn_on is not None
        yield _Item(f"recommendation:{row.key_id}", row.label, None if settled else min(days, default=None))


def _loose_actions(session: Session, plan_id: int) -> Iterator[_Item]:
    """Actions that answer no recommendation."""
    link: Any = ActionRecommendation
    loose = select(PlanAction).where(
        PlanAction.plan_id == plan_id,
        ~exists().where(link.action_id == PlanAction.id),
        col(PlanAction.due_on).is_not(None),
    )
    for row in session.exec(loose):
        open_still = row.delivery not in CLOSED and row.withdrawn_on is None
        first = row.due_on + _DAY if row.due_on and open_still else None
        yield _Item(f"action:{row.key_id}", f"action {row.label}", first)


def _open(plan_id: int) -> tuple[Any, ...]:
    return (
        PlanAction.plan_id == plan_id, col(PlanAction.due_on).is_not(None), col(PlanAction.withdrawn_on).is_(None),
        col(PlanAction.delivery).not_in(CLOSED),
    )  # fmt: skip


def _reopened(session: Session, plan_id: int) -> Mapping[str, datetime]:
    """When each recommendation that a board reopened was last reopened, in this plan or one it carries on."""
    lines = line(lambda of: of.plan_id == plan_id)
    reopening = or_(
        col(Decision.kind) == DecisionKind.REOPEN,
        and_(col(Decision.kind) == DecisionKind.NOT_HOLDING, col(Decision.board_id).is_not(None)),
    )
    joined = select(lines.c.item, Decision.at).join(Decision, col(Decision.recommendation_id) == lines.c.each)
    found = session.exec(joined.where(reopening).order_by(col(Decision.at)))
    return {f"recommendation:{item}": at for item, at in found}


def _answers(session: Session, plan_id: int) -> Mapping[str, HarmAnswer]:
    """The latest answer of each item that has one."""
    given = select(HarmAnswer).where(HarmAnswer.plan_id == plan_id).order_by(col(HarmAnswer.id))
    return {_subject(row): row for row in session.exec(given)}


def _leads(session: Session, plan_id: int) -> Mapping[str, int]:
    """Who answers for each item: its owner, else its deputy, else its link officer, themselves or in their post."""
    holder = and_(col(PostHolder.post_id) == Tie.post_id, col(PostHolder.until_on).is_(None))
    held = (
        select(Tie, Person.id)
        .outerjoin(PostHolder, holder)
        .join(Person, or_(col(Person.id) == Tie.person_id, col(Person.id) == PostHolder.person_id))
        .where(Tie.plan_id == plan_id, col(Tie.until_on).is_(None), col(Tie.relation).in_(_LEADS), Person.active)
    )
    found = sorted(session.exec(held), key=lambda row: (_LEADS.index(row[0].relation), row[0].position or 0, row[1]))
    leads: dict[str, int] = {}
    for tie, person in found:
        if person is not None and (tie.recommendation_id or tie.action_id):
            leads.setdefault(_subject(tie), person)
    return leads


def _subject(row: Any) -> str:
    return f"recommendation:{row.recommendation_id}" if row.recommendation_id else f"action:{row.action_id}"
