"""What a plan file must keep to beyond the shape of its fields: names that exist, numbers that differ."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from handlers.documents.names import board_keys, label_key, label_of, short_name, stream_keys, stream_label
from handlers.documents.plan_format import OverlayFile, PlanFile
from handlers.documents.plan_format.governance import Board
from handlers.documents.plan_format.inspections import Inspection
from handlers.documents.plan_format.items import Measure, Owner
from handlers.documents.plan_format.people import Person
from handlers.documents.plan_reader.problems import Path
from models.rules.standing import Standing


class Finding(NamedTuple):
    """A problem with one part of a file."""

    path: Path
    message: str


Findings = Iterator[Finding]


def check_plan(plan: PlanFile) -> Findings:
    """Everything in a plan that does not fit together."""
    yield from _unlike(plan)
    yield from _inspections(plan)
    yield from _recommendations(plan)
    yield from _actions(plan)
    yield from _workstreams(plan)
    yield from _boards(plan)
    yield from _people(plan.people, plan.boards, {one.id for one in plan.organisations})
    yield from _statements(plan)
    yield from _colours(plan)


def check_overlay(overlay: OverlayFile) -> Findings:
    """What can be seen to be wrong in an overlay before its plan is looked up."""
    labels = [label_key(action.number) for action in overlay.actions]
    yield from _twice("actions", labels, "number", [action.number for action in overlay.actions])
    yield from _twice("people", [one.email for one in overlay.people], "email")
    yield from _twice("boards", [one.id for one in overlay.boards], "id")
    yield from _twice("organisations", [one.id for one in overlay.organisations], "id")
    for n, person in enumerate(overlay.people):
        if person.manager == person.email:
            yield Finding(("people", n, "manager"), "manager is the person themselves: name somebody else")


def _unlike(plan: PlanFile) -> Findings:
    labels = [label_of(item) for item in plan.recommendations]
    yield from _twice("recommendations", [label_key(label) for label in labels], "number", labels)
    numbers = [action.number for action in plan.actions]
    yield from _twice("actions", [label_key(number) for number in numbers], "number", numbers)
    names = [stream_label(stream) for stream in plan.workstreams]
    yield from _twice("workstreams", [label_key(name) for name in names], "name", names)
    for section in ("inspections", "organisations", "boards"):
        yield from _twice(section, [one.id for one in getattr(plan, section)], "id")
    yield from _twice("people", [person.email for person in plan.people], "email")
    yield from _same_measure(plan)
    for section, entries in (("recommendations", labels), ("actions", numbers)):
        for n, label in enumerate(entries):
            if not label_key(label):
                yield Finding((section, n, "number"), f"number must hold a letter or digit; it says '{label}'")


def _twice(section: str, keys: Sequence[str], field: str, said: Sequence[str] = ()) -> Findings:
    first: dict[str, int] = {}
    for n, key in enumerate(keys):
        if key in first and key:
            name = (said or keys)[n]
            yield Finding((section, n, field), f"{field} '{name}' is used twice: give each its own")
        first.setdefault(key, n)


def _same_measure(plan: PlanFile) -> Findings:
    placed: list[tuple[Path, Measure]] = [(("measures", n), one) for n, one in enumerate(plan.measures)]
    for n, item in enumerate(plan.recommendations):
        placed += [(("recommendations", n, "measures", m), one) for m, one in enumerate(item.measures)]
    seen: set[str] = set()
    for path, measure in placed:
        key = measure.id or short_name(measure.name)
        if key in seen:
            yield Finding(path, f"'{measure.name}' is measured twice: give each an id of its own")
        seen.add(key)


def _inspections(plan: PlanFile) -> Findings:
    for n, inspection in enumerate(plan.inspections):
        yield from _grades(("inspections", n), inspection)
        on_site = inspection.fieldwork
        if on_site and on_site.start and on_site.end and on_site.end < on_site.start:
            yield Finding(("inspections", n, "fieldwork", "end"), "end is before start")
    ids = [one.id for one in plan.inspections]
    for n, event in enumerate(plan.events):
        yield from _known(("events", n, "inspection"), event.inspection, ids, "inspection")
    for n, strength in enumerate(plan.strengths):
        yield from _known(("strengths", n, "inspection"), strength.inspection, ids, "inspection")


def _grades(path: Path, inspection: Inspection) -> Findings:
    scale = [grade.grade for grade in inspection.scale]
    for n, judgement in enumerate(inspection.judgements):
        if scale and judgement.grade and judgement.grade not in scale:
            message = f"grade must be on this inspection's scale ({', '.join(scale)}); it says '{judgement.grade}'"
            yield Finding((*path, "judgements", n, "grade"), message)


def _recommendations(plan: PlanFile) -> Findings:
    ids = [one.id for one in plan.inspections]
    answered = [one.id for one in plan.inspections if one.answered]
    parents = {label_key(item.number): label_key(item.parent or "") for item in plan.recommendations}
    labels = {item.number for item in plan.recommendations}
    for n, item in enumerate(plan.recommendations):
        path: Path = ("recommendations", n)
        if item.inspection is None and len(answered) > 1:
            yield Finding(path, f"say which inspection it comes from: add 'inspection:', one of {', '.join(answered)}")
        yield from _known((*path, "inspection"), item.inspection, ids, "inspection")
        yield from _labelled((*path, "parent"), [item.parent] if item.parent else [], labels)
        if _circles(label_key(item.number), parents):
            yield Finding((*path, "parent"), "parent leads back to the recommendation itself")
        yield from _streams((*path, "workstreams"), item.workstreams, plan)
        yield from _owners((*path, "owners"), item.owners, plan)
        yield from _judged(path, n, plan)


def _judged(path: Path, n: int, plan: PlanFile) -> Findings:
    for m, link in enumerate(plan.recommendations[n].judgements):
        areas = [
            judgement
            for inspection in plan.inspections
            for judgement in inspection.judgements
            if judgement.area == link.area and link.group in (None, judgement.group)
        ]
        if len(areas) != 1:
            more = "more than one judgement fits; add its group" if areas else "no judgement has this area and group"
            yield Finding((*path, "judgements", m), f"'{link.area}': {more}")


def _circles(start: str, leads_to: dict[str, str]) -> bool:
    seen: set[str] = set()
    key = leads_to.get(start, "")
    while key and key not in seen:
        if key == start:
            return True
        seen.add(key)
        key = leads_to.get(key, "")
    return False


def _actions(plan: PlanFile) -> Findings:
    ids = [one.id for one in plan.inspections]
    labels = {name for item in plan.recommendations for name in (item.number, label_of(item))}
    for n, action in enumerate(plan.actions):
        path: Path = ("actions", n)
        yield from _labelled((*path, "under"), action.under, labels)
        yield from _known((*path, "inspection"), action.inspection, ids, "inspection")
        yield from _streams((*path, "workstreams"), action.workstreams, plan)
        yield from _owners((*path, "owners"), action.owners, plan)
    for n, measure in enumerate(plan.measures):
        yield from _labelled(("measures", n, "recommendations"), measure.recommendations, labels)


def _workstreams(plan: PlanFile) -> Findings:
    waits = {key: stream for stream in plan.workstreams for key in stream_keys(stream)}
    for n, stream in enumerate(plan.workstreams):
        path: Path = ("workstreams", n)
        yield from _streams((*path, "in"), [stream.within] if stream.within else [], plan)
        yield from _streams((*path, "depends_on"), stream.depends_on, plan)
        yield from _owners((*path, "owners"), stream.owners, plan)
        for field, names in (("in", [stream.within or ""]), ("depends_on", stream.depends_on)):
            if any(waits.get(label_key(name)) is stream for name in names):
                yield Finding((*path, field), f"{field} names the workstream itself")


def _boards(plan: PlanFile) -> Findings:
    names = {key for board in plan.boards for key in board_keys(board)}
    for n, board in enumerate(plan.boards):
        for m, name in enumerate(board.reports_to):
            if label_key(name) not in names:
                yield Finding(("boards", n, "reports_to", m), _no_board(name, plan.boards))


def _no_board(name: str, boards: Sequence[Board]) -> str:
    return f"'{name}' is not one of the boards here: {', '.join(board.name for board in boards)}"


def _people(people: Sequence[Person], boards: Sequence[Board], organisations: Iterable[str]) -> Findings:
    for n, person in enumerate(people):
        yield from _known(("people", n, "organisation"), person.organisation, list(organisations), "organisation")
        for m, grant in enumerate(person.roles):
            yield from _known(("people", n, "roles", m, "board"), grant.board, [one.id for one in boards], "board")


def _statements(plan: PlanFile) -> Findings:
    boards = {key for board in plan.boards for key in board_keys(board)}
    recommendations = {name for item in plan.recommendations for name in (item.number, label_of(item))}
    for n, statement in enumerate(plan.statements):
        path: Path = ("statements", n)
        if statement.board and label_key(statement.board) not in boards:
            yield Finding((*path, "board"), _no_board(statement.board, plan.boards))
        yield from _labelled((*path, "recommendations"), statement.recommendations, recommendations)
        yield from _labelled((*path, "actions"), statement.actions, {one.number for one in plan.actions}, "action")
        yield from _streams((*path, "workstreams"), statement.workstreams, plan)


def _colours(plan: PlanFile) -> Findings:
    key = plan.settings.colour_key
    missing = [standing.value for standing in Standing if key is not None and standing not in key]
    if missing:
        message = f"colour_key must have every standing; it has none for {', '.join(missing)}"
        yield Finding(("settings", "colour_key"), message)


def _known(path: Path, name: str | None, known: Sequence[str], what: str) -> Findings:
    if name is None or name in known:
        return
    close = get_close_matches(name, known, n=1)
    offer = f"did you mean '{close[0]}'?" if close else f"the ids here are {', '.join(known) or 'none'}"
    yield Finding(path, f"there is no {what} '{name}' in this file: {offer}")


def _labelled(path: Path, names: Sequence[str], labels: Iterable[str], what: str = "recommendation") -> Findings:
    known = {label_key(label) for label in labels}
    for name in names:
        if label_key(name) not in known:
            yield Finding(path, f"there is no {what} '{name}' in this file")


def _streams(path: Path, names: Sequence[str], plan: PlanFile) -> Findings:
    known = {key for stream in plan.workstreams for key in stream_keys(stream)}
    for name in names:
        if label_key(name) not in known:
            listed = ", ".join(stream.name for stream in plan.workstreams) or "none"
            yield Finding(path, f"there is no workstream '{name}' in this file: there are {listed}")


def _owners(path: Path, owners: Sequence[Owner], plan: PlanFile) -> Findings:
    ids = [one.id for one in plan.organisations]
    for n, owner in enumerate(owners):
        yield from _known((*path, n, "organisation"), owner.organisation, ids, "organisation")
