"""How the week reads: what moved, what is late, what waits, what is due, who is silent, what is next."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.cards.common import foot
from handlers.cards.plan import names
from handlers.cards.recommendation import next_fact
from handlers.cards.words import count, lateness, listed, say
from handlers.overview import Line
from models.card import Action, Block, Card, Facts, Paragraph, Spans
from models.rules.dates import say_day_long
from models.vocabulary import Delivery, SignOff

if TYPE_CHECKING:
    from handlers.digest import Week

_SHOWN = 3


def digest_card(week: "Week", today: date) -> Card:
    """The week, the counts with their denominators first."""
    rows = (*_counts(week), *_late(week, today), *_waits(week), *_due(week, today), *_silent(week),
            *next_fact(week.meeting, today))  # fmt: skip
    quiet: Block = Paragraph(("Working figures, not the board's decision.",), quiet=True)
    return Card(
        f"{week.view.name} · week to {say_day_long(week.last)}",
        (Paragraph((_moved(week),)), Facts(rows), quiet, *foot(week.view)),
        (*(each.look for each in week.waits[:_SHOWN]), Action("All items", "status all"), Action("Overdue", "overdue")),
    )


def _moved(week: "Week") -> str:
    if not week.moved:
        return "Nothing changed this week."
    worse = f", {len(week.backwards)} backwards ({listed(week.backwards)})" if week.backwards else ""
    return f"{len(week.moved)} moved this week{worse}."


def _counts(week: "Week") -> tuple[tuple[str, Spans], ...]:
    lines = week.lines
    tally = Counter(line.delivery for line in lines)
    said = ", ".join(f"{tally[word]} {say(word)}" for word in Delivery if tally[word])
    signed = sum(line.sign_off is SignOff.SIGNED_OFF for line in lines)
    return (("Delivery", (f"of {len(lines)}: {said}",)), ("Signed off", (f"{signed} of {len(lines)}",)))


def _late(week: "Week", today: date) -> tuple[tuple[str, Spans], ...]:
    days = sorted({line.due_on for line in week.lines if line.overdue and line.due_on})
    return tuple(("Late", (_late_on(week, day, today),)) for day in days[:_SHOWN])


def _late_on(week: "Week", day: date, today: date) -> str:
    due = [line for line in week.lines if line.due_on == day]
    late = [line for line in due if line.overdue]
    undelivered = [line for line in late if line.delivery is not Delivery.COMPLETED]
    delivered = [line for line in late if line.delivery is Delivery.COMPLETED]
    said = [
        f"{len(late)} of {len(due)} due {say_day_long(day)} not signed off, {lateness(day, today)}",
        *((f"not delivered: {names(undelivered)}",) if undelivered else ()),
        *((f"delivered, not signed off: {names(delivered)}",) if delivered else ()),
    ]
    return "; ".join(said)


def _waits(week: "Week") -> tuple[tuple[str, Spans], ...]:
    if not week.waits:
        return ()
    more = f" and {len(week.waits) - _SHOWN} more" if len(week.waits) > _SHOWN else ""
    said = ", ".join(each.label for each in week.waits[:_SHOWN])
    return ((f"For you ({len(week.waits)})", (f"{said}{more}",)),)


def _due(week: "Week", today: date) -> tuple[tuple[str, Spans], ...]:
    ahead = [each for each in _open(week.lines) if each.due_on is not None and each.due_on >= today]
    on = min((line.due_on for line in ahead if line.due_on), default=None)
    if on is None:
        return ()
    here = [line for line in ahead if line.due_on == on]
    return (("Due next", (f"{say_day_long(on)}, {lateness(on, today)} ({len(here)}): {names(here)}",)),)


def _silent(week: "Week") -> tuple[tuple[str, Spans], ...]:
    working = [line for line in _open(week.lines) if line.delivery not in (Delivery.COMPLETED, Delivery.PAUSED)]
    silent = [line for line in working if (line.silent_days or 0) >= week.view.colours.silence_days]
    if not silent:
        return ()
    longest = max(line.silent_days or 0 for line in silent)
    said = f"{len(silent)} of {len(working)} at work: {names(silent)}; the longest {count(longest, 'day')}"
    return (("No word", (f"for {week.view.colours.silence_days} days: {said}",)),)


def _open(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.sign_off is not SignOff.SIGNED_OFF]
