"""A pass that reads what many ladders rest on by a handful of statements, and writes what it decided of them at once.

What it has not read, and what is out of the ordinary, it finds as any pass does: one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, update
from sqlalchemy import select as columns
from sqlmodel import Session, col
from typing_extensions import override

from handlers.reminding import matters, recipients, rows
from handlers.reminding.asking import PUT_DOWN, Entry, Now, Written, daily_key
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because, Recipient
from models.database import Statement, among, reader_of, table_of
from models.outbox import Ledger, Outbox, Snooze
from models.people import Absence, Person, PostHolder, Tie
from models.reminders import Reminder
from models.rules.hours import zone_of
from models.vocabulary import DueKind, DueState, MessageKind, OutboxState, Relation

_CLIMBING = (DueKind.DEADLINE, DueKind.SILENCE)


def _tied(kind: str) -> Statement:
    item = col(Tie.recommendation_id if kind == "recommendation" else Tie.action_id)
    holds = (col(PostHolder.post_id) == col(Tie.post_id)) & col(PostHolder.until_on).is_(None)
    who = func.coalesce(col(Tie.person_id), col(PostHolder.person_id))
    return Statement(
        lambda: columns(item.label("item"), who.label("person")).select_from(table_of(Tie)).outerjoin(
            table_of(PostHolder), holds & col(Tie.person_id).is_(None)
        ).where(
            among(item, "ids"), col(Tie.relation).in_((Relation.OWNER, Relation.LINK_OFFICER)),
            col(Tie.until_on).is_(None), who.is_not(None),
        ).order_by(col(Tie.position), col(Tie.id), col(PostHolder.id))
    )  # fmt: skip


_TIED = {kind: _tied(kind) for kind in matters.TABLES}
_PEOPLE = Statement(
    lambda: columns(
        col(Person.id).label("key_id"), col(Person.time_zone),
        columns(col(Absence.id)).where(
            col(Absence.person_id) == col(Person.id), col(Absence.ended_at).is_(None),
            col(Absence.from_on) <= bindparam("today"), col(Absence.until_on) >= bindparam("today"),
        ).exists().label("away"),
    ).where(among(col(Person.id), "people"), col(Person.active))
)  # fmt: skip
_THERE = Statement(
    lambda: columns(col(Ledger.subject), col(Ledger.kind), col(Ledger.due_on), col(Ledger.recipient)).where(
        among(col(Ledger.subject), "subjects"), col(Ledger.kind).in_(_CLIMBING),
        col(Ledger.due_on) >= bindparam("first"),
    )
)  # fmt: skip
_SNOOZED = Statement(
    lambda: columns(col(Snooze.subject), col(Snooze.person_id), col(Snooze.until_on)).where(
        among(col(Snooze.subject), "subjects")
    )
)
_ROWS = Statement(
    lambda: columns(
        *(table_of(Reminder).c[name] for name in ("id", "subject", "kind", "due_on", "state"))
    ).where(
        among(col(Reminder.subject), "subjects"), col(Reminder.kind).in_(_CLIMBING),
        or_(col(Reminder.state) == DueState.PENDING, col(Reminder.due_on) >= bindparam("first")),
    ).order_by(col(Reminder.due_on), col(Reminder.id)).with_for_update()
)  # fmt: skip
_MOVED = ("due_on", "state", "written_at")
_MOVE = Statement(
    lambda: update(table_of(Reminder)).where(col(Reminder.id) == bindparam("row")).values(
        {name: bindparam(f"new_{name}") for name in _MOVED}
    )
)  # fmt: skip
_CANCEL = Statement(
    lambda: update(table_of(Reminder)).where(col(Reminder.id) == bindparam("row")).values(state=DueState.CANCELLED)
)
_WAITS = Statement(
    lambda: columns(col(Outbox.id), col(Outbox.person_id)).where(
        among(col(Outbox.person_id), "people"), col(Outbox.kind) == MessageKind.DAILY,
        col(Outbox.state) == OutboxState.QUEUED,
    ).order_by(col(Outbox.id)).with_for_update()
)  # fmt: skip
_KEYS = Statement(lambda: columns(col(Outbox.id), col(Outbox.dedupe_key)).where(among(col(Outbox.dedupe_key), "keys")))
_WRITE = Statement(
    lambda: insert(table_of(Outbox)).values(
        {name: bindparam(name) for name in ("dedupe_key", "person_id", "written_at", "next_at")}
        | {"kind": MessageKind.DAILY, "state": OutboxState.QUEUED, "attempts": 0, "may_repeat": False, "card": {}}
    )
)


@dataclass(slots=True)
class _Read:
    """What was read together of some subjects and of those who answer for them."""

    matters: dict[str, Matter] = field(default_factory=dict)
    owners: dict[str, list[Recipient]] = field(default_factory=dict)
    there: set[tuple[str, DueKind, date, str]] = field(default_factory=set)
    snoozed: dict[tuple[str, int], date] = field(default_factory=dict)
    rows: dict[tuple[str, DueKind], list[Any]] = field(default_factory=dict)
    messages: dict[int, Written | None] = field(default_factory=dict)
    looked_up: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _ToWrite:
    """What was decided and is still to be written, in the order of its tables."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    cancelled: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)
    new: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Together(Now):
    """A pass over the ladders of `subjects`. Nothing of it stands before `written`, and only its transaction has it."""

    subjects: Sequence[str] = ()
    first: date = date.max
    _read: _Read = field(default_factory=_Read)
    _to_write: _ToWrite = field(default_factory=_ToWrite)

    def read(self) -> None:
        """Read what is known before anything is decided; `first` is the earliest day that any of it is due."""
        reader, about, read = reader_of(self.session), {"subjects": self.subjects}, self._read
        read.matters = matters.load_all(self.session, self.subjects, self.at, self.zone)
        self._read_owners()
        read.there = {tuple(row) for row in reader.all(_THERE, **about, first=self.first)}
        read.snoozed = {(row.subject, row.person_id): row.until_on for row in reader.all(_SNOOZED, **about)}
        read.rows = {(subject, kind): [] for subject in self.subjects for kind in _CLIMBING}
        for row in reader.all(_ROWS, **about, first=self.first):
            read.rows[row.subject, row.kind].append(row)

    def _read_owners(self) -> None:
        reader, tied = reader_of(self.session), dict[str, list[int]]()
        for kind, statement in _TIED.items():
            ids = [matter.id for matter in self._read.matters.values() if matter.kind == kind]
            for row in reader.all(statement, ids=ids) if ids else ():
                tied.setdefault(f"{kind}:{row.item}", []).append(row.person)
        asked = sorted({person for people in tied.values() for person in people})
        found = self._here(asked)
        for subject, people in tied.items():
            self._read.owners[subject] = recipients.once(found[each] for each in people if each in found)
        self._read_messages([each.person for each in found.values()])

    def _here(self, asked: Sequence[int]) -> dict[int, Recipient]:
        """Who of them is here, or who covers."""
        found: dict[int, Recipient] = {}
        for row in reader_of(self.session).all(_PEOPLE, people=asked, today=self.today):
            if not row.away:
                found[row.key_id] = Recipient(row, Because.OWNER)
                continue
            person = self.session.get_one(Person, row.key_id)
            if cover := recipients.here(self.session, person, self.today, Because.OWNER):
                found[row.key_id] = cover
        return found

    def _read_messages(self, people: Sequence[Person]) -> None:
        """The message of the day of each, where it has not gone."""
        reader, keys = (
            reader_of(self.session),
            {daily_key(each.key_id, self._local(each)): each.key_id for each in people},
        )
        self._read.looked_up.update(keys.values())
        self._read.messages |= {keys[row.dedupe_key]: None for row in reader.all(_KEYS, keys=list(keys))}
        waiting = reader.all(_WAITS, people=list(keys.values()))
        self._read.messages |= {row.person_id: row.id for row in reversed(waiting)}

    def _local(self, person: Person) -> date:
        return self.at.astimezone(zone_of(person.time_zone, self.zone)).date()

    @override
    def matter(self, subject: str) -> Matter | None:
        return self._read.matters.get(subject)

    @override
    def whom(self, subject: str, plan_id: int) -> list[Recipient]:
        return self._read.owners.get(subject) or Now.whom(self, subject, plan_id)

    @override
    def there(self, entry: Entry, recipient: str) -> bool:
        return (entry.subject, entry.kind, entry.due_on, recipient) in self._read.there

    @override
    def snoozed(self, subject: str, person_id: int) -> date | None:
        return self._read.snoozed.get((subject, person_id))

    @override
    def daily(self, to: Recipient, local: date) -> Written | None:
        person_id, messages = to.person.key_id, self._read.messages
        if person_id not in self._read.looked_up:
            self._read_messages([to.person])
        if person_id not in messages:
            key = messages[person_id] = daily_key(person_id, local)
            self._to_write.messages.append(
                {"dedupe_key": key, "person_id": person_id, "written_at": self.at, "next_at": self.at}
            )
        return messages[person_id]

    @override
    def put_down(self, entry: dict[str, Any]) -> None:
        self._read.there.add((entry["subject"], entry["kind"], entry["due_on"], entry["recipient"]))
        self._to_write.entries.append(entry)

    @override
    def put(self, plan_id: int, subject: str, kind: DueKind, on: date | None) -> None:
        found = [row for row in self._read.rows[subject, kind] if row.state is DueState.PENDING or row.due_on == on]
        changes, is_new = rows.moved(found, on, self.at)
        for row, values in changes:
            rows.hold(self.session, row.id, values)
            if len(values) > 1:
                self._to_write.moved.append({"row": row.id} | {f"new_{name}": values[name] for name in _MOVED})
            else:
                self._to_write.cancelled.append({"row": row.id})
        if is_new:
            self._to_write.new.append(rows.added(plan_id, subject, kind, on, self.at))

    def written(self) -> None:
        """Write what was decided: messages first, then what they ask, then when each is asked again."""
        writer, ready = reader_of(self.session), self._to_write
        if ready.messages:
            writer.run_each(_WRITE, ready.messages)
            keys = [each["dedupe_key"] for each in ready.messages]
            ids = {row.dedupe_key: row.id for row in writer.all(_KEYS, keys=keys)}
            ready.entries = [
                each | {"outbox_id": ids.get(each["outbox_id"], each["outbox_id"])} for each in ready.entries
            ]
        writer.run_each(PUT_DOWN, ready.entries)
        writer.run_each(_CANCEL, ready.cancelled)
        writer.run_each(_MOVE, ready.moved)
        writer.run_each(rows.ADD, ready.new)


def reading(session: Session, at: Any, zone: Any, due: Sequence[Any]) -> Together:
    """A pass over the ladders of these rows, with what they rest on."""
    made = Together(session, at, zone, sorted({row.subject for row in due}), min(row.due_on for row in due))
    made.read()
    return made
