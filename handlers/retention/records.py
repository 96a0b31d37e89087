"""The records whose time has begun or may begin: each with its plans, the day it may be erased, and what holds it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from handlers.retention.kinds import GONE, KINDS, OF_PLANS, Kind
from handlers.retention.messages import copies
from handlers.retention.standing import Standing
from models.audit import REMOVED, AuditContent, AuditEntry
from models.people import Absence, Person, RoleGrant, Tie
from models.people import PostHolder as Holder
from models.rules.retention import Kept, Periods, RecordType, counts_from, erase_on

NEVER_FORGOTTEN = ("retention", "redact", "hold", "close", "settings", REMOVED)
"""What the audit keeps of retention itself: it is the log of what was erased and why not."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record that may be erased from `due` on, unless `held`. `plans` are those it belongs to."""

    type: RecordType
    id: int
    plan_id: int | None
    plans: frozenset[int]
    since: date
    due: date
    held: bool


def records(session: Session, periods: Periods, zone: ZoneInfo) -> Iterator[Record]:
    """Every record whose plans have all ended and that is not kept for good, in no order.

    A moment counts as the day it was in `zone`.
    """
    standing = Standing(session)
    finder = _Finder(session, periods, zone, standing)
    if standing.ended:
        for kind in OF_PLANS:
            yield from finder.of_plan(kind)
        yield from finder.history()
    yield from finder.messages()
    yield from finder.absences()
    yield from finder.people()


@dataclass(frozen=True, slots=True)
class _Finder:
    session: Session
    periods: Periods
    zone: ZoneInfo
    standing: Standing

    def of_plan(self, kind: Kind) -> Iterator[Record]:
        if self.periods[kind.type] is None:
            return
        wanted = select(kind.table).where(col(kind.table.plan_id).in_(self.standing.ended), *_still(kind))
        served = self._served(kind)
        for row in self.session.exec(wanted.order_by(kind.table.id)):
            items: list[tuple[str, int | None]] = [("recommendation", each) for each in served.get(row.id, ())]
            items += [(name, getattr(row, f"{name}_id", None)) for name in ("recommendation", "action")]
            plans = self.standing.plans_of(row.plan_id, items)
            yield from self._made(kind.type, row.id, row.plan_id, plans, getattr(row, kind.at))

    def _served(self, kind: Kind) -> dict[int, list[int]]:
        served: dict[int, list[int]] = {}
        if kind.links is None:
            return served
        own = "evidence_id" if kind.name == "evidence" else "review_id"
        for link in self.session.exec(select(kind.links)):
            served.setdefault(getattr(link, own), []).append(link.recommendation_id)
        return served

    def history(self) -> Iterator[Record]:
        """What the audit says, apart from what it says of the records themselves and of retention."""
        if self.periods[RecordType.HISTORY] is None:
            return
        wanted = (
            select(AuditEntry.id, AuditEntry.plan_id, AuditEntry.subject, AuditEntry.at)
            .join(AuditContent, col(AuditContent.audit_id) == AuditEntry.id)
            .where(
                col(AuditEntry.plan_id).in_(self.standing.ended), col(AuditContent.removed_at).is_(None),
                col(AuditEntry.event).not_in(NEVER_FORGOTTEN),
            )
        )  # fmt: skip
        own = {kind.name for kind in KINDS.values()}
        for number, plan_id, subject, at in self.session.exec(wanted.order_by(col(AuditEntry.id))):
            table, _, key = subject.partition(":")
            if table not in own and plan_id is not None:
                items = [(table, int(key) if key.isdecimal() else None)]
                plans = self.standing.plans_of(plan_id, items)
                yield from self._made(RecordType.HISTORY, number, plan_id, plans, at)

    def messages(self) -> Iterator[Record]:
        """What was told in chat; an answer to somebody who is in no plan counts from its own day."""
        if self.periods[RecordType.MESSAGES] is None:
            return
        for each in copies(self.session, self.standing, plans_of_people(self.session)):
            plan_id = min(each.plans, default=None)
            yield from self._made(RecordType.MESSAGES, each.id, plan_id, each.plans, each.at, held=each.held)

    def absences(self) -> Iterator[Record]:
        if self.periods[RecordType.ABSENCES] is None:
            return
        plans_of = plans_of_people(self.session)
        for row in self.session.exec(select(Absence).order_by(col(Absence.id))):
            plans = plans_of({row.person_id, *({row.cover_id} if row.cover_id else ())})
            yield from self._made(RecordType.ABSENCES, row.key_id, None, plans, row.until_on)

    def people(self) -> Iterator[Record]:
        """People who left, in no live plan; somebody of whom no day is known is kept."""
        if self.periods[RecordType.PEOPLE] is None:
            return
        left = select(Person).where(col(Person.active).is_(False), Person.name != GONE)
        plans_of = plans_of_people(self.session)
        for person in self.session.exec(left.order_by(col(Person.id))):
            plans = plans_of({person.key_id})
            yield from self._made(RecordType.PEOPLE, person.key_id, None, plans, self._last_day(person.key_id))

    def _last_day(self, person_id: int) -> date | None:
        roles = self.session.exec(select(RoleGrant.until).where(RoleGrant.person_id == person_id))
        ties = [tie.until_on for tie in self.session.exec(select(Tie).where(Tie.person_id == person_id))]
        days = (self._day(day) for day in (*roles, *ties))
        return max((day for day in days if day is not None), default=None)

    def _made(
        self, kind: RecordType, key: int, plan_id: int | None, plans: frozenset[int], at: Any, *, held: bool = False
    ) -> Iterator[Record]:
        since = counts_from((self.standing.ended.get(plan) for plan in plans), self._day(at))
        due = erase_on(Kept(kind, since), self.periods)
        if since is not None and due is not None:
            yield Record(kind, key, plan_id, plans, since, due, held or self.standing.held(plans))

    def _day(self, at: datetime | date | None) -> date | None:
        return at.astimezone(self.zone).date() if isinstance(at, datetime) else at


def plans_of_people(session: Session) -> Callable[[set[int]], frozenset[int]]:
    """What gives every plan that people ever had a role or a tie in, themselves or through a post."""

    def found(people: set[int]) -> frozenset[int]:
        roles = select(RoleGrant.plan_id).where(col(RoleGrant.person_id).in_(people))
        posts = select(Holder.post_id).where(col(Holder.person_id).in_(people))
        ties = select(Tie.plan_id).where(or_(col(Tie.person_id).in_(people), col(Tie.post_id).in_(posts)))
        return frozenset(plan for plan in (*session.exec(roles), *session.exec(ties)) if plan is not None)

    return found


def _still(kind: Kind) -> Iterable[Any]:
    """The conditions under which there is still something to erase. A piece's words outlast its file."""
    if kind.type is RecordType.EVIDENCE_FILES:
        return (kind.table.file_sha256.is_not(None),)
    marked = (getattr(kind.table, kind.mark) != GONE,) if kind.mark else ()
    return (*marked, kind.table.file_sha256.is_(None)) if kind.type is RecordType.EVIDENCE else marked
