"""A recommendation's card: the whole truth about it at a glance."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.access import PlanView
from handlers.cards.beside import beside_buttons, beside_facts, harm_fact, on_one_screen
from handlers.cards.common import foot
from handlers.cards.evidence import KINDS
from handlers.cards.signing import sign_off_buttons, sign_off_line
from handlers.cards.words import count, headline, lateness, ref, say, short, the, when
from handlers.details import Details
from handlers.grammar import compose
from handlers.views import ActionTally, EvidenceTally, Heard, NextMeeting, RecommendationView, Tied
from models.card import Action, Block, Bold, Card, Facts, Paragraph, Span, Spans
from models.columns import partial
from models.rules.dates import PartialDate, Precision, say_day, say_day_long, say_partial
from models.rules.deadlines import Basis
from models.vocabulary import Bearing, Delivery, EvidenceKind, Relation, SignOff, TimeLimit

_LIMITS = {
    TimeLimit.IMMEDIATELY: "at once",
    TimeLimit.WITHIN_3_MONTHS: "3 months",
    TimeLimit.WITHIN_6_MONTHS: "6 months",
}
_RELATIONS = {
    Relation.OWNER: "Owner",
    Relation.DEPUTY: "Deputy",
    Relation.LINK_OFFICER: "Link officer",
    Relation.OVERSEER: "Overseen by",
}

_ONE_LINE = 90
SET_DATE = "An administrator sets one with: ofsted-bot import FILE --published DATE, or a date in the plan file."


def recommendation_card(view: RecommendationView, today: date) -> Card:
    """The whole truth about a recommendation at a glance."""
    row, plan = view.row, view.plan
    name = ref(plan, row.label)
    return Card(
        f"{row.label} · {row.council_text or row.source_text}",
        (
            headline(view.verdict.standing, view.verdict.reasons, plan.colours),
            Paragraph(_due(view, today)),
            Facts(on_one_screen(_recommendation_facts(view, today))),
            *board_block(view.board),
            *foot(plan),
        ),
        _recommendation_buttons(view, name),
        plan.colours.tones[view.verdict.standing],
    )


def _recommendation_buttons(view: RecommendationView, name: str) -> tuple[Action, ...]:
    locked = view.row.sign_off is SignOff.REQUESTED
    return (
        *((Action("Post an update", compose("update", name)),) if view.may_update and not locked else ()),
        *((Action("Add evidence", compose("evidence add", name)),) if view.may_update else ()),
        *((Action("Evidence", compose("evidence", name)),) if _any_evidence(view.evidence) else ()),
        *sign_off_buttons(view.signing, name, view.row.version),
        *((Action("Actions", compose("status", name, "actions")),) if view.actions.total else ()),
        Action("More", compose("status", name, "more")),
        Action("History", compose("history", name)),
        *beside_buttons(view.beside, name, may_answer=view.may_update),
    )


def _due(view: RecommendationView, today: date) -> Spans:
    if view.due is None:
        return (f"No date: {_no_limit(view.row.time_limit)} {SET_DATE}",)
    spans: tuple[Span, ...] = ("Due ", Bold(_on(view.due)), f"{_basis(view)}{_left(view, today)}")
    if view.agreed is None:
        return spans
    times = f" ({count(view.row.extensions, 'extension')})" if view.row.extensions else ""
    return (*spans, f". Agreed date now {_on(view.agreed)}{times}; the original stands")


def _no_limit(limit: TimeLimit) -> str:
    if limit is TimeLimit.NONE_STATED:
        return "the report set no time limit and the council has not set a date."
    return f"the limit is {_LIMITS[limit]} from publication, and the publication date is not known."


def _on(due: PartialDate) -> str:
    exact = due.precision is Precision.DAY and due.on is not None and not due.text
    return say_day_long(due.on) if exact and due.on else say_partial(due)


def _basis(view: RecommendationView) -> str:
    limit = view.row.time_limit
    if view.row.due_basis is Basis.STATED or limit is TimeLimit.NONE_STATED:
        return ""
    start = "an assumed publication date" if view.row.published_assumed else "publication"
    return f" ({_LIMITS[limit]} from {start})" if limit is not TimeLimit.IMMEDIATELY else f" (at once, from {start})"


def _left(view: RecommendationView, today: date) -> str:
    """How long is left or how late it is; nothing once the board has signed it off."""
    if view.due is None or view.row.sign_off is SignOff.SIGNED_OFF:
        return ""
    on = view.due.first_day
    return f", {lateness(on, today)}" if on else ", its day is not known yet"


def _recommendation_facts(view: RecommendationView, today: date) -> tuple[tuple[str, Spans], ...]:
    return (
        *harm_fact(view.beside),
        *_axes(view, today),
        *owners(view.tied),
        ("Actions", (actions_line(view.actions, whole=view.plan.whole),)),
        latest_fact(view.latest, view.response, today, view.silent_days),
        ("Evidence", (evidence_line(view.evidence),)),
        *beside_facts(view.beside, today),
        *next_fact(view.meeting, today),
    )


def _axes(view: RecommendationView, today: date) -> tuple[tuple[str, Spans], ...]:
    """Delivery, impact and sign-off: on one line where all three are a few words."""
    row = view.row
    delivery = _delivery(row.delivery, view.delivery, view.actions) + paused(row, today)
    sign_off = sign_off_line(row.sign_off, view.signing)
    line = f"{delivery} · Impact: {say(row.impact)} · Sign-off: {sign_off}"
    if len(line) <= _ONE_LINE:
        return (("Delivery", (line,)),)
    return ("Delivery", (delivery,)), ("Impact", (say(row.impact),)), ("Sign-off", (sign_off,))


def paused(row: Any, today: date) -> str:
    """When a paused item is looked at again, or that this is past."""
    if row.delivery is not Delivery.PAUSED or row.review_on is None:
        return ""
    return f"; looked at again on {say_day(row.review_on)}, {lateness(row.review_on, today)}"


def _delivery(owner_word: Delivery, shown: Delivery, actions: ActionTally) -> str:
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
        return "none yet; an administrator adds them in the plan file" if whole else "none that you can see"
    said = [f"{actions.counts[state]} {say(state)}" for state in Delivery if actions.counts.get(state)]
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
    open_against = f"{pieces} against or mixed, not answered; " if evidence.unanswered else ""
    waiting = f"; {evidence.offered} waiting to be accepted" if evidence.offered else ""
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


def _missing(evidence: EvidenceTally) -> str:
    held = {kind for kind, _ in evidence.counts}
    lacking = [KINDS[kind] for kind in (EvidenceKind.OUTCOME_DATA, EvidenceKind.AUDIT) if kind not in held]
    return f"No {' or '.join(lacking)} yet" if lacking and not evidence.hidden else ""


def _any_evidence(evidence: EvidenceTally) -> bool:
    return bool(evidence.counts or evidence.offered or evidence.unanswered)


def next_fact(meeting: NextMeeting | None, today: date) -> tuple[tuple[str, Spans], ...]:
    """What happens next: the next meeting of a board of the plan, and its papers while they can still be sent in."""
    if meeting is None:
        return ()
    on = meeting.papers_due_on
    papers = on is not None and on >= today
    board = f"papers due {say_day(on)} for {the(meeting.board)}" if on and papers else meeting.board
    return (("Next", (f"{board}, {_on(meeting.on)}",)),)


def board_block(board: Any) -> tuple[Block, ...]:
    """What the board judged, beside the owner's word."""
    if board is None:
        return ()
    return (Facts((("Board", (board_words(board),)),)),)


def board_words(board: Any) -> str:
    """A board's judgement on each axis, in its own words."""
    as_at = PartialDate(board.as_at_on, board.as_at_precision, board.as_at_text, board.as_at_end)
    said = [
        f"{axis} {words}"
        for axis, words in (
            ("delivery", board.delivery_words),
            ("impact", board.impact_words),
            ("sign-off", board.sign_off_words),
        )
        if words
    ]
    spoken = "; ".join(said) if said else f"“{board.text}”"
    return f"{board.board or 'The board'}, {say_partial(as_at)}: {spoken}"


def details_card(plan: PlanView, row: Any, details: Details) -> Card:
    """What stands behind the first card: exact words, the council's response, judgements and figures."""
    words = details.words
    facts: list[tuple[str, Spans]] = [
        ("In the report", (words.published_text or words.source_text,)),
        *((("In the paper", (words.source_text,)),) if words.published_text else ()),
        *((("Council's words", (words.council_text,)),) if words.council_text else ()),
        ("Number", (_number(words),)),
        *((("Part", (words.group_name,)),) if words.group_name else ()),
        *((("Limit as printed", (words.limit_text,)),) if words.limit_text else ()),
        *((("Inspection", (row.inspection,)),) if row.inspection else ()),
        ("Judgements", (_judgements(details),)),
        *((("Streams", (", ".join(stream.name for stream in details.streams),)),) if details.streams else ()),
        *(("Response" if not place else "", (said.text,)) for place, said in enumerate(details.responses)),
        *(("Measure", (line,)) for line in figures(details.figures)),
    ]
    name = ref(plan, row.label)
    buttons = (Action("Status", compose("status", name)), Action("History", compose("history", name)))
    return Card(f"{row.label} · {row.council_text or row.source_text}", (Facts(tuple(facts)), *foot(plan)), buttons)


def _number(words: Any) -> str:
    basis = {
        "document": "printed in the report",
        "paragraph": "the report's paragraph",
        "position_in_source": "ours, from its place in the source, which prints none",
        "council": "the council's own",
    }[words.number_basis]
    council = f"; the council calls it {words.council_number}" if words.council_number else ""
    return f"{words.source_number or 'none'}, {basis}{council}"


def _judgements(details: Details) -> str:
    if not details.judgements:
        return "none linked yet; a person links them in the plan file, they are never guessed"
    return "; ".join(f"{row.area}: {row.grade or 'no grade printed'}" for row in details.judgements)


def figures(rows: Sequence[Any]) -> tuple[str, ...]:
    """Each measure in one line, its own figures first, with periods, raw counts and comparators."""
    by_measure: dict[str, list[str]] = {}
    for row in rows:
        said = by_measure.setdefault(f"{row.name}" + (f" (target {row.target})" if row.target else ""), [])
        if row.value is not None:
            raw = f" ({row.numerator} of {row.denominator})" if row.denominator else ""
            period = f" in {row.period}" if row.period else ""
            whose = "" if row.whose == "own" else f"{row.whose} "
            said.append(f"{whose}{row.value}{raw}{period}")
    return tuple(f"{name}: {', '.join(said) or 'no figure yet'}" for name, said in by_measure.items())
