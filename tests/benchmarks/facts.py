"""The facts an answer is made of, in one form, whoever read them: so that two ways to read can be compared."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from handlers.access import PlanView
from handlers.context import Actor
from handlers.plan_view import WholePlan
from handlers.views import NextMeeting, RecommendationView
from models.rules import standing as rules
from models.vocabulary import Delivery, SignOff, TimeLimit
from tests.benchmarks.by_hand import Parts
from tests.benchmarks.made_plan import TODAY

Facts = dict[str, Any]
LONDON = ZoneInfo("Europe/London")
_KEY = rules.key_from({})
_CLOSED = {"completed", "paused"}


def of_item(parts: Parts) -> Facts:
    """The facts of one recommendation's card, from rows read by hand."""
    (item,) = parts["item"]
    evidence = [row for row in parts["evidence"] if row[5]]
    open_against = [row for row in evidence if row[1] != "for" and row[2] != "returned" and not row[3]]
    accepted = Counter(row[:2] for row in evidence if row[2] == "accepted")
    board, meeting = parts["board"], parts["meeting"]
    return _facts(
        _asking(parts)
        | {
            "item": item[1:24],
            "latest": (_moment(item[24]), *item[25:30]),
            "tied": [(row[0], row[3] or row[2] or row[1] or row[4], row[7], row[8]) for row in parts["ties"]],
            "mine": any(row[9] and row[0] != "overseer" for row in parts["ties"]),
            "actions": sorted(row[:2] for row in parts["actions"]),
            "late": (sum(row[2] for row in parts["actions"]), parts["late"]),
            "evidence": sorted(accepted.items()),
            "offered": sum(row[2] == "offered" for row in evidence),
            "unanswered": len(open_against),
            "hidden": len(evidence) < len(parts["evidence"]),
            "board": board[-1:],
            "meeting": meeting[0] if meeting else None,
            "beside": item[30:],
        }
    )


def of_view(actor: Actor, view: RecommendationView) -> Facts:
    """The same facts, as the program holds them before it words its card."""
    row, heard, board, meeting = view.row, view.latest, view.board, view.meeting
    return _facts(
        _asked_by(actor, view.plan)
        | {
            "item": (
                row.label, row.label_key, row.source_text, row.council_text, row.time_limit, row.due_on,
                row.due_precision, row.due_text, row.due_end, row.due_basis, row.agreed_on, row.agreed_precision,
                row.agreed_text, row.agreed_end, row.extensions, row.delivery, row.impact, row.sign_off, row.version,
                row.review_on, row.published_on, row.published_assumed, row.inspection,
            ),
            "latest": heard and (
                heard.at, heard.by, heard.text, heard.next_step, heard.help_needed, heard.reported_for,
            ),
            "tied": [(tie.relation, tie.name, tie.away, tie.cover) for tie in view.tied],
            "mine": view.may_update and not actor.operator,
            "actions": sorted(view.actions.counts.items()),
            "late": (view.actions.late, list(view.actions.latest)),
            "evidence": sorted(view.evidence.counts.items()),
            "offered": view.evidence.offered,
            "unanswered": view.evidence.unanswered,
            "board": [_word(board.latest)] if board else [],
            "meeting": meeting and _met(meeting),
            "hidden": view.evidence.hidden,
            "beside": (
                bool(view.beside.requests), bool(view.beside.questions), view.beside.harm is not None,
                bool(view.beside.wrong_way),
            ),
        }
    )  # fmt: skip


def _word(row: Any) -> tuple[Any, ...]:
    return (
        row.delivery, row.delivery_words, row.impact, row.impact_words, row.sign_off, row.sign_off_words, row.text,
        row.as_at_on, row.as_at_precision, row.as_at_text, row.as_at_end, row.board,
    )  # fmt: skip


def of_plan(parts: Parts) -> Facts:
    """The facts of a whole plan's card, from rows read by hand and judged by the program's own rules."""
    meeting = parts["meeting"]
    return _facts(
        _asking(parts)
        | {
            "lines": _lines(parts),
            "actions": sorted(parts["states"]),
            "streams": [row[:3] for row in parts["streams"]],
            "meeting": meeting[0] if meeting else None,
        }
    )


def of_whole_plan(actor: Actor, plan: PlanView, whole: WholePlan) -> Facts:
    """The same facts, as the program holds them before it words its card."""
    meeting = whole.meeting
    return _facts(
        _asked_by(actor, plan)
        | {
            "lines": [
                (line.label, line.text, line.due_on, line.delivery, line.impact, line.sign_off, line.silent_days,
                 line.proof, line.verdict.standing, [(reason.why, reason.days) for reason in line.verdict.reasons])
                for line in whole.lines
            ],
            "actions": sorted((row.delivery, row.count, row.late) for row in whole.actions),
            "streams": [(row.kind, row.label, row.name) for row, _ in whole.streams],
            "meeting": meeting and _met(meeting),
        }
    )  # fmt: skip


def _lines(parts: Parts) -> list[Any]:
    late: dict[Any, Any] = {}
    states, proof, against = _by_item(parts["actions"]), _proofs(parts["evidence"]), _against(parts["evidence"])
    for item, _, _, due in parts["actions"]:
        if due is not None:
            late[item] = min(_day(due), late.get(item, date.max))
    answered = {item: _day(on) for item, on in parts["answered"]}
    judged = {item: word for item, word, _ in parts["judged"]}
    return [
        _line(
            row, states[row[0]], late.get(row[0]), answered.get(row[0]), judged.get(row[0]), proof[row[0]],
            against=row[0] in against,
        )
        for row in parts["items"]
    ]  # fmt: skip


def _line(row: Any, states: Any, late: Any, answered: Any, board: Any, proof: Any, *, against: bool) -> Any:
    _, label, _, text, limit, due_on, delivery, impact, sign_off, heard_at, published = row
    told = [day for day in (_day(published), answered) if day and day <= TODAY]
    since = _moment(heard_at).astimezone(LONDON).date() if heard_at else max(told, default=None)
    open_actions = frozenset(Delivery(state) for state, *_ in states if state not in _CLOSED)
    known = rules.Facts(
        Delivery(delivery), SignOff(sign_off), TimeLimit(limit), _day(due_on), since, open_actions,
        rules.LateAction("", late) if late else None, proof, against=against,
    )  # fmt: skip
    verdict = rules.with_board(rules.judge(known, TODAY, _KEY), Delivery(board) if board else None, "", _KEY)
    return (
        label, text, due_on, rules.shown_delivery(known.delivery, open_actions), impact, sign_off,
        (TODAY - since).days if since else None, proof, verdict.standing,
        [(reason.why, reason.days) for reason in verdict.reasons],
    )  # fmt: skip


def _by_item(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for item, *rest in rows:
        found[item].append(rest)
    return found


def _proofs(rows: Iterable[Any]) -> dict[int, bool]:
    accepted = {item: [row for row in held if row[2] == "accepted"] for item, held in _by_item(rows).items()}
    return defaultdict(bool) | {
        item: any(kind != "process" and bearing != "against" for kind, bearing, *_ in held)
        and not any(bearing != "for" and not told for _, bearing, _, told, _ in held)
        for item, held in accepted.items()
    }


def _against(rows: Iterable[Any]) -> set[int]:
    return {item for item, _, bearing, state, told, _ in rows if bearing != "for" and state != "returned" and not told}


def _asking(parts: Parts) -> Facts:
    who = parts.get("who") or []
    return {
        "who": sorted((row[1], row[2], row[6], row[7]) for row in who),
        "plans": [(row[0], row[1], row[2], row[4] is not None, row[5], row[7], row[11]) for row in parts["plans"]],
    }


def _asked_by(actor: Actor, plan: PlanView) -> Facts:
    return {
        "who": sorted((actor.name, actor.email, *held) for held in actor.roles),
        "plans": [(plan.id, plan.key, plan.title, plan.published, plan.illustration, plan.version, plan.superseded)],
    }


def _met(meeting: NextMeeting) -> Any:
    on = meeting.on
    return meeting.board, on.on, on.precision, on.text, on.end, meeting.papers_due_on


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _facts(value: Facts) -> Facts:
    """The facts, plain."""
    return {name: _plain(inner) for name, inner in value.items()}


def _plain(value: Any) -> Any:
    """The value with nothing in it that only one database, or only our program, would say so."""
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bool():
            return int(value)
        case _:
            return value
