"""Which recommendations an action is under, and which streams an item is in: the file's, unless chat said since."""

from collections.abc import Sequence

from sqlmodel import SQLModel

from handlers.documents.names import label_key
from handlers.importing.changed import Part, named
from handlers.importing.decided import Decided, decided
from handlers.importing.work import Work
from models.plan import ActionRecommendation, PlanAction, Recommendation, Workstream, WorkstreamItem
from models.vocabulary import ChangeKind

_UNDER_IT = "actions under it"


def put_under(work: Work, row: PlanAction, labels: tuple[str, ...]) -> None:
    """Tie an action to its recommendations, and part it from those that a later plan file names others instead of."""
    session, links = work.desk.session, work.desk.links(ActionRecommendation, action_id=row.key_id)
    before = [session.get_one(Recommendation, link.recommendation_id) for link in links]
    wanted = list({(above := work.recommendation(label)).key_id: above for label in labels}.values())
    for above in wanted:
        key = {"recommendation_id": above.key_id, "action_id": row.key_id}
        if work.desk.link(ActionRecommendation, key):
            work.desk.note(above, Part(_UNDER_IT, "", row.label), told=row.restricted)
    gone = [(link, above) for link, above in zip(links, before, strict=True) if above not in wanted]
    if kept := _kept(work, row, [above.label for _, above in gone], labels, ChangeKind.ADD):
        wanted += [above for _, above in gone]
        work.desk.result.note(f"{named(row)} is under {kept}")
    for link, above in () if kept else gone:
        work.desk.unlink(link)
        work.desk.note(above, Part(_UNDER_IT, row.label, ""), told=row.restricted)
    _note(work, row, "what it is under", before, wanted, told=any(above.restricted for above in (*before, *wanted)))


def put_in_streams(work: Work, row: Decided, names: tuple[str, ...]) -> None:
    """Put an item in its streams, and take it out of those that a later plan file names others instead of."""
    session = work.desk.session
    column = "action_id" if isinstance(row, PlanAction) else "recommendation_id"
    held = work.desk.all(WorkstreamItem, **{column: row.key_id})
    before = [session.get_one(Workstream, each.workstream_id) for each in held]
    named_in = list({(stream := work.streams[label_key(name)]).key_id: stream for name in names}.values())
    added = [stream for stream in named_in if stream not in before]
    if added and before and (change := decided(work, row, ChangeKind.MOVE)) is not None:
        work.desk.result.note(
            f"{named(row)} is in {_names(before)}, agreed as C{change.key_id}, and in {_names(named_in)} in the file: "
            f"it stays where it is; to move it needs a change request: change move {row.label}"
        )
        return
    for stream in added:
        key = {"workstream_id": stream.key_id, "recommendation_id": None, "action_id": None, column: row.key_id}
        work.desk.put(WorkstreamItem, f"in {stream.name}", key, {})
    gone = [(each, stream) for each, stream in zip(held, before, strict=True) if stream not in named_in]
    if kept := _kept(work, row, [stream.name for _, stream in gone], names, ChangeKind.ADD, ChangeKind.MOVE):
        work.desk.result.note(f"{named(row)} is in {kept}")
        named_in += [stream for _, stream in gone]
    for each, _ in () if kept else gone:
        work.desk.unlink(each)
    _note(work, row, "workstream", before, named_in)


def _kept(work: Work, row: Decided, gone: list[str], named_instead: tuple[str, ...], *kinds: ChangeKind) -> str:
    """Of what is no longer in the file, why it is kept; nothing where it is not."""
    if not gone or work.illustration:
        return ""
    said = f"{', '.join(gone)} here and not in the file: that is kept"
    if (change := decided(work, row, *kinds)) is not None:
        return f"{said}, because it was agreed as C{change.key_id}"
    return "" if named_instead else f"{said}; to move it, name in the file where it is to be instead"


def _note(
    work: Work, row: Decided, what: str, before: Sequence[SQLModel], after: Sequence[SQLModel], *, told: bool = False
) -> None:
    """Keep where an item was and is; what is restricted is `told` in its own history, and in no other."""
    if set(map(id, before)) != set(map(id, after)):
        work.desk.note(row, Part(what, _names(before), _names(after)), told=told)


def _names(rows: Sequence[SQLModel]) -> str:
    return ", ".join(str(getattr(row, "name", "") or getattr(row, "label", "")) for row in rows)
