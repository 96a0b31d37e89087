"""Inspections and reviews into rows. Dates that start clocks are filled in once and then kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.documents.names import label_key
from handlers.documents.plan_format.inspections import Inspection as Entry
from handlers.errors import UserError
from handlers.importing.recount import count_again
from handlers.importing.work import NotHere, Work
from models.plan import Grade, Inspection, Judgement, LimitingRule, PlanInspection
from models.rules.dates import say_day

_CLOCKS = ("received_on", "published_on")
_SAID = {"received_on": "received", "published_on": "published"}


def put_inspections(work: Work, entries: tuple[Entry, ...], options: Mapping[str, date | None]) -> None:
    """Every inspection of a file, with the dates an operator gave for the main one, the first."""
    for n, entry in enumerate(entries):
        row = _put_inspection(work, entry, options if n == 0 else {})
        work.inspections[entry.id] = row
        if entry.answered:
            work.desk.link(PlanInspection, {"plan_id": work.plan_id, "inspection_id": row.key_id})
        _put_tables(work, entry, row)
    if not entries and any(options.values()):
        raise UserError(
            "The file names no inspection, so no date of one can be given. Leave the dates out, or add the "
            "inspection to the file. Nothing was imported."
        )


def _put_inspection(work: Work, entry: Entry, options: Mapping[str, date | None]) -> Inspection:
    clocks = {column: _given(entry, column, options.get(column)) for column in _CLOCKS}
    on_site = entry.fieldwork
    values: dict[str, Any] = {
        "kind": entry.kind,
        "framework": entry.framework,
        "name": entry.name,
        "inspectorates": list(entry.inspectorates),
        "announced": entry.announced,
        "notified_on": entry.notified,
        "fieldwork_start": on_site.start if on_site else None,
        "fieldwork_end": on_site.end if on_site else None,
        "feedback_on": entry.feedback,
        "statement_due_on": entry.statement_due,
        "source": entry.source,
    }
    key = {"council_id": work.plan.council_id, "key": entry.id}
    row = work.desk.find(Inspection, **key)
    if row is None:
        return work.desk.add(Inspection, entry.id, {**key, **values, **clocks})
    kept = {column: _kept(work, row, column, clocks[column], entry.id) for column in _CLOCKS}
    settled = {"published_assumed": row.published_assumed and clocks["published_on"] is None}
    unknown, assumed = row.published_on is None, row.published_on if row.published_assumed else None
    work.desk.alter(row, entry.id, {**values, **kept, **settled})
    if unknown or (assumed and not row.published_assumed):
        count_again(work, row, assumed)
    return row


def _given(entry: Entry, column: str, option: date | None) -> date | None:
    """The file's date or, where it has none, the operator's. Raises UserError when they contradict."""
    stated: date | None = getattr(entry, _SAID[column])
    if stated and option and stated != option:
        raise UserError(
            f"The file says the report was {_SAID[column]} on {say_day(stated)}, and --{_SAID[column]} says "
            f"{say_day(option)}. Leave --{_SAID[column]} out, or correct the file. Nothing was imported."
        )
    return stated or option


def _kept(work: Work, row: Inspection, column: str, new: date | None, name: str) -> date | None:
    """A date that starts clocks is filled in, or put in an assumed one's place, but never moved."""
    old: date | None = getattr(row, column)
    assumed = column == "published_on" and row.published_assumed
    if new is None or old in (None, new) or assumed:
        return new or old
    work.desk.result.note(
        f"inspection {name} was {_SAID[column]} on {say_day(old)} here and on {say_day(new)} in the file: "
        "not changed, because dates are counted from it; it needs a change request"
    )
    return old


def _put_tables(work: Work, entry: Entry, row: Inspection) -> None:
    scope = {"inspection_id": row.key_id}
    grades = [{"name": one.grade, "number": one.number, "meaning": one.meaning} for one in entry.scale]
    work.desk.put_list(Grade, scope, grades, ("name",))
    judgements = [
        {
            "group_name": one.group,
            "area": one.area,
            "grade": one.grade,
            "grade_number": one.grade_number,
            "parent": one.parent,
            "note": one.note,
        }
        for one in entry.judgements
    ]
    work.desk.put_list(Judgement, scope, judgements, ("group_name", "parent", "area"))
    rules = [
        {
            "key": one.id,
            "element": one.element,
            "strength": one.strength,
            "text": one.text,
            "condition": one.condition,
            "outcome": one.outcome,
        }
        for one in entry.limiting_rules
    ]
    for n, rule in enumerate(rules, 1):
        key = {**scope, "key": rule.pop("key")}
        work.desk.put(LimitingRule, str(key["key"]), key, {**rule, "position": n})


def judgement(work: Work, area: str, group: str | None) -> Judgement:
    """The one judgement with this area and group. Raises UserError otherwise."""
    found = [
        row
        for inspection in work.inspections.values()
        for row in work.desk.all(Judgement, inspection_id=inspection.key_id)
        if label_key(row.area) == label_key(area) and group in (None, row.group_name)
    ]
    if len(found) != 1:
        raise NotHere(f"No one judgement is called {area}. Give its group as well. Nothing was imported.", area)
    return found[0]
