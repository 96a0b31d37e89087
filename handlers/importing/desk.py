"""Writes rows and keeps count of what that created, changed, or found as it was."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select

from handlers.cards.words import GONE
from handlers.importing.changed import Changed, Item, Part, about, named, parts_of
from handlers.importing.compared import LONGEST, apart, shown
from handlers.importing.result import ImportResult
from handlers.removed import Removed
from models.columns import Row
from models.progress import Measure

AnyRow = TypeVar("AnyRow", bound=Row)
AnyLink = TypeVar("AnyLink", bound=SQLModel)
Values = Mapping[str, Any]
_ALIKE = 0.6  # of two wordings of one entry; below it they are taken to be two entries
_SILENT = frozenset({"position", "version", "latest_update_id", "latest_update_at"})
_KINDS = {
    "action_recommendation": "action under a recommendation",
    "board_report": "reporting line",
    "evidence_recommendation": "evidence link",
    "measure_recommendation": "measure link",
    "plan_inspection": "inspection answered",
    "post_holder": "holder of a post",
    "recommendation_judgement": "judgement link",
    "role_grant": "role",
    "tie": "owner",
    "workstream_dependency": "workstream that waits",
    "workstream_item": "workstream link",
}


class Desk:
    """The one place where an import touches the database."""

    def __init__(self, session: Session, result: ImportResult) -> None:
        self.session = session
        self.result = result
        self.changed: dict[str, Changed] = {}
        self._new: dict[int, Row] = {}
        self._removed = Removed(session)

    def find(self, table: type[AnyRow], **key: object) -> AnyRow | None:
        """The row with this key, if there is one."""
        return self.session.exec(select(table).filter_by(**key)).first()

    def all(self, table: type[AnyRow], **key: object) -> list[AnyRow]:
        """Every row with this key, in the order of their ids."""
        return list(self.session.exec(select(table).filter_by(**key).order_by("id")))

    def put(self, table: type[AnyRow], name: str, key: Values, values: Values, first: Values | None = None) -> AnyRow:
        """The row with this key, made or brought up to date. `first` is only for a row that is new."""
        everything = {**key, **values, **(first or {})}
        made = self._removed.key(key, everything)
        row = self.find(table, **made) or self._removed.row(table, everything)
        if row is None:
            return self.add(table, name, {**everything, **made})
        self.alter(row, name, values)
        return row

    def add(self, table: type[AnyRow], name: str, values: Values) -> AnyRow:
        """A new row, with a gap where a text was removed by law."""
        row = table(**self._gap(table, name, values))
        if getattr(row, "label", "") == GONE:
            row.label = row.label_key  # type: ignore[attr-defined]  # because what has a label has a key of it
        name = self._named(name)
        self.session.add(row)
        self.session.flush()
        self._new[id(row)] = row
        self.result.created[_kind(table)] += 1
        self.result.lines.append(_told("create", _kind(table), name))
        return row

    def alter(self, row: Row, name: str, values: Values, *, told: bool = False) -> None:
        """Bring an existing row up to date, but for what was removed by law: that gap stays.

        `told` is that the history says it in an entry of its own.
        """
        kind = _kind(type(row))
        values = self._gap(type(row), name, values, row)
        if values.get("label") == GONE:  # the row was given another, by which it can be called
            values = {column: value for column, value in values.items() if column != "label"}
        name = self._named(name, row)
        different = {column: new for column, new in values.items() if getattr(row, column) != new}
        if not different:
            self.result.unchanged[kind] += id(row) not in self._new
            return
        if id(row) not in self._new:
            self._say(row, name, different, told=told)
        for column, new in different.items():
            setattr(row, column, new)
        self.session.flush()

    def _gap(self, table: type[SQLModel], name: str, values: Values, row: Row | None = None) -> Values:
        """What a file says, less what was removed by law, and a notice where there was any."""
        left = self._removed.gap(values, _subject(row))
        if left != values:
            self.result.note(
                f"{_kind(table)} {self._named(name, row)} holds words in this file that were removed by law: the gap "
                "is kept. Take the words out of the file"
            )
        return left

    def _named(self, name: str, row: Row | None = None) -> str:
        return str(self._removed.gap({"name": name}, _subject(row))["name"])

    def _say(self, row: Row, name: str, different: Values, *, told: bool) -> None:
        """Tell what changes in a row that was here before, and move its version on."""
        said = {column: new for column, new in different.items() if column not in _SILENT}
        if "position" in different and not said:
            self.result.moved[_kind(type(row))] += 1
        if "version" in type(row).model_fields:
            row.version = row.version + 1  # type: ignore[attr-defined]
        if (item := about(self.session, row)) is not None:
            self.note(item, *parts_of(self.session, row, said, _kind(type(row))), told=told)
            return
        if said:
            self.result.altered[_kind(type(row))] += 1
        for column, new in said.items():
            was, will = apart(getattr(row, column), new)
            line = f"{column.replace('_', ' ')} from {was} to {will}"
            self.result.lines.append(_told("change", _kind(type(row)), name, line))

    def is_new(self, row: Row) -> bool:
        """Whether this import made a row."""
        return id(row) in self._new

    def note(self, item: Item | Measure, *parts: Part, told: bool = False) -> None:
        """Keep what changes of an item that was here before; of one that is new there is nothing to tell."""
        if self.is_new(item) or not parts:
            return
        subject = _subject(item)
        if subject not in self.changed:
            self.result.altered[_kind(type(item))] += 1
        changed = self.changed.setdefault(subject, Changed(subject, named(item), item.plan_id))
        changed.parts.extend(parts)
        changed.untold.extend(() if told else parts)

    def put_list(
        self, table: type[AnyRow], scope: Values, entries: Sequence[Values], same: Sequence[str]
    ) -> list[AnyRow]:
        """The rows of an ordered list, each found again by what it says in the columns `same`.

        A row that nothing in the list resembles is kept, after the others, and said to be missing.
        """
        entries = [self._as_removed(table, scope, entry, same) for entry in entries]
        rows = self.all(table, **scope)
        found = _pairs(rows, entries, same)
        left = [row for row in rows if row not in found.values()]
        places = [entry.get("position", n) for n, entry in enumerate(entries, 1)]
        self._make_room(found, places, left)
        for row in left:
            self.missing(_kind(table), _title(row, same))
        wanted = [{**entry, "position": place} for entry, place in zip(entries, places, strict=True)]
        return [self._place(table, scope, found.get(n), entry, same) for n, entry in enumerate(wanted)]

    def _as_removed(self, table: type[AnyRow], scope: Values, entry: Values, same: Sequence[str]) -> Values:
        """An entry as its row stands since its texts were removed by law, so that it is found again."""
        row = self._removed.row(table, {**scope, **entry})
        left = self._removed.gap(entry, _subject(row))
        return entry if left == entry else self._gap(table, _words(left, same), entry, row)

    def _make_room(self, found: Mapping[int, Row], places: Sequence[int], left: Sequence[Row]) -> None:
        """Move rows out of the way first, since no two may ever hold one place."""
        last = max([0, *places, *map(_place_of, left)])
        moves = [(row, places[n]) for n, row in found.items() if _place_of(row) != places[n]]
        taken = [row for row in left if _place_of(row) in places]
        moves += [(row, last + k) for k, row in enumerate(taken, 1)]
        for row, _ in moves:
            row.position = -row.key_id
        self.session.flush()
        for row, place in moves:
            row.position = place
            self.result.moved[_kind(type(row))] += 1
        self.session.flush()

    def _place(
        self, table: type[AnyRow], scope: Values, row: AnyRow | None, entry: Values, same: Sequence[str]
    ) -> AnyRow:
        name = _words(entry, same)
        if row is None:
            return self.add(table, name, {**scope, **entry})
        self.alter(row, name, entry)
        return row

    def link(self, table: type[SQLModel], key: Values, **more: object) -> bool:
        """Tie two rows together, once; whether they were not before."""
        kind = _kind(table)
        if self.session.exec(select(table).filter_by(**key)).first() is not None:
            self.result.unchanged[kind] += 1
            return False
        self.session.add(table(**key, **more))
        self.session.flush()
        self.result.created[kind] += 1
        return True

    def unlink(self, link: SQLModel) -> None:
        """Part two rows again."""
        self.session.delete(link)
        self.session.flush()

    def links(self, table: type[AnyLink], **key: object) -> list[AnyLink]:
        """Every link with this key."""
        return list(self.session.exec(select(table).filter_by(**key)))

    def missing(self, kind: str, name: str) -> None:
        """Say that something here is not in the file; nothing is ever deleted."""
        self.result.note(f"{kind} {name} is not in this file: it is kept as it is")


def _subject(row: Row | None) -> str:
    return f"{row.__tablename__}:{row.id}" if row is not None else ""


def _pairs(rows: Sequence[AnyRow], entries: Sequence[Values], same: Sequence[str]) -> dict[int, AnyRow]:
    """Entries by place with the rows they are: first those that say the same, then reworded ones."""
    free: dict[str, list[AnyRow]] = {}
    for row in rows:
        free.setdefault(repr([getattr(row, column) for column in same]), []).append(row)
    found = {}
    for n, entry in enumerate(entries):
        if alike := free.get(repr([entry.get(column) for column in same])):
            found[n] = alike.pop(0)
    return found | _reworded([row for alike in free.values() for row in alike], entries, same, found)


def _reworded(
    free: list[AnyRow], entries: Sequence[Values], same: Sequence[str], found: Mapping[int, AnyRow]
) -> dict[int, AnyRow]:
    """Entries that say almost what a row says that no entry has claimed."""
    more: dict[int, AnyRow] = {}
    for n, entry in enumerate(entries):
        if n in found or not free:
            continue
        likeness, best = max(((_alike(row, entry, same), row) for row in free), key=lambda pair: pair[0])
        if likeness >= _ALIKE:
            more[n] = best
            free.remove(best)
    return more


def _alike(row: Row, entry: Values, same: Sequence[str]) -> float:
    mine = _joined([getattr(row, column) for column in same])
    likeness = SequenceMatcher(None, mine, _joined([entry.get(column) for column in same]), autojunk=False)
    return likeness.ratio() if likeness.real_quick_ratio() >= _ALIKE else 0.0


def _place_of(row: Any) -> int:
    """Where a row stands in its list."""
    return int(row.position)


def _joined(parts: Sequence[object]) -> str:
    return " ".join(str(part) for part in parts if part is not None)


def _kind(table: type[SQLModel]) -> str:
    name = str(table.__tablename__)
    return _KINDS.get(name, name.replace("_", " "))


def _title(row: Row, same: Sequence[str]) -> str:
    return _words({column: getattr(row, column) for column in same}, same)


def _words(values: Values, same: Sequence[str]) -> str:
    said = ", ".join(shown(values[column]) for column in same if values.get(column) is not None)
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"


def _told(verb: str, kind: str, name: str, more: str = "") -> str:
    return f"{verb} {kind} {name}{f': {more}' if more else ''}"
