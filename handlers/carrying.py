"""Rows of a plan copied into the one that succeeds it, and which new row stands for which old one."""

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from sqlmodel import and_, col, false, or_, select

from handlers.context import Context
from handlers.grammar import label_key
from handlers.recording import record
from models.assurance import HarmAnswer
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
from models.vocabulary import ChallengeState, ChangeState, DueState

_ITEMS = ("recommendation", "action", "workstream")


class Carrying:
    """Copies rows into the new plan, and says which new row stands for which old one.

    `there` are the rows that already stand for an old one: what is tied to these alone was copied with them.
    """

    def __init__(self, ctx: Context, old: Plan, plan: Plan, there: Mapping[tuple[str, int], int] | None = None) -> None:
        self.ctx, self.session, self.old, self.plan = ctx, ctx.change, old, plan
        self.there = there or {}
        self.new: dict[tuple[str, int], int] = {} if there else {("plan", old.key_id): plan.key_id}

    def everything(self, recommendations: list[Recommendation], actions: list[PlanAction]) -> None:
        """What the plan is governed by, then its items with what is tied to them and waits."""
        self._of_plan(Board, AmendmentRule)
        self._copies(*self._rows(RoleGrant, RoleGrant.plan_id == self.old.id, self._lasts()))
        self._copies(
            *self._rows(ReportingDuty, ReportingDuty.plan_id == self.old.id, col(ReportingDuty.done_on).is_(None))
        )
        self._copies(*self._rows(Meeting), *self._rows(BoardReport), *self._rows(PlanInspection))
        streams = self._rows(Workstream, Workstream.plan_id == self.old.id)
        self._copies(*sorted(streams, key=lambda row: (row.parent_id is not None, row.key_id)))
        self._copies(*self._rows(WorkstreamDependency))
        self.items(recommendations, actions)

    def _lasts(self) -> Any:
        """The roles that go on: those without an end, and the chair's of a meeting, whose board has the items now."""
        for_a_meeting = and_(col(RoleGrant.admitted).is_(False), col(RoleGrant.until) > self.ctx.now)
        return or_(col(RoleGrant.until).is_(None), for_a_meeting)

    def items(self, recommendations: Sequence[Recommendation], actions: Sequence[PlanAction]) -> None:
        """Some items, then what is tied to them and what of them waits."""
        parents_first = sorted(recommendations, key=lambda each: each.parent_id is not None)
        every: tuple[Recommendation | PlanAction, ...] = (*parents_first, *actions)
        for row in every:
            self._copies(row, version=1, carried_from_id=row.id, **(self._called(row) if self.there else {}))
        linked = (Response, RecommendationJudgement, ActionRecommendation, EvidenceRecommendation)
        for table in (*linked, MeasureRecommendation, WorkstreamItem):
            self._copies(*self._rows(table, *self._of_items(table)))
        self._copies(*self._rows(Tie, Tie.plan_id == self.old.id, col(Tie.until_on).is_(None)))
        self._kept()
        self._waiting()

    def _called(self, row: Recommendation | PlanAction) -> dict[str, str]:
        """Its label, with a letter after it where the new plan has another item of that label."""
        table = type(row)
        taken = set(self.session.exec(select(table.label_key).where(table.plan_id == self.plan.key_id)))
        called = (row.label, *(f"{row.label}{letter}" for letter in ascii_lowercase[1:]))
        label = next((each for each in called if label_key(each) not in taken), f"{row.label}-{row.key_id}")
        return {"label": label, "label_key": label_key(label)}

    def _of_items(self, table: Any) -> tuple[Any, ...]:
        """The condition that a row is of an item that is carried, where these are few; else every row is looked at."""
        if not self.there:
            return ()
        columns = table_of(table).columns
        named = ((columns.get(f"{kind}_id"), old) for kind, old in self.new)
        return (or_(false(), *(column == old for column, old in named if column is not None)),)

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
        values, moved = row.model_dump(exclude={"id"}), isinstance(row, Recommendation | PlanAction)
        for column in table_of(type(row)).columns:
            value = values.get(column.name)
            for key in column.foreign_keys if value is not None else ():
                target = key.column.table.name
                if (target, value) in self.new:
                    values[column.name], moved = self.new[target, value], True
                elif (target, value) in self.there:
                    values[column.name] = self.there[target, value]
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
