"""A plan at a glance: how its items stand, what is late, what is next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.harm import counted
from handlers.cards.lists import worst_first
from handlers.cards.recommendation import next_fact, set_date
from handlers.cards.words import count, lateness, listed, ref, say, short
from handlers.grammar import compose
from handlers.overview import Line
from handlers.plan_view import WholePlan
from models.card import Action, Bold, Card, Facts, Paragraph, Span, Spans, Tinted, Tone
from models.rules.dates import PartialDate, Precision, say_day, say_partial
from models.rules.standing import SEVERITY, Key, Standing
from models.vocabulary import Delivery, Impact, SignOff, TimeLimit

_NAMED = 6
_LEGEND = {
    Standing.SIGNED_OFF: "signed off by the board",
    Standing.AWAITING_SIGN_OFF: "with the board for sign-off",
    Standing.OVERDUE: "past its limit undelivered",
    Standing.OFF_TRACK: "off track",
    Standing.AT_RISK: "at risk, an action late, silent, or evidence missing",
    Standing.COMPLETED_UNPROVED: "completed but unproved",
    Standing.NOT_ENOUGH_EVIDENCE: "not enough evidence, or no date",
    Standing.ON_TRACK: "on track",
    Standing.NOT_STARTED: "not started and not near its date",
    Standing.PAUSED: "paused by the board",
}


def plan_card(plan: PlanView, whole: WholePlan, today: date) -> Card:
    """Where the plan stands: counts with denominators by axis, what is late, what is next."""
    facts = _with_recommendations(plan, whole, today) if whole.lines else _without(plan, whole)
    legend = (Paragraph((legend_line(plan.colours),), quiet=True),) if whole.lines else ()
    return Card(
        f"{plan.name} · {plan.title}",
        (*_lead(plan, whole), Facts((*facts, *_streams(whole), *_next(whole, today))), *legend, *foot(plan)),
        _buttons(plan, whole),
        _tone(plan, whole),
    )


def _tone(plan: PlanView, whole: WholePlan) -> Tone:
    tones = [plan.colours.tones[line.verdict.standing] for line in whole.lines]
    return min(tones, key=SEVERITY.index, default=Tone.NEUTRAL)


def _lead(plan: PlanView, whole: WholePlan) -> tuple[Paragraph, ...]:
    if not whole.lines:
        state = f" It is: {whole.state}." if whole.state else ""
        if not plan.whole:
            return (Paragraph((f"You can see no recommendations in this plan.{state}",)),)
        return (Paragraph((f"This plan holds no recommendations; what follows is what it does hold.{state}",)),)
    counted = Counter((plan.colours.tones[line.verdict.standing], _word(plan, line)) for line in whole.lines)
    spans: list[Span] = [Bold(count(len(whole.lines), "recommendation")), ": "]
    for place, ((tone, word), number) in enumerate(
        sorted(counted.items(), key=lambda item: SEVERITY.index(item[0][0]))
    ):
        spans += [", "] if place else []
        spans += [f"{number} ", Tinted(word.lower(), tone)]
    return (Paragraph(tuple(spans)),)


def _word(plan: PlanView, line: Line) -> str:
    return plan.colours.words[line.verdict.standing]


def _with_recommendations(plan: PlanView, whole: WholePlan, today: date) -> tuple[tuple[str, Spans], ...]:
    lines, total = whole.lines, len(whole.lines)
    return (
        ("Delivery", (f"of {total}: {_axis((line.delivery for line in lines), Delivery)}",)),
        ("Impact", (f"of {total}: {_axis((line.impact for line in lines), Impact)}",)),
        ("Sign-off", (f"of {total}: {_axis((line.sign_off for line in lines), SignOff)}",)),
        *_overdue(lines, today),
        *_due_next(plan, lines, today),
        *_actions(whole),
        *counted(*whole.harm),
    )


def _axis(values: Iterable[Any], order: Iterable[Any]) -> str:
    counted = Counter(values)
    return ", ".join(f"{counted[value]} {say(value)}" for value in order if counted[value])


def _overdue(lines: Sequence[Line], today: date) -> tuple[tuple[str, Spans], ...]:
    late = [line for line in lines if line.overdue]
    unsure = sum(line.maybe_past for line in lines)
    maybe = f"; {unsure} may be, as the publication date is not recorded" if unsure else ""
    if not late:
        return (("Overdue", (f"none {'certainly ' if unsure else ''}past its original limit{maybe}",)),)
    undelivered = [line for line in late if line.delivery is not Delivery.COMPLETED]
    unsigned = [line for line in late if line.delivery is Delivery.COMPLETED]
    first = min(line.due_on for line in late if line.due_on)
    longest = count((today - first).days, "day")
    return (
        (
            "Overdue",
            (f"{len(late)} of {len(lines)} not signed off, up to {longest} past the original limit{maybe}",),
        ),
        ("", (f"Not delivered: {names(undelivered)}. Delivered, not signed off: {names(unsigned)}",)),
    )


def names(lines: Sequence[Line]) -> str:
    """Labels in a row, the first few and how many more: "SG1, SG3 and 4 more"; "none"."""
    if not lines:
        return "none"
    if len(lines) <= _NAMED:
        return listed(line.label for line in lines)
    return f"{', '.join(line.label for line in lines[:_NAMED])} and {len(lines) - _NAMED} more"


def _undated(plan: PlanView, lines: Sequence[Line], undated: Sequence[Line]) -> tuple[tuple[str, Spans], ...]:
    first = next((line for line in undated if line.limit is TimeLimit.NONE_STATED), undated[0])
    how = set_date([line.limit for line in undated], ref(plan, first.label))
    return (("No date", (f"{len(undated)} of {len(lines)}: {names(undated)}. {how}",)),)


def _due_next(plan: PlanView, lines: Sequence[Line], today: date) -> tuple[tuple[str, Spans], ...]:
    ahead = [line for line in lines if line.due_on and line.due_on >= today and line.sign_off is not SignOff.SIGNED_OFF]
    if not ahead:
        undated = [line for line in lines if line.due_on is None]
        return _undated(plan, lines, undated) if undated else ()
    on = min(line.due_on for line in ahead if line.due_on)
    here = [line for line in ahead if line.due_on == on]
    said = say_partial(here[0].due) if here[0].due else say_day(on)
    return (("Due next", (f"{said}, {lateness(on, today)} ({len(here)}): {names(here)}",)),)


def _actions(whole: WholePlan) -> tuple[tuple[str, Spans], ...]:
    total = sum(row.count for row in whole.actions)
    if not total:
        return ()
    by_state = {row.delivery: row.count for row in whole.actions}
    late = sum(row.late or 0 for row in whole.actions)
    said = ", ".join(f"{by_state[state]:,} {say(state)}" for state in Delivery if by_state.get(state))
    return (("Actions", (f"of {total:,}: {said}; {late:,} past their own date",)),)


def _without(plan: PlanView, whole: WholePlan) -> tuple[tuple[str, Spans], ...]:
    said = (*_actions(whole), *counted(*whole.harm))
    return said or (("Actions", (f"none in {plan.name} yet" if plan.whole else "none that you can see",)),)


def _streams(whole: WholePlan) -> tuple[tuple[str, Spans], ...]:
    if whole.lines and not any(judged for _, judged in whole.streams):
        return (("Work", (_stream_count(whole),)),) if whole.streams else ()
    return tuple(
        (f"{row.kind.value.capitalize()}", (f"{row.name}{_stream_state(row, judged)}",))
        for row, judged in whole.streams[:12]
    )


def _stream_count(whole: WholePlan) -> str:
    kinds = Counter(row.kind.value for row, _ in whole.streams)
    return listed(count(number, kind) for kind, number in kinds.items())


def _stream_state(row: Any, judged: Any) -> str:
    if judged is not None and judged.delivery_words:
        return f" · the board: {judged.delivery_words}"
    return f" · {row.state}" if row.state else ""


def _next(whole: WholePlan, today: date) -> tuple[tuple[str, Spans], ...]:
    if whole.meeting is not None:
        return next_fact(whole.meeting, today)
    if not whole.events:
        return ()
    said = "; ".join(f"{event_day(event)}: {short(event.what, 70)}" for event in whole.events[:2])
    return (("Next", (said,)),)


_KEPT_AS_WRITTEN = (Precision.AFTER, Precision.MEETING, Precision.ONGOING)


def event_day(event: Any) -> str:
    """An event's date as exactly as it is known."""
    text = event.date_text if event.date_precision in _KEPT_AS_WRITTEN else None
    return say_partial(PartialDate(event.date_on, event.date_precision, text, event.date_end))


def _buttons(plan: PlanView, whole: WholePlan) -> tuple[Action, ...]:
    worst = worst_first(whole.lines, plan.colours)[:2]
    return (
        *((Action("All items", "status all"), Action("Overdue", "overdue")) if whole.lines else ()),
        *((Action("Actions", "status actions"),) if whole.actions else ()),
        *(Action(line.label, compose("status", ref(plan, line.label))) for line in worst),
        *(
            ()
            if whole.lines
            else (
                Action(row.name, compose("status", ref(plan, row.label, "workstream"))) for row, _ in whole.streams[:3]
            )
        ),
        *((Action("More", "status more"),) if plan.everything else ()),
    )


def legend_line(key: Key) -> str:
    """What each colour means in this plan, printed wherever colours are."""
    meanings: dict[str, list[str]] = {}
    for standing in sorted(Standing, key=lambda each: SEVERITY.index(key.tones[each])):
        meanings.setdefault(key.words[standing], []).append(_LEGEND[standing])
    return ". ".join(f"{word}: {', '.join(said)}" for word, said in meanings.items()) + "."
