"""Workstreams, recommendations and actions into rows. A date once given is kept; see `dates`."""

from collections.abc import Iterable
from typing import Any

from handlers.documents.names import label_key, label_of, number_of, short_name, stream_keys, stream_label
from handlers.documents.plan_format import PlanFile
from handlers.documents.plan_format.items import Action, Measure, Recommendation, Workstream
from handlers.importing.changed import Part, named
from handlers.importing.dates import fill_due, kept_limit, met, recommendation_due
from handlers.importing.decided import kept_words
from handlers.importing.inspections import judgement
from handlers.importing.owners import put_owners
from handlers.importing.placing import put_in_streams, put_under
from handlers.importing.work import Work
from models.columns import words
from models.plan import PlanAction, RecommendationJudgement, Response, WorkstreamDependency
from models.plan import Recommendation as RecommendationRow
from models.plan import Workstream as WorkstreamRow
from models.progress import Figure, MeasureRecommendation
from models.progress import Measure as MeasureRow


def put_streams(work: Work, entries: tuple[Workstream, ...]) -> None:
    """Phases, workstreams and programmes, then what they are in and wait for."""
    for n, entry in enumerate(entries, 1):
        row = _put_stream(work, entry, n)
        work.streams |= dict.fromkeys(stream_keys(entry), row)
        put_owners(work, "workstream_id", row, entry.owners)
    for entry in entries:
        row = work.streams[label_key(stream_label(entry))]
        parent = work.streams[label_key(entry.within)].key_id if entry.within else None
        work.desk.alter(row, row.label, {"parent_id": parent})
        for name in entry.depends_on:
            key = {"workstream_id": row.key_id, "depends_on_id": work.streams[label_key(name)].key_id}
            work.desk.link(WorkstreamDependency, key)


def _put_stream(work: Work, entry: Workstream, place: int) -> WorkstreamRow:
    label = stream_label(entry)
    values = {
        "kind": entry.kind,
        "position": place,
        "label": label,
        "number": number_of(entry.number or ""),
        "name": entry.name,
        "scope": entry.scope,
        "state": entry.state,
        "completion_test": entry.completion_test,
        "depends_text": entry.depends_text,
        "source": entry.source,
    }
    key = {"plan_id": work.plan_id, "label_key": label_key(label)}
    due = met(work, entry.due)
    row = work.desk.put(WorkstreamRow, label, key, values, words(due, "due"))
    fill_due(work, row, f"workstream {row.label}", due)
    return row


def put_recommendations(work: Work, draft: PlanFile) -> None:
    """Every recommendation, with what belongs to it alone, then which is part of which."""
    for n, entry in enumerate(draft.recommendations, 1):
        row = _put_recommendation(work, draft, entry, n)
        work.recommendations |= dict.fromkeys((label_key(entry.number), row.label_key), row)
        put_owners(work, "recommendation_id", row, entry.owners)
        _put_responses(work, draft, entry, row.key_id)
        put_in_streams(work, row, entry.workstreams)
        put_links(work, row, entry.judgements)
        for measure in entry.measures:
            put_measure(work, measure, [row])
    for entry in draft.recommendations:
        row = work.recommendations[label_key(entry.number)]
        parent = work.recommendations[label_key(entry.parent)].key_id if entry.parent else None
        work.desk.alter(row, row.label, {"parent_id": parent})


def _put_recommendation(work: Work, draft: PlanFile, entry: Recommendation, place: int) -> RecommendationRow:
    label = label_of(entry)
    inspection = _inspection_of(work, draft, entry.inspection)
    key = {"plan_id": work.plan_id, "label_key": label_key(label)}
    here = work.desk.find(RecommendationRow, **key)
    limit = kept_limit(work, here, f"recommendation {label}", entry)
    due = recommendation_due(work, entry, limit["time_limit"], inspection)
    values = {
        "inspection_id": inspection.key_id if inspection else None,
        "position": place,
        "label": label,
        "number": number_of(label),
        "source_number": entry.number,
        "number_basis": entry.number_basis,
        "council_number": entry.council_number,
        "kind": entry.kind,
        "group_name": entry.group,
        "source_text": entry.text,
        "council_text": kept_words(work, here, "council_text", entry.council_text),
        "published_text": entry.published_text,
        **limit,
        "source": entry.source,
    }
    values |= _restricted(work, here, entry)
    row = work.desk.put(RecommendationRow, label, key, values, {**words(due.date, "due"), "due_basis": due.basis})
    fill_due(work, row, f"recommendation {label}", due.date, due.basis)
    return row


def _restricted(work: Work, here: Any, entry: Recommendation | Action) -> dict[str, bool]:
    """Whether only the plan's own members may see an item: as the file says; where it says nothing, as it was."""
    if here is None or "restricted" in entry.model_fields_set:
        return {"restricted": entry.restricted}
    if here.restricted:
        work.desk.result.note(
            f"{named(here)} stays restricted, of which the file says nothing: “restricted: no” under it opens it"
        )
    return {"restricted": here.restricted}


def _inspection_of(work: Work, draft: PlanFile, key: str | None) -> Any:
    """The inspection named or, where a plan answers only one, that one."""
    answered = [one.id for one in draft.inspections if one.answered]
    named = key or (answered[0] if len(answered) == 1 else None)
    return work.inspections[named] if named else None


def _put_responses(work: Work, draft: PlanFile, entry: Recommendation, recommendation_id: int) -> None:
    printed_on = draft.paper.document_date if draft.paper else None
    texts = [{"text": one.text, "dated_on": one.on or printed_on} for one in entry.responses]
    work.desk.put_list(Response, {"recommendation_id": recommendation_id}, texts, ("text",))


def put_links(work: Work, row: RecommendationRow, links: Iterable[Any]) -> None:
    """The judgements a person says a recommendation answers."""
    for link in links:
        judged = judgement(work, link.area, link.group)
        key = {"recommendation_id": row.key_id, "judgement_id": judged.key_id}
        if work.desk.link(RecommendationJudgement, key, linked_by=link.by, linked_on=link.on):
            work.desk.note(row, Part("judgements it answers", "", judged.area))


def put_actions(work: Work, draft: PlanFile | None, entries: tuple[Action, ...], start: int = 1) -> None:
    """Every action, under its recommendations."""
    for n, entry in enumerate(entries, start):
        row = _put_action(work, draft, entry, n)
        work.actions[row.label_key] = row
        put_owners(work, "action_id", row, entry.owners)
        put_in_streams(work, row, entry.workstreams)
        put_under(work, row, entry.under)


def _put_action(work: Work, draft: PlanFile | None, entry: Action, place: int) -> PlanAction:
    under = [work.recommendation(label).inspection_id for label in entry.under]
    named = _inspection_of(work, draft, entry.inspection) if draft else None
    key = {"plan_id": work.plan_id, "label_key": label_key(entry.number)}
    here = work.desk.find(PlanAction, **key)
    values = {
        "inspection_id": named.key_id if named else next(iter(under), None),
        "position": place,
        "label": entry.number,
        "number": number_of(entry.number),
        "text": kept_words(work, here, "text", entry.text),
        "measure": entry.measure,
        "source": work.mark(entry.source),
        **_restricted(work, here, entry),
    }
    due = met(work, entry.due)
    row = work.desk.put(PlanAction, entry.number, key, values, words(due, "due"))
    fill_due(work, row, f"action {entry.number}", due)
    return row


def put_measure(work: Work, entry: Measure, rows: Iterable[RecommendationRow]) -> None:
    """A measure, its figures, and the recommendations it belongs to."""
    values = {
        "name": entry.name,
        "unit": entry.unit,
        "direction": entry.direction,
        "baseline": entry.baseline,
        "target": entry.target,
        "frequency": entry.frequency,
        "note": entry.note,
    }
    key = {"plan_id": work.plan_id, "key": entry.id or short_name(entry.name)}
    measure = work.desk.put(MeasureRow, entry.name, key, values)
    figures = [one.model_dump() for one in entry.figures]
    work.desk.put_list(Figure, {"measure_id": measure.key_id}, figures, ("whose", "period", "value"))
    for row in rows:
        work.desk.link(MeasureRecommendation, {"recommendation_id": row.key_id, "measure_id": measure.key_id})
