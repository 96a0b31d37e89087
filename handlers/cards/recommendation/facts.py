"""One line each of what is known of an item: its owners, actions, evidence, latest word and board."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.cards.evidence import KINDS
from handlers.cards.recommendation.dates import on_day
from handlers.cards.words import count, lateness, say, short, the, when
from handlers.spoken import Spoken
from handlers.views import ActionTally, EvidenceTally, Heard, NextMeeting, Tied
from models.card import Block, Facts, Spans
from models.columns import partial
from models.rules.dates import PartialDate, say_day, say_day_long, say_partial
from models.vocabulary import Bearing, Delivery, EvidenceKind, Relation

_RELATIONS = {
    Relation.OWNER: "Owner",
    Relation.DEPUTY: "Deputy",
    Relation.LINK_OFFICER: "Link officer",
    Relation.OVERSEER: "Overseen by",
}

_STATES = tuple(Delivery)
ONE_LINE = 90


def paused(row: Any, today: date) -> str:
    """When a paused item is looked at again, or that this is past."""
    if row.delivery is not Delivery.PAUSED or row.review_on is None:
        return ""
    return f"; looked at again on {say_day(row.review_on)}, {lateness(row.review_on, today)}"


def delivery_line(owner_word: Delivery, shown: Delivery, actions: ActionTally) -> str:
    """The delivery that is shown, and whose word it is where that is not its owner's."""
    if owner_word is Delivery.PAUSED:
        return "paused by a decision" + ("" if shown is owner_word else f"; an action under it is {say(shown)}")
    if shown is not owner_word:
        return f"{say(shown)}, as an action is (its owner says {say(owner_word)})"
    still = sum(actions.counts[state] for state in actions.open)
    if shown is Delivery.COMPLETED and still:
        return f"its owner says completed; {count(still, 'action')} under it {'is' if still == 1 else 'are'} still open"
    return say(shown)


def owners(tied: Sequence[Tied]) -> tuple[tuple[str, Spans], ...]:
    """Who is tied to an item, a line a relation; that there is no owner is said."""
    rows: list[tuple[str, Spans]] = []
    for relation in (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER, Relation.OVERSEER):
        names = [tie_name(tie) for tie in tied if tie.relation is relation]
        if names:
            rows.append((_RELATIONS[relation], (", ".join(names),)))
        elif relation is Relation.OWNER:
            rows.append(("Owner", ("nobody yet; an administrator names one in the plan file",)))
    return tuple(rows)


def tie_name(tie: Tied) -> str:
    """Somebody by name, whether a partner, and that they are unavailable: never why or until when."""
    covered = f", {tie.cover} covers" if tie.cover else ""
    return f"{tie.name}{' (partner)' if tie.partner else ''}{f' (unavailable{covered})' if tie.away else ''}"


def actions_line(actions: ActionTally, *, whole: bool) -> str:
    """How many actions there are in each state, and which is latest; `whole` when none is hidden from the reader."""
    if not actions.total:
        return "none yet; “change add” asks for one" if whole else "none that you can see"
    said = [f"{actions.counts[state]} {say(state)}" for state in _STATES if actions.counts.get(state)]
    if actions.late:
        first = actions.latest[0]
        due = partial(first, "due")
        named = f"{first.label} {short(first.text, 40)}, {say_partial(due) if due else say_day(first.due_on)}"
        return f"{actions.total}: {', '.join(said)}; {actions.late} late ({named})"
    return f"{actions.total}: {', '.join(said)}"


def latest_fact(latest: Heard | None, response: Any, today: date, silent_days: int | None) -> tuple[str, Spans]:
    """The latest word with who and when; else the council's first response; else the silence."""
    if latest is not None:
        on = latest.at.date()
        by = f"{latest.by}, reported for {latest.reported_for}" if latest.reported_for else latest.by
        told = f"“{short(latest.text, 160)}”" if latest.text else "no words given,"
        more = f" Help needed: {short(latest.help_needed, 80)}" if latest.help_needed else ""
        return "Latest", (f"{told} {by}, {say_day_long(on)}, {when(on, today)}.{more}",)
    if response:
        dated = f", {say_day(response[0].dated_on)}" if response[0].dated_on else ""
        return "Latest", (f"No update yet. The council's first response{dated}: “{short(response[0].text, 160)}”",)
    since = f" in {count(silent_days, 'day')}" if silent_days else ""
    return "Latest", (f"no update yet{since}",)


def evidence_line(evidence: EvidenceTally) -> str:
    """Evidence by kind, what is against first, and what is missing."""
    pieces = count(evidence.unanswered, "piece that speaks", "pieces that speak")
    open_against = f"{pieces} against or mixed, not answered{_unlooked(evidence)}; " if evidence.unanswered else ""
    offered = evidence.offered - evidence.unlooked
    waiting = f"; {offered} waiting to be accepted" if offered else ""
    limited = ". Some is limited to the board and its owners" if evidence.hidden else ""
    if not evidence.counts:
        return f"{open_against}{'none that you can see' if evidence.hidden else 'none accepted yet'}{waiting}"
    held = sorted(evidence.counts.items())
    against = [f"{n} {bearing.value}: {KINDS[kind]}" for (kind, bearing), n in held if bearing is not Bearing.FOR]
    speaks = [f"{n} {KINDS[kind]}" for (kind, bearing), n in held if bearing is Bearing.FOR]
    total = sum(evidence.counts.values())
    accepted = f"{total} accepted" if open_against else f"{total}"
    kinds = ", ".join([*against, *speaks])
    said = f"{open_against}{accepted}: {kinds}{waiting}{limited}. {_missing(evidence)}"
    return said.rstrip()


def _unlooked(evidence: EvidenceTally) -> str:
    """How much of it a reader offered, which takes nothing away before an officer of the board has accepted it."""
    if not evidence.unlooked:
        return ""
    some = f" {evidence.unlooked} of them" if evidence.unlooked < evidence.unanswered else ""
    return f",{some} waiting to be looked at"


def _missing(evidence: EvidenceTally) -> str:
    held = {kind for kind, _ in evidence.counts}
    lacking = [KINDS[kind] for kind in (EvidenceKind.OUTCOME_DATA, EvidenceKind.AUDIT) if kind not in held]
    return f"No {' or '.join(lacking)} yet" if lacking and not evidence.hidden else ""


def any_evidence(evidence: EvidenceTally) -> bool:
    """Whether the reader may see any of its evidence."""
    return bool(evidence.counts or evidence.offered or evidence.unanswered)


def next_fact(meeting: NextMeeting | None, today: date) -> tuple[tuple[str, Spans], ...]:
    """What happens next: the next meeting of a board of the plan, and its papers while they can still be sent in."""
    if meeting is None:
        return ()
    on = meeting.papers_due_on
    papers = on is not None and on >= today
    board = f"papers due {say_day(on)} for {the(meeting.board)}" if on and papers else meeting.board
    return (("Next", (f"{board}, {on_day(meeting.on)}",)),)


def board_block(board: Any) -> tuple[Block, ...]:
    """What the board judged, beside the owner's word."""
    if board is None:
        return ()
    return (Facts((("Board", (board_words(board),)),)),)


def board_words(board: Spoken) -> str:
    """What boards judged on each axis as it stands, in their own words."""
    return "; ".join(_board_said(row, axes) for row, axes in board.words)


def _board_said(row: Any, axes: Sequence[tuple[str, str]]) -> str:
    as_at = PartialDate(row.as_at_on, row.as_at_precision, row.as_at_text, row.as_at_end)
    spoken = "; ".join(f"{axis} {words}" for axis, words in axes) if axes else f"“{row.text}”"
    return f"{row.board or 'The board'}, {say_partial(as_at)}: {spoken}"
