"""What a plan file must keep to beyond the shape of its fields: names that exist, numbers that differ."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from handlers.documents.names import board_keys, label_key, label_of, short_name, stream_keys, stream_label
from handlers.documents.plan_format import OverlayFile, PlanFile
from handlers.documents.plan_format.inspections import Inspection
from handlers.documents.plan_format.items import JudgementLink, Measure, Owner
from handlers.documents.plan_reader.addresses import addresses
from handlers.documents.plan_reader.problems import Finding, Findings, Path
from models.rules.standing import Standing


def check_plan(plan: PlanFile, here: Collection[str] | None = None) -> Findings:
    """Everything in a plan that does not fit together.

    `here` are the addresses of the people who are here already; None where that is not known, and not looked at.
    """
    known = Known(plan)
    yield from addresses(plan, here)
    yield from _unlike(plan)
    yield from _inspections(plan, known)
    yield from _recommendations(plan, known)
    yield from _actions(plan, known)
    yield from _workstreams(plan, known)
    yield from _boards(plan, known)
    yield from _people(plan, known)
    yield from _statements(plan, known)
    yield from _colours(plan)


def check_overlay(overlay: OverlayFile, here: Collection[str] | None = None) -> Findings:
    """What can be seen to be wrong in an overlay before its plan is looked up; `here` is as of a plan."""
    yield from addresses(overlay, here)
    yield from _twice("actions", "number", [action.number for action in overlay.actions])
    yield from _twice("people", "email", [one.email for one in overlay.people])
    yield from _twice("boards", "id", [one.id for one in overlay.boards])
    yield from _twice("organisations", "id", [one.id for one in overlay.organisations])
    for n, person in enumerate(overlay.people):
        if person.manager == person.email:
            yield Finding(("people", n, "manager"), "manager is the person themselves: name somebody else")


@dataclass(frozen=True)
class Known:
    """Everything a plan's parts may be called, found once."""

    plan: PlanFile

    @cached_property
    def inspections(self) -> dict[str, None]:
        return dict.fromkeys(one.id for one in self.plan.inspections)

    @cached_property
    def organisations(self) -> dict[str, None]:
        return dict.fromkeys(one.id for one in self.plan.organisations)

    @cached_property
    def board_ids(self) -> dict[str, None]:
        return dict.fromkeys(one.id for one in self.plan.boards)

    @cached_property
    def boards(self) -> AbstractSet[str]:
        return {key for board in self.plan.boards for key in board_keys(board)}

    @cached_property
    def recommendations(self) -> AbstractSet[str]:
        return {label_key(name) for item in self.plan.recommendations for name in (item.number, label_of(item))}

    @cached_property
    def actions(self) -> AbstractSet[str]:
        return {label_key(action.number) for action in self.plan.actions}

    @cached_property
    def streams(self) -> dict[str, int]:
        return {key: n for n, stream in enumerate(self.plan.workstreams) for key in stream_keys(stream)}


def _unlike(plan: PlanFile) -> Findings:
    yield from _twice("recommendations", "number", [label_of(item) for item in plan.recommendations])
    yield from _twice("actions", "number", [action.number for action in plan.actions])
    yield from _twice("workstreams", "name", [stream_label(stream) for stream in plan.workstreams])
    for section in ("inspections", "organisations", "boards"):
        yield from _twice(section, "id", [one.id for one in getattr(plan, section)])
    yield from _twice("people", "email", [person.email for person in plan.people])
    yield from _same_measure(plan)


def _twice(section: str, field: str, said: Sequence[str]) -> Findings:
    """Names that are alike but for case, spaces and signs; an address or an id is compared as it is."""
    seen: set[str] = set()
    for n, name in enumerate(said):
        key = name if field in ("email", "id") else label_key(name)
        if not key:
            yield Finding((section, n, field), f"{field} must hold a letter or a digit; it says '{name}'")
        elif key in seen:
            yield Finding((section, n, field), f"{field} '{name}' is used twice: give each its own")
        seen.add(key)


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


def _inspections(plan: PlanFile, known: Known) -> Findings:
    for n, inspection in enumerate(plan.inspections):
        yield from _grades(("inspections", n), inspection)
        on_site = inspection.fieldwork
        if on_site and on_site.start and on_site.end and on_site.end < on_site.start:
            yield Finding(("inspections", n, "fieldwork", "end"), "end is before start")
        if inspection.received and inspection.published and inspection.received > inspection.published:
            message = "received is after published, and a council receives a report before it is published"
            yield Finding(("inspections", n, "received"), message)
    for n, event in enumerate(plan.events):
        yield from _id(("events", n, "inspection"), event.inspection, known.inspections, "inspection")
    for n, strength in enumerate(plan.strengths):
        yield from _id(("strengths", n, "inspection"), strength.inspection, known.inspections, "inspection")


def _grades(path: Path, inspection: Inspection) -> Findings:
    scale = [grade.grade for grade in inspection.scale]
    for n, judgement in enumerate(inspection.judgements):
        if scale and judgement.grade and judgement.grade not in scale:
            on = ", ".join(scale)
            message = f"grade must be on this inspection's scale ({on}); it says '{judgement.grade}'"
            yield Finding((*path, "judgements", n, "grade"), message, "inspections")


def _recommendations(plan: PlanFile, known: Known) -> Findings:
    answered = [one.id for one in plan.inspections if one.answered]
    parents = {label_key(item.number): label_key(item.parent or "") for item in plan.recommendations}
    circling = _circles(parents)
    for n, item in enumerate(plan.recommendations):
        path: Path = ("recommendations", n)
        if item.inspection is None and len(answered) > 1:
            message = f"say which inspection it comes from: add 'inspection:', one of {', '.join(answered)}"
            yield Finding(path, message)
        yield from _id((*path, "inspection"), item.inspection, known.inspections, "inspection")
        yield from _labels((*path, "parent"), [item.parent] if item.parent else [], known.recommendations)
        if label_key(item.number) in circling:
            yield Finding((*path, "parent"), "parent leads back to the recommendation itself")
        yield from _streams((*path, "workstreams"), item.workstreams, known)
        yield from _owners((*path, "owners"), item.owners, known)
        for m, link in enumerate(item.judgements):
            yield from _judged((*path, "judgements", m), link, plan)


def _judged(path: Path, link: JudgementLink, plan: PlanFile) -> Findings:
    fits = sum(
        judgement.area == link.area and link.group in (None, judgement.group)
        for inspection in plan.inspections
        for judgement in inspection.judgements
    )
    if fits != 1:
        more = "more than one judgement fits; add its group" if fits else "no judgement has this area and group"
        yield Finding(path, f"'{link.area}': {more}", "inspections")


def _circles(leads_to: dict[str, str]) -> set[str]:
    """The keys from which one comes back to where one was."""
    done: set[str] = set()
    found: set[str] = set()
    for start in leads_to:
        way: dict[str, None] = {}
        key = start
        while key and key not in done and key not in way:
            way[key] = None
            key = leads_to.get(key, "")
        if key in way:
            steps = list(way)
            found.update(steps[steps.index(key) :])
        done.update(way)
    return found


def _actions(plan: PlanFile, known: Known) -> Findings:
    for n, action in enumerate(plan.actions):
        path: Path = ("actions", n)
        yield from _labels((*path, "under"), action.under, known.recommendations)
        yield from _id((*path, "inspection"), action.inspection, known.inspections, "inspection")
        yield from _streams((*path, "workstreams"), action.workstreams, known)
        yield from _owners((*path, "owners"), action.owners, known)
    for n, measure in enumerate(plan.measures):
        yield from _labels(("measures", n, "recommendations"), measure.recommendations, known.recommendations)


def _workstreams(plan: PlanFile, known: Known) -> Findings:
    inside = [_places([stream.within] if stream.within else [], known) for stream in plan.workstreams]
    waits = [_places(stream.depends_on, known) for stream in plan.workstreams]
    for n, stream in enumerate(plan.workstreams):
        path: Path = ("workstreams", n)
        within = [stream.within] if stream.within else []
        yield from _streams((*path, "in"), within, known)
        yield from _streams((*path, "depends_on"), stream.depends_on, known)
        yield from _owners((*path, "owners"), stream.owners, known)
        for field, leads_to in (("in", inside), ("depends_on", waits)):
            if n in leads_to[n]:
                yield Finding((*path, field), f"{field} names the workstream itself")
            elif _comes_back(n, leads_to):
                yield Finding((*path, field), f"{field} leads back to the workstream itself")


def _places(names: Iterable[str], known: Known) -> set[int]:
    """Where in the file the workstreams are that are called these, of those that are there."""
    return {place for name in names if (place := known.streams.get(label_key(name))) is not None}


def _comes_back(start: int, leads_to: Sequence[AbstractSet[int]]) -> bool:
    """Whether one comes from `start` back to it."""
    seen: set[int] = set()
    ahead = set(leads_to[start])
    while ahead:
        seen |= ahead
        ahead = {after for place in ahead for after in leads_to[place]} - seen
    return start in seen


def _boards(plan: PlanFile, known: Known) -> Findings:
    for n, board in enumerate(plan.boards):
        for m, name in enumerate(board.reports_to):
            yield from _board(("boards", n, "reports_to", m), name, known)


def _board(path: Path, name: str, known: Known) -> Findings:
    if label_key(name) not in known.boards:
        here = ", ".join(board.name for board in known.plan.boards) or "none"
        yield Finding(path, f"'{name}' is not one of the boards here: {here}", "boards")


def _people(plan: PlanFile, known: Known) -> Findings:
    for n, person in enumerate(plan.people):
        path: Path = ("people", n)
        yield from _id((*path, "organisation"), person.organisation, known.organisations, "organisation")
        for m, grant in enumerate(person.roles):
            yield from _id((*path, "roles", m, "board"), grant.board, known.board_ids, "board")


def _statements(plan: PlanFile, known: Known) -> Findings:
    for n, statement in enumerate(plan.statements):
        path: Path = ("statements", n)
        if statement.board:
            yield from _board((*path, "board"), statement.board, known)
        yield from _labels((*path, "recommendations"), statement.recommendations, known.recommendations)
        yield from _labels((*path, "actions"), statement.actions, known.actions, "action")
        yield from _streams((*path, "workstreams"), statement.workstreams, known)


def _colours(plan: PlanFile) -> Findings:
    key = plan.settings.colour_key
    missing = [standing.value for standing in Standing if key is not None and standing not in key]
    if missing:
        message = f"colour_key must have every standing; it has none for {', '.join(missing)}"
        yield Finding(("settings", "colour_key"), message)


def _id(path: Path, name: str | None, known: dict[str, None], what: str) -> Findings:
    if name is None or name in known:
        return
    close = get_close_matches(name, known, n=1)
    offer = f"did you mean '{close[0]}'?" if close else f"the ids here are {', '.join(known) or 'none'}"
    yield Finding(path, f"there is no {what} '{name}' in this file: {offer}", f"{what}s")


def _labels(path: Path, names: Iterable[str], known: AbstractSet[str], what: str = "recommendation") -> Findings:
    for name in names:
        if label_key(name) not in known:
            yield Finding(path, f"there is no {what} '{name}' in this file", f"{what}s")


def _streams(path: Path, names: Iterable[str], known: Known) -> Findings:
    for name in names:
        if label_key(name) not in known.streams:
            listed = ", ".join(stream.name for stream in known.plan.workstreams) or "none"
            yield Finding(path, f"there is no workstream '{name}' in this file: there are {listed}", "workstreams")


def _owners(path: Path, owners: Iterable[Owner], known: Known) -> Findings:
    for n, owner in enumerate(owners):
        yield from _id((*path, n, "organisation"), owner.organisation, known.organisations, "organisation")
