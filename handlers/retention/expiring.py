"""Erasing what has had its time: content goes, a marked gap stays, and the audit chain still holds."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import col, select

from handlers.cards.retention import TYPES
from handlers.cards.words import count
from handlers.context import Context
from handlers.forgetting import entries_about, erase_files, forget_entries, scrub_snapshots
from handlers.guarding import settings_of
from handlers.recording import record
from handlers.retention.kinds import GONE, KINDS, Kind
from handlers.retention.messages import copies, scrub
from handlers.retention.people import erase_person
from handlers.retention.periods import periods_of, say_years
from handlers.retention.records import NEVER_FORGOTTEN, Record, plans_of_people, records
from handlers.retention.standing import Standing
from handlers.retention.zone import zone_of
from models.audit import AuditContent, AuditEntry, is_kept
from models.decisions import Change, ChangeCondition, Decision
from models.outbox import Ledger
from models.plan import Plan
from models.progress import Evidence
from models.reminders import Reminder
from models.rules.retention import Periods, RecordType

BATCH = 200
_MANY = {
    RecordType.HISTORY: ("text of the history", "texts of the history"),
    RecordType.MESSAGES: ("copy of a message", "copies of messages"),
}
"""Of what there is too much for an entry each, and what it is called, one and many."""
_SHORTEST = 12
"""Letters of a text that the audit is searched for: shorter ones stand in many records."""


@dataclass(slots=True)
class Expired:
    """What was erased, by type; the files and audit texts that went with it; and what a legal hold kept."""

    erased: Counter[RecordType] = field(default_factory=Counter)
    held: Counter[RecordType] = field(default_factory=Counter)
    files: int = 0
    texts: int = 0
    more: bool = False


def due(ctx: Context, today: date) -> list[Record]:
    """What has had its time on a day, what a legal hold keeps included."""
    found = records(ctx.change, periods_of(settings_of(ctx.reader)), zone_of(ctx))
    return [each for each in found if each.due <= today]


def expire(ctx: Context, today: date, most: int = BATCH) -> Expired:
    """Erase up to `most` records that have had their time, in the session's transaction; `more` says to call again.

    The plans are held first, so that nobody sets a legal hold or reopens a plan between the look and the erasing.
    """
    ctx.change.exec(select(Plan.id).order_by(col(Plan.id)).with_for_update()).all()
    found = due(ctx, today)
    done = Expired(held=Counter(each.type for each in found if each.held))
    free = [each for each in found if not each.held]
    done.more = len(free) > most
    _erase(ctx, free[:most], periods_of(settings_of(ctx.reader)), done)
    return done


def _erase(ctx: Context, wanted: Sequence[Record], periods: Periods, done: Expired) -> None:
    erasing = _Erasing(ctx)
    for each in wanted:
        erasing.one(each)
        done.erased[each.type] += 1
    ctx.change.flush()
    changed = erasing.snapshots()
    erasing.reminders(wanted)
    erasing.messages()
    ctx.change.flush()
    for reason, entries in erasing.entries(wanted, periods).items():
        done.texts += forget_entries(ctx, entries, reason)
    _tell(ctx, wanted, periods, changed)
    done.files = erase_files(ctx, erasing.files)


class _Erasing:
    """One batch: which words went from which plans, and which files may go."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.session = ctx, ctx.change
        self.words: dict[int, dict[str, Record]] = {}
        self.files: list[str] = []
        self.standing = Standing(ctx.change)

    def one(self, each: Record) -> None:
        """Erase what one record says."""
        if each.type is RecordType.HISTORY:
            return
        kind = KINDS[each.type]
        row = self.session.get_one(kind.table, each.id, with_for_update=True, populate_existing=True)
        if each.type is RecordType.PEOPLE:
            erase_person(self.ctx, row)
        elif each.type is RecordType.EVIDENCE_FILES:
            self._file(row)
        elif each.type is RecordType.MESSAGES:
            row.card = {}
            self.session.add(row)
        elif not kind.mark:
            self.session.delete(row)
        else:
            self._blank(kind, row, each)

    def _file(self, row: Evidence) -> None:
        self.files.append(row.file_sha256 or "")
        row.file_sha256 = row.file_size = None
        self.session.add(row)

    def _blank(self, kind: Kind, row: Any, each: Record) -> None:
        kept = self.words.setdefault(each.plan_id or 0, {})
        for column in (*kind.words, *kind.optional):
            said = getattr(row, column)
            if said and column != "by_name" and len(said) >= _SHORTEST:
                kept[said] = each
            if said:
                setattr(row, column, GONE)
        if isinstance(row, Change):
            self._conditions(row)
        if isinstance(row, Decision):
            row.snapshot = {}
        self.session.add(row)

    def _conditions(self, change: Change) -> None:
        for row in self.session.exec(select(ChangeCondition).where(ChangeCondition.change_id == change.id)):
            for column in ("met_by", "minute", "recorded_by"):
                setattr(row, column, GONE if getattr(row, column) else None)
            self.session.add(row)

    def snapshots(self) -> list[Decision]:
        """The decisions of these plans whose snapshot held words that are gone."""
        return [row for plan, words in self.words.items() for row in scrub_snapshots(self.session, words, GONE, plan)]

    def messages(self) -> None:
        """What was sent loses the words too."""
        if self.words:
            scrub(self.session, copies(self.session, self.standing, plans_of_people(self.session)), self.words)

    def reminders(self, wanted: Sequence[Record]) -> None:
        """The notes of reminders about these records, and of what was sent of them, go; so do those that quote them."""
        subjects = {_subject(each) for each in wanted if each.type is not RecordType.HISTORY}
        plans = {each.plan_id for each in wanted if each.plan_id is not None}
        tables: tuple[Any, ...] = (Reminder, Ledger)
        for table in tables:
            noted = select(table).where(col(table.plan_id).in_(plans), col(table.note).is_not(None))
            for row in self.session.exec(noted):
                words = self.words.get(row.plan_id, {})
                if row.subject in subjects or any(text in (row.note or "") for text in words):
                    row.note = None
                    self.session.add(row)

    def entries(self, wanted: Sequence[Record], periods: Periods) -> dict[str, set[int]]:
        """The entries of the audit that told of these records or hold their words, by why they are removed."""
        found: dict[str, set[int]] = {}
        taken: set[int] = set()
        for each in wanted:
            about = [each.id] if each.type is RecordType.HISTORY else entries_about(self.ctx, [_subject(each)])
            found.setdefault(_reason(each, periods), set()).update(set(about) - taken)
            taken.update(about)
        for entry, each in self._quoting():
            if entry not in taken:
                found.setdefault(_reason(each, periods), set()).add(entry)
                taken.add(entry)
        return found

    def _quoting(self) -> Iterable[tuple[int, Record]]:
        for plan, words in self.words.items():
            said = [(json.dumps(text, ensure_ascii=True)[1:-1], each) for text, each in words.items()]
            told = (
                select(AuditContent.audit_id, AuditContent.content, AuditEntry.subject)
                .join(AuditEntry, col(AuditEntry.id) == AuditContent.audit_id)
                .where(
                    AuditEntry.plan_id == plan, col(AuditContent.content).is_not(None),
                    col(AuditEntry.event).not_in(NEVER_FORGOTTEN),
                )
            )  # fmt: skip
            for entry, content, subject in self.session.exec(told):
                of_it = next((each for text, each in said if text in (content or "")), None)
                if of_it is not None and self._is_past(plan, subject):
                    yield entry, of_it

    def _is_past(self, plan: int, subject: str) -> bool:
        """Whether an entry speaks of what is over too: of no other record, nor of an item that a live plan has."""
        table, _, key = subject.partition(":")
        plans = self.standing.plans_of(plan, [(table, int(key) if key.isdecimal() else None)])
        of_a_record = any(kind.name == table for kind in KINDS.values())
        return not of_a_record and plans <= self.standing.ended.keys() and not self.standing.held(plans)


def _tell(ctx: Context, wanted: Sequence[Record], periods: Periods, changed: Sequence[Decision]) -> None:
    """One entry for each record, with what is left of its row; one a plan for the history itself and for messages."""
    for row in changed:
        about = f"decision:{row.key_id}"
        forget_entries(ctx, entries_about(ctx, [about]), "the snapshot held words that are no longer kept")
        record(ctx, "retention", about, "erased from what was signed: words no longer kept", row=row)
    for each in wanted:
        if each.type not in _MANY:
            left = ctx.change.get(KINDS[each.type].table, each.id) if is_kept(_subject(each)) else None
            said = f"erased {TYPES[each.type].one} {_name(each)}: {_reason(each, periods)}"
            record(ctx, "retention", _subject(each), " ".join(said.split()), plan_id=each.plan_id, row=left)
    for kind, what in _MANY.items():
        for plan_id, number in Counter(each.plan_id for each in wanted if each.type is kind).items():
            said = f"erased {count(number, *what)}: kept {say_years(periods[kind])}"
            record(ctx, "retention", f"plan:{plan_id or 0}", said, plan_id=plan_id)


def _subject(each: Record) -> str:
    return f"{KINDS[each.type].name}:{each.id}"


def _name(each: Record) -> str:
    letter = {RecordType.EVIDENCE: "E", RecordType.EVIDENCE_FILES: "E", RecordType.UPDATES: "U"}.get(each.type, "")
    return f"{letter}{each.id}" if letter else ""


def _reason(each: Record, periods: Periods) -> str:
    return f"{TYPES[each.type].said} kept {say_years(periods[each.type])}"
