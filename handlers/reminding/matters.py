"""What an item's ladder rests on, as it stands at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, or_, select

from models.database import Statement, among, reader_of, table_of
from models.outbox import Ledger
from models.plan import ActionRecommendation, Inspection, Plan, PlanAction, PlanInspection, Recommendation
from models.progress import Update
from models.rules.deadlines import Basis
from models.rules.ladder import Asked, Ladders, ladders_from
from models.vocabulary import Delivery, LedgerState, SignOff, TimeLimit

Chased = Recommendation | PlanAction
_SUCCEEDED = Statement(lambda: columns(col(Plan.id)).where(col(Plan.succeeds_id) == bindparam("plan")))
_FIRST_SENT = Statement(
    lambda: columns(func.min(Ledger.sent_at).label("at")).where(
        col(Ledger.subject) == bindparam("subject"), col(Ledger.state) == LedgerState.SENT
    )
)
TABLES: dict[str, Any] = {"recommendation": Recommendation, "action": PlanAction}
_EITHER = ("id", "plan_id", "label", "due_on", "agreed_on", "delivery", "withdrawn_on", "latest_update_at")
_ONLY = {
    "recommendation": ("source_text", "council_text", "time_limit", "due_basis", "sign_off", "inspection_id"),
    "action": ("text", "inspection_id"),
}


def _items(kind: str) -> Statement:
    item, said, found = (table_of(each).c for each in (TABLES[kind], Update, Inspection))
    return Statement(
        lambda: columns(
            *(item[name] for name in (*_EITHER, *_ONLY[kind])), said.at.label("said_at"),
            said.narrative.label("said_text"), said.delivery.label("said_delivery"),
            found.published_on.label("published_on"),
        ).select_from(
            table_of(TABLES[kind]).outerjoin(table_of(Update), said.id == item.latest_update_id)
            .outerjoin(table_of(Inspection), found.id == item.inspection_id)
        ).where(among(item.id, "ids"))
    )  # fmt: skip


_ITEMS = {kind: _items(kind) for kind in TABLES}


@Statement
def _PLANS() -> Any:  # noqa: N802  because it is a statement
    plan, later = table_of(Plan).c, table_of(Plan).alias()
    told = columns(func.min(col(Inspection.published_on))).join(
        PlanInspection, col(PlanInspection.inspection_id) == col(Inspection.id)
    )
    return columns(
        plan.id, plan.key, plan.published_at, plan.ended_on, plan.settings,
        columns(later.c.id).where(later.c.succeeds_id == plan.id).exists().label("superseded"),
        told.where(col(PlanInspection.plan_id) == plan.id).scalar_subquery().label("published_on"),
    ).where(among(plan.id, "ids"))  # fmt: skip


_ALL_FIRST_SENT = Statement(
    lambda: columns(col(Ledger.subject), func.min(Ledger.sent_at).label("at")).where(
        among(col(Ledger.subject), "subjects"), col(Ledger.state) == LedgerState.SENT
    ).group_by(col(Ledger.subject))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """The latest word on an item."""

    on: date
    at: datetime
    text: str
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A recommendation or an action that may be asked about. `stopped` says in words why it is not; "" when it is.

    `due_on` is the agreed current date, `original_on` the one it began with.
    `earliest_on` is the day before which it cannot be due, where the day its limit runs from is not recorded; it then
    has no `due_on`.
    """

    subject: str
    kind: str
    id: int
    plan_id: int
    plan_key: str
    label: str
    text: str
    due_on: date | None
    original_on: date | None
    delivery: Delivery
    word: Word | None
    asked: Asked
    ladders: Ladders
    stopped: str
    sign_off: SignOff = SignOff.NOT_REQUESTED
    earliest_on: date | None = None

    @property
    def called(self) -> str:
        """The item as people say it: "SG4", "action 4.2"."""
        return self.label if self.kind == "recommendation" else f"action {self.label}"

    @property
    def reference(self) -> str:
        """The item as a button names it."""
        label = self.label.replace(" ", "")
        return f"{'' if self.kind == 'recommendation' else 'action '}{self.plan_key}/{label}"


@dataclass(frozen=True, slots=True)
class _Standing:
    """A plan, and what all its items share."""

    plan: Any
    superseded: bool
    ladders: Ladders


def load(session: Session, subject: str, now: datetime, tz: Any) -> Matter | None:
    """The matter behind a subject such as "action:5" as it stood at `now`; None when it is no item, or gone."""
    kind, _, number = subject.partition(":")
    row: Chased | None = session.get(TABLES[kind], int(number)) if kind in TABLES else None
    if row is None:
        return None
    plan = session.get_one(Plan, row.plan_id)
    standing = _Standing(plan, superseded(session, plan), ladders_from(plan.settings))
    word, delivery = _word(session, row, now, tz), _delivery_at(session, row, now)
    since, first_asked = _since(session, row, plan, tz), _first_asked(session, subject, tz)
    return _matter(subject, row, standing, word, delivery, since, first_asked)


def load_all(session: Session, subjects: Iterable[str], now: datetime, tz: Any) -> dict[str, Matter]:
    """The matters behind many subjects, as `load` finds each, read by a handful of statements for all of them."""
    ids: dict[str, list[int]] = {kind: [] for kind in TABLES}
    for kind, _, number in (each.partition(":") for each in set(subjects)):
        if kind in ids:
            ids[kind].append(int(number))
    reader = reader_of(session)
    items = {f"{kind}:{row.id}": row for kind in ids if ids[kind] for row in reader.all(_ITEMS[kind], ids=ids[kind])}
    plans = reader.all(_PLANS, ids=sorted({row.plan_id for row in items.values()}))
    standings = {each.id: _Standing(each, each.superseded, ladders_from(each.settings)) for each in plans}
    first = {row.subject: row.at for row in reader.all(_ALL_FIRST_SENT, subjects=list(items))}
    found: dict[str, Matter | None] = {}
    for subject, row in items.items():
        if row.latest_update_at is not None and (row.said_at is None or row.latest_update_at > now):
            found[subject] = load(session, subject, now, tz)
            continue
        heard = row.said_at and Word(row.said_at.astimezone(tz).date(), row.said_at, row.said_text, row.said_delivery)
        standing, asked_at = standings[row.plan_id], first.get(subject)
        told_on = row.published_on if row.inspection_id else standing.plan.published_on
        found[subject] = _matter(
            subject, row, standing, heard, row.delivery, told_on or _opened_on(standing.plan, tz),
            asked_at and asked_at.astimezone(tz).date(),
        )  # fmt: skip
    return {subject: matter for subject, matter in found.items() if matter is not None}


def _matter(
    subject: str, row: Any, standing: _Standing, word: Word | None, delivery: Delivery, since: date,
    first_asked: date | None,
) -> Matter:  # fmt: skip
    kind, plan = subject.partition(":")[0], standing.plan
    is_action = kind == "action"
    guessed = not is_action and row.due_basis is Basis.STAND_IN and row.agreed_on is None
    due_on = None if guessed else row.agreed_on or row.due_on
    limit = TimeLimit.NONE_STATED if is_action else row.time_limit
    asked = Asked(
        limit, since, due_on or (row.due_on if limit is TimeLimit.IMMEDIATELY else None), word.on if word else None,
        first_asked, delivered=delivery is Delivery.COMPLETED,
    )  # fmt: skip
    text = row.text if is_action else row.council_text or row.source_text
    sign_off = SignOff.NOT_REQUESTED if is_action else row.sign_off
    stopped = _stopped(row, standing, delivery, None if is_action else sign_off)
    return Matter(
        subject, kind, row.id, plan.id, plan.key, row.label, text, due_on, row.due_on, delivery, word, asked,
        standing.ladders, stopped, sign_off, row.due_on if guessed else None,
    )  # fmt: skip


def subjects_of(session: Session, plan_id: int) -> Iterable[str]:
    """Every item of a plan that may be asked about."""
    for kind, table in TABLES.items():
        for item in session.exec(select(table.id).where(table.plan_id == plan_id).order_by(col(table.id))):
            yield f"{kind}:{item}"


def superseded(session: Session, plan: Plan) -> bool:
    """Whether a later plan carries on what was open in this one."""
    return reader_of(session).one(_SUCCEEDED, plan=plan.id) is not None


def _stopped(row: Any, standing: _Standing, delivery: Delivery, sign_off: SignOff | None) -> str:
    """Why nobody is asked; `sign_off` is None for an action."""
    if standing.plan.published_at is None:
        return "the plan is a draft, and a draft reminds nobody"
    if standing.superseded:
        return "what was open is in a later plan"
    if standing.plan.ended_on is not None:
        return "the plan is closed, and a closed plan reminds nobody"
    if row.withdrawn_on is not None:
        return "a decision dropped it"
    if delivery is Delivery.PAUSED:
        return "it is paused by a decision"
    if sign_off is None:
        return "its owner reports it completed" if delivery is Delivery.COMPLETED else ""
    return {
        SignOff.SIGNED_OFF: "the board has signed it off",
        SignOff.REQUESTED: "sign-off is asked for, so the board is reminded and its owner is not",
    }.get(sign_off, "")


def _since(session: Session, row: Chased, plan: Plan, tz: Any) -> date:
    """The first day an item could be asked about: publication, else the day the plan was opened."""
    inspections = [row.inspection_id] if row.inspection_id else session.exec(
        select(PlanInspection.inspection_id).where(PlanInspection.plan_id == plan.id)
    ).all()  # fmt: skip
    days = [session.get_one(Inspection, each).published_on for each in inspections]
    return min((day for day in days if day is not None), default=None) or _opened_on(plan, tz)


def _opened_on(plan: Any, tz: Any) -> date:
    opened: date = plan.published_at.astimezone(tz).date() if plan.published_at else date.max
    return opened


def _word(session: Session, row: Chased, now: datetime, tz: Any) -> Word | None:
    """The latest update by `now`: a rehearsal of the past must not know what was said later."""
    if row.latest_update_id is None or row.latest_update_at is None:
        return None
    if row.latest_update_at <= now:
        found = session.get(Update, row.latest_update_id)
    else:
        found = session.exec(_updates(row).where(Update.at <= now)).first()
    if found is None:
        return None
    return Word(found.at.astimezone(tz).date(), found.at, found.narrative, found.delivery)


def _delivery_at(session: Session, row: Chased, now: datetime) -> Delivery:
    if row.latest_update_at is None or row.latest_update_at <= now or row.delivery is Delivery.PAUSED:
        return row.delivery
    own = Update.recommendation_id if isinstance(row, Recommendation) else Update.action_id
    said = _updates(row).where(own == row.id, Update.at <= now, col(Update.delivery).is_not(None))
    found = session.exec(said).first()
    return found.delivery if found and found.delivery else Delivery.NOT_STARTED


def _updates(row: Chased) -> Any:
    wanted = select(Update).order_by(col(Update.at).desc(), col(Update.id).desc())
    if isinstance(row, PlanAction):
        return wanted.where(Update.action_id == row.id)
    under = select(ActionRecommendation.action_id).where(ActionRecommendation.recommendation_id == row.id)
    return wanted.where(or_(Update.recommendation_id == row.id, col(Update.action_id).in_(under)))


def _first_asked(session: Session, subject: str, tz: Any) -> date | None:
    first = reader_of(session).one(_FIRST_SENT, subject=subject).at
    return first.astimezone(tz).date() if first else None
