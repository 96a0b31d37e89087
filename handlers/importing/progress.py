"""An overlay's updates, evidence and outcomes into rows, as if people had given them in chat."""

from collections.abc import Mapping
from datetime import datetime

from handlers.documents.plan_format.overlay import Evidence as EvidenceEntry
from handlers.documents.plan_format.overlay import Outcome
from handlers.documents.plan_format.overlay import Update as UpdateEntry
from handlers.importing.kept import DECIDED, OFFERED, UPDATED, say_kept
from handlers.importing.said import say_outcome
from handlers.importing.work import Work
from handlers.reminding.recipients import people_tied
from models.plan import ActionRecommendation, PlanAction, Recommendation
from models.progress import Evidence, EvidenceRecommendation, Update
from models.reminders import Reminder
from models.rules.dates import say_day
from models.rules.signoff import checks_after
from models.vocabulary import DueKind, Impact, Platform, Relation, SignOff


def put_update(work: Work, entry: UpdateEntry) -> None:
    """An update, and the item's state when nothing newer has been said of it."""
    item, person = work.item(entry.of), work.person(entry.by)
    column = "action_id" if isinstance(item, PlanAction) else "recommendation_id"
    key = {"plan_id": work.plan_id, column: item.key_id, "at": _moment(work, entry.at), "person_id": person.key_id}
    values = {
        "by_name": person.name,
        "reported_for": entry.reported_for,
        "platform": Platform.CONSOLE,
        "delivery": entry.delivery,
        "narrative": entry.narrative,
        "next_step": entry.next_step,
        "help_needed": entry.help_needed,
    }
    if (kept := work.desk.find(Update, **key)) is not None:
        work.desk.result.unchanged["update"] += 1
        say_kept(work, f"update U{kept.key_id} of {item.label}, {say_day(entry.at.date())}", kept, values, UPDATED)
        return
    row = work.desk.add(Update, f"of {item.label}", {**key, **values})
    _heard(work, item, row, {"delivery": row.delivery} if row.delivery else {})
    for above in _above(work, item):
        _heard(work, above, row, {})


def _heard(work: Work, item: Recommendation | PlanAction, row: Update, more: Mapping[str, object]) -> None:
    """Point an item at its latest word, if this is it, as when it is said in chat."""
    if item.latest_update_at is None or row.at >= item.latest_update_at:
        work.desk.alter(
            item, item.label, {"latest_update_id": row.key_id, "latest_update_at": row.at, **more},
            told=True,
        )  # fmt: skip


def _above(work: Work, item: Recommendation | PlanAction) -> list[Recommendation]:
    """The recommendations that an action answers: a word on it is a word on each of them."""
    if isinstance(item, Recommendation):
        return []
    links = work.desk.links(ActionRecommendation, action_id=item.key_id)
    return [work.desk.session.get_one(Recommendation, link.recommendation_id) for link in links]


def _moment(work: Work, at: datetime) -> datetime:
    return at.replace(tzinfo=work.now.tzinfo)


def put_evidence(work: Work, entry: EvidenceEntry) -> None:
    """A piece of evidence, and the recommendations it serves."""
    person = work.person(entry.by)
    key = {"plan_id": work.plan_id, "title": entry.title, "at": _moment(work, entry.at)}
    first = {
        "person_id": person.key_id,
        "by_name": person.name,
        "kind": entry.kind,
        "shows": entry.shows,
        "period": entry.period,
        "bearing": entry.bearing,
        "state": entry.state,
    }
    kept = work.desk.find(Evidence, **key)
    row = work.desk.put(Evidence, entry.title, key, {}, first)
    if kept is not None:
        told = first if kept.decided_at is None else {name: first[name] for name in first if name != "state"}
        say_kept(work, f"evidence E{kept.key_id}, {entry.title}", kept, told, OFFERED)
    for label in entry.of:
        ids = {"recommendation_id": work.recommendation(label).key_id, "evidence_id": row.key_id}
        work.desk.link(EvidenceRecommendation, ids)


def put_outcome(work: Work, entry: Outcome) -> None:
    """Impact and sign-off, for a recommendation nobody has yet decided anything about."""
    row = work.recommendation(entry.of)
    untouched = row.impact is Impact.NONE_STATED and row.sign_off is SignOff.NOT_REQUESTED
    wanted = {"impact": entry.impact or row.impact, "sign_off": entry.sign_off or row.sign_off}
    if wanted == {"impact": row.impact, "sign_off": row.sign_off}:
        work.desk.alter(row, row.label, wanted)
    elif untouched:
        work.desk.alter(row, row.label, wanted, told=True)
        say_outcome(work, row, entry)
        if row.sign_off is SignOff.SIGNED_OFF:
            _check_later(work, row, entry)
    else:
        say_kept(work, f"recommendation {row.label}", row, wanted, DECIDED)


def _check_later(work: Work, row: Recommendation, entry: Outcome) -> None:
    """Whether what was signed off still holds is asked as of any other, from the day of the file, else today's.

    What fell due before today is owed, and is asked as what is late.
    """
    subject = f"recommendation:{row.key_id}"
    owner = next(iter(people_tied(work.desk.session, subject, Relation.OWNER)), None)
    for day in checks_after(entry.on or work.now.date()):
        work.desk.session.add(
            Reminder(
                plan_id=work.plan_id, subject=subject, kind=DueKind.STILL_HOLDING, due_on=day,
                person_id=owner.key_id if owner else None, note=f"Does {row.label} still hold?",
                written_at=work.now,
            )
        )  # fmt: skip
    work.desk.session.flush()
