"""`succeed`: a new plan that carries over what is open, with its original dates, extensions and history."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from handlers import access
from handlers.access import Ability, Item, PlanView
from handlers.cards import succeed as cards
from handlers.chasing import is_chased
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.harm_due import expect
from handlers.recording import record
from handlers.signoff import matter as signoff
from models.assurance import HarmAnswer
from models.card import Action, Reply
from models.columns import Row
from models.database.reading import table_of
from models.decisions import Challenge, Change
from models.governance import Board, BoardReport, Meeting, ReportingDuty
from models.people import RoleGrant, Tie
from models.plan import (
    ActionRecommendation,
    AmendmentRule,
    Plan,
    PlanAction,
    PlanInspection,
    Recommendation,
    RecommendationJudgement,
    Response,
    Workstream,
    WorkstreamDependency,
    WorkstreamItem,
)
from models.progress import BoardJudgement, EvidenceRecommendation, MeasureRecommendation
from models.reminders import Reminder
from models.vocabulary import ChallengeState, ChangeState, Delivery, DueKind, DueState, SignOff

_ITEMS = ("recommendation", "action", "workstream")


def succeed(ctx: Context, args: Arguments) -> Reply:
    """Make the plan that succeeds another. Says first what it would carry, and what stays behind."""
    view = access.plan(ctx, args.get("plan"), Ability.PUBLISH)
    old = ctx.change.get_one(Plan, view.id, with_for_update=True)
    key = _key(ctx.change, view, args.get("key"))
    carried = _open_recommendations(ctx, view)
    stays = _settled(ctx.change, old, carried)
    actions = _open_actions(ctx.change, old, carried)
    if not args.get("title"):
        return Reply(form=cards.succeed_form(view, key, [each.label for each in carried], len(actions), stays))
    carrying = _Carrying(ctx, old, _new_plan(ctx, old, key, args.get("title")))
    carrying.everything(carried, actions)
    expect(ctx.change, carrying.plan.key_id, ctx.now)
    _told(ctx, view, carrying, carried, actions)
    return Reply((cards.succeeded_card(view, carrying.plan, [each.label for each in carried], len(actions), stays),))


def _key(session: Session, view: PlanView, said: str) -> str:
    key = said.casefold()
    if not key or not all(char.isalnum() or char == "-" for char in key):
        raise UserError("Give the new plan a key of letters, figures and hyphens, such as borsetshire-2026.")
    if view.superseded:
        raise UserError(f"{view.name} has been succeeded already. Nothing was changed.", Action("Plans", "plans"))
    if session.exec(select(Plan).where(Plan.key == key)).first() is not None:
        raise UserError(f"There is a plan {key} already. Give the new one another key.", Action("Plans", "plans"))
    return key


def _open_recommendations(ctx: Context, view: PlanView) -> list[Recommendation]:
    """What is not signed off, and what is but is in doubt until the board answers."""
    wanted = select(Recommendation).where(
        Recommendation.plan_id == view.id, col(Recommendation.withdrawn_on).is_(None)
    )  # fmt: skip
    rows = ctx.change.exec(wanted.order_by(col(Recommendation.position)))
    return [row for row in rows if row.sign_off is not SignOff.SIGNED_OFF or _in_doubt(ctx, view, row)]


def _in_doubt(ctx: Context, view: PlanView, row: Recommendation) -> bool:
    matter = signoff.load(ctx, view, Item("recommendation", row.key_id, row.label, row.source_text))
    return matter.asked_again or is_chased(ctx, f"recommendation:{row.key_id}", DueKind.SIGN_OFF_DOUBTED)


def _settled(session: Session, old: Plan, carried: Iterable[Recommendation]) -> list[str]:
    wanted = select(Recommendation.label).where(
        Recommendation.plan_id == old.id, col(Recommendation.withdrawn_on).is_(None),
        col(Recommendation.id).not_in([each.key_id for each in carried]),
    )  # fmt: skip
    return list(session.exec(wanted.order_by(col(Recommendation.position))))


def _open_actions(session: Session, old: Plan, carried: Iterable[Recommendation]) -> list[PlanAction]:
    """The actions of what is carried, done or not, and those under nothing that are not done."""
    under: dict[int, set[int]] = {}
    for link in session.exec(select(ActionRecommendation)):
        under.setdefault(link.action_id, set()).add(link.recommendation_id)
    kept = {each.key_id for each in carried}
    wanted = select(PlanAction).where(PlanAction.plan_id == old.id, col(PlanAction.withdrawn_on).is_(None))
    return [
        each
        for each in session.exec(wanted.order_by(col(PlanAction.position)))
        if (under[each.key_id] & kept if each.key_id in under else each.delivery is not Delivery.COMPLETED)
    ]


def _new_plan(ctx: Context, old: Plan, key: str, title: str) -> Plan:
    plan = Plan(
        key=key, council_id=old.council_id, title=title, purpose=old.purpose, open_to=old.open_to,
        published_at=ctx.now if old.published_at else None, illustration=old.illustration, settings=old.settings,
        succeeds_id=old.id,
    )  # fmt: skip
    old.state, old.version = f"superseded by {title}", old.version + 1
    old.ended_on = old.ended_on or ctx.today
    ctx.change.add_all([plan, old])
    ctx.change.flush()
    return plan


class _Carrying:
    """Copies rows into the new plan, and says which new row stands for which old one."""

    def __init__(self, ctx: Context, old: Plan, plan: Plan) -> None:
        self.ctx, self.session, self.old, self.plan = ctx, ctx.change, old, plan
        self.new: dict[tuple[str, int], int] = {("plan", old.key_id): plan.key_id}

    def everything(self, recommendations: list[Recommendation], actions: list[PlanAction]) -> None:
        """What the plan is governed by, then its items, then what is tied to them and waits."""
        self._of_plan(Board, AmendmentRule)
        self._copies(*self._rows(RoleGrant, RoleGrant.plan_id == self.old.id, col(RoleGrant.until).is_(None)))
        self._copies(
            *self._rows(ReportingDuty, ReportingDuty.plan_id == self.old.id, col(ReportingDuty.done_on).is_(None))
        )
        self._copies(*self._rows(Meeting), *self._rows(BoardReport), *self._rows(PlanInspection))
        streams = self._rows(Workstream, Workstream.plan_id == self.old.id)
        self._copies(*sorted(streams, key=lambda row: (row.parent_id is not None, row.key_id)))
        self._copies(*self._rows(WorkstreamDependency))
        for row in (*sorted(recommendations, key=lambda each: each.parent_id is not None), *actions):
            self._copies(row, version=1, carried_from_id=row.id)
        linked = (Response, RecommendationJudgement, ActionRecommendation, EvidenceRecommendation)
        for table in (*linked, MeasureRecommendation, WorkstreamItem):
            self._copies(*self._rows(table))
        self._copies(*self._rows(Tie, Tie.plan_id == self.old.id, col(Tie.until_on).is_(None)))
        self._kept()
        self._waiting()

    def _rows(self, table: Any, *conditions: Any) -> list[Any]:
        return list(self.session.exec(select(table).where(*conditions)).all())

    def _of_plan(self, *tables: Any) -> None:
        for table in tables:
            self._copies(*self._rows(table, table.plan_id == self.old.id))

    def _copies(self, *rows: Any, **changed: Any) -> list[Any]:
        """Each row again in the new plan, unless it belongs to something that stays behind."""
        made = []
        for row in rows:
            values = self._carried(row)
            if values is None:
                continue
            copy = type(row)(**values | changed)
            self.session.add(copy)
            self.session.flush()
            made.append(copy)
            if isinstance(row, Row):
                self.new[table_of(type(row)).name, row.key_id] = copy.key_id
        return made

    def _carried(self, row: Any) -> dict[str, Any] | None:
        """The columns of a row as they are in the new plan; None where nothing in it is of the new plan."""
        values, moved = row.model_dump(exclude={"id"}), False
        for column in table_of(type(row)).columns:
            value = values.get(column.name)
            for key in column.foreign_keys if value is not None else ():
                target = key.column.table.name
                if (target, value) in self.new:
                    values[column.name], moved = self.new[target, value], True
                elif column.name in ("parent_id", "carried_from_id"):
                    values[column.name] = None
                elif target in (*_ITEMS, "plan", "board"):
                    return None
        return values if moved else None

    def _kept(self) -> None:
        """A board's word stands until the board lifts it, and so does a lead's on harm; both are in the chain."""
        judged = self._rows(
            BoardJudgement, BoardJudgement.plan_id == self.old.id, col(BoardJudgement.lifted_at).is_(None)
        )
        answers = self._rows(HarmAnswer, HarmAnswer.plan_id == self.old.id)
        latest = {(row.recommendation_id, row.action_id): row for row in sorted(answers, key=lambda row: row.key_id)}
        of_items = [row for row in judged if row.recommendation_id or row.action_id or row.workstream_id]
        for copy in self._copies(*of_items, *latest.values()):
            record(self.ctx, "succeed", f"{copy.__tablename__}:{copy.key_id}", "carried over", row=copy)

    def _waiting(self) -> None:
        """What waits goes on waiting, in the new plan only: requests, reports, questions and what is to be chased."""
        unreported = and_(col(Change.report_on).is_not(None), col(Change.reported_where).is_(None))
        for table, still in (
            (Change, or_(Change.state == ChangeState.OPEN, and_(Change.state == ChangeState.AGREED, unreported))),
            (Challenge, Challenge.state != ChallengeState.ACCEPTED),
        ):
            for row in self._rows(table, table.plan_id == self.old.id, still):
                self._move(row)
        for row in self._rows(Reminder, Reminder.plan_id == self.old.id, Reminder.state == DueState.PENDING):
            kind, _, number = row.subject.partition(":")
            if (kind, int(number)) in self.new:
                row.subject, row.plan_id = f"{kind}:{self.new[kind, int(number)]}", self.plan.key_id
                self.session.add(row)
        self.session.flush()

    def _move(self, row: Change | Challenge) -> None:
        values = self._carried(row)
        if values is None:
            return
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, Change) and "workstream" in row.wanted:
            row.wanted = row.wanted | {"workstream": str(self.new["workstream", int(row.wanted["workstream"])])}
        row.version += 1
        self.session.add(row)
        kind = "change" if isinstance(row, Change) else "challenge"
        self.new[kind, row.key_id] = row.key_id


def _told(
    ctx: Context, view: PlanView, carrying: _Carrying, recommendations: list[Recommendation], actions: list[PlanAction]
) -> None:
    plan = carrying.plan
    for row in (*recommendations, *actions):
        kind = table_of(type(row)).name
        new = carrying.new[kind, row.key_id]
        record(ctx, "succeed", f"{kind}:{new}", f"carried over from {view.name}: {view.title}", plan_id=plan.id)
    what = cards.carried([each.label for each in recommendations], len(actions))
    record(ctx, "succeed", f"plan:{view.id}", f"succeeded by {plan.title}, which carries {what}", plan_id=view.id)
    record(ctx, "succeed", f"plan:{plan.id}", f"succeeds {view.title} and carries {what}", plan_id=plan.id)
