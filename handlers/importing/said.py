"""What a plan file says of sign-off, as history keeps it: dated as the file dates it, and by whom it was brought in."""

from handlers.cards.words import say
from handlers.documents.plan_format.overlay import Outcome
from handlers.importing.changed import Changed
from handlers.importing.work import Work
from models import audit
from models.columns import partial
from models.governance import Board
from models.plan import PlanAction, Recommendation, Workstream
from models.progress import BoardJudgement
from models.rules.dates import say_day, say_partial
from models.vocabulary import Platform

_CHANGED = "changed by importing a plan file: "
_SAYS = "imported, as the plan file says: "
_NO_DAY = "on a day it does not give"


def record_changed(work: Work, item: Changed) -> None:
    """Keep in an item's history what an import changes of it: shortened to be read, and whole for whoever needs it.

    Of an overlay, which adds what the plan lacks, only what it puts in the place of something else.
    """
    parts = [part for part in item.untold if part.was or not work.illustration]
    if not parts:
        return
    content = {
        "by": work.by,
        "summary": f"{_CHANGED}{'; '.join(part.said for part in parts)}",
        "parts": [{"what": part.what, "was": part.was, "now": part.now, "words": part.quoted} for part in parts],
    }
    audit.record(
        work.desk.session, at=work.now, actor=work.by, platform=Platform.CONSOLE, event="plan.says",
        subject=item.subject, content=content, plan_id=item.plan_id,
    )  # fmt: skip


def say_outcome(work: Work, row: Recommendation, entry: Outcome) -> None:
    """Keep for the history where the file puts a recommendation with its board, and since what day."""
    impact = f"impact {say(entry.impact)}" if entry.impact else ""
    sign_off = f"sign-off: {say(entry.sign_off)}" if entry.sign_off else ""
    dated = say_day(entry.on) if entry.on else _NO_DAY
    axes = "; ".join(axis for axis in (impact, sign_off) if axis)
    work.say(f"recommendation:{row.key_id}", f"{_SAYS}{row.label}, {dated}: {axes}")


def say_signed(work: Work, row: BoardJudgement) -> None:
    """Keep for the history a board's words on sign-off, on each item they are about; nothing where it said none."""
    if words := signed(row):
        subject, about = _about(work, row)
        board = work.desk.session.get_one(Board, row.board_id).name if row.board_id else "a board it does not name"
        dated = partial(row, "as_at")
        when = say_partial(dated) if dated else _NO_DAY
        work.say(subject, f"{_SAYS}{board}, {when}, on the sign-off of {about}: {words}")


def signed(row: BoardJudgement) -> str:
    """A board's words on sign-off, as they are quoted."""
    if row.sign_off_words:
        return f"“{row.sign_off_words}”"
    return say(row.sign_off) if row.sign_off else ""


def _about(work: Work, row: BoardJudgement) -> tuple[str, str]:
    """What a statement is about: the subject that its history is kept under, and what people call it."""
    session = work.desk.session
    if row.recommendation_id:
        return f"recommendation:{row.recommendation_id}", session.get_one(Recommendation, row.recommendation_id).label
    if row.action_id:
        return f"action:{row.action_id}", f"action {session.get_one(PlanAction, row.action_id).label}"
    if row.workstream_id:
        return f"workstream:{row.workstream_id}", session.get_one(Workstream, row.workstream_id).name
    return f"plan:{work.plan_id}", row.scope
