"""How the week reads: what moved, what is late, what waits, what is due, who is silent, what is next."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.cards.common import foot
from handlers.cards.recommendation import next_fact, on_day
from handlers.cards.words import count, lateness, listed, say, short, why
from handlers.overview import Line
from models.card import Action, Block, Card, Facts, Paragraph, Spans
from models.rules.dates import say_day_long
from models.vocabulary import Delivery, DueKind, Impact, SignOff

if TYPE_CHECKING:
    from handlers.digest import Week

_SHOWN = 3
_MOST = 6
_A_RUN = 3
_WHAT = 50
_NEAR = timedelta(days=14)
_NUMBERED = re.compile(r"(\D*)(\d{1,6})")


def digest_card(week: "Week", today: date) -> Card:
    """The week, the counts with their denominators first."""
    rows = (*_counts(week), *_doubted(week), *_late(week, today), *_waits(week), *_due(week, today),
            *_unproved(week), *_silent(week), *_dates(week, today), *next_fact(week.meeting, today))  # fmt: skip
    quiet: Block = Paragraph(("Working figures, not the board's decision.",), quiet=True)
    return Card(
        f"{week.view.name} · week to {say_day_long(week.last)}",
        (Paragraph((_moved(week),)), Facts(rows), quiet, *foot(week.view)),
        _buttons(week),
    )


def _buttons(week: "Week") -> tuple[Action, ...]:
    """In a channel each of its readers looks for themselves: what is theirs to decide is in their own copy."""
    if week.shared:
        return (Action("Look", f"digest {week.view.key}"),)
    looks = tuple(each.look for each in week.waits[:_SHOWN])
    return (*looks, Action("Details", f"digest details {week.view.key}"))


def _moved(week: "Week") -> str:
    if not week.moves:
        return "Nothing changed this week."
    back = [each.label for each in week.moves if each.backwards]
    worse = f", {len(back)} backwards ({listed(back)})" if back else ""
    return f"{len(week.moves)} moved this week{worse}."


def _counts(week: "Week") -> tuple[tuple[str, Spans], ...]:
    lines = week.lines
    if not lines:
        return (("Delivery", (_of_actions(week),)),)
    tally = Counter(line.delivery for line in lines)
    said = ", ".join(f"{tally[word]} {say(word)}" for word in Delivery if tally[word])
    signed = sum(line.sign_off is SignOff.SIGNED_OFF for line in lines)
    shown = sum(line.impact in (Impact.EVIDENCED, Impact.SUSTAINED) and line.proof for line in lines)
    whole = len(lines)
    return (
        ("Delivery", (f"of {whole}: {said}",)),
        ("Impact", (f"evidenced for {shown} of {whole}",)),
        ("Signed off", (f"{signed} of {whole}",)),
    )


def _doubted(week: "Week") -> tuple[tuple[str, Spans], ...]:
    """What the board signed off and may no longer hold, each with why, so that the board hears it each week."""
    found = [line for line in week.lines if line.doubt is not None]
    if not found:
        return ()
    said = [f"{line.label}, {why(line.doubt)}" for line in found[:_SHOWN] if line.doubt]
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return (("Signed off, in doubt", (f"{'; '.join(said)}{more}",)),)


def _of_actions(week: "Week") -> str:
    """How the actions stand, of a plan that has no recommendations, or of which this person sees none."""
    none = "The plan has no recommendations" if week.view.whole else "You can see no recommendations"
    whole = sum(week.actions.values())
    if not whole:
        return f"{none} and no actions" if week.view.whole else f"{none} or actions"
    its = "its" if week.view.whole else "of"
    said = ", ".join(f"{week.actions[word]} {say(word)}" for word in Delivery if week.actions.get(word))
    own = "its" if week.late_actions == 1 else "their"
    late = f"; {week.late_actions:,} past {own} own date" if week.late_actions else ""
    return f"{none}; {its} {count(whole, 'action')}: {said}{late}"


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
        *((f"not delivered: {runs(undelivered)}",) if undelivered else ()),
        *((f"delivered: {runs(delivered)}",) if delivered else ()),
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
    said = on_day(here[0].due) if here[0].due else say_day_long(on)
    return (("Due next", (f"{said}, {lateness(on, today)} ({len(here)}): {runs(here)}",)),)


def _dates(week: "Week", today: date) -> tuple[tuple[str, Spans], ...]:
    """What nobody has said is done of papers, reports and clocks: how many are late, else a report or clock near."""
    late = [each for each in week.dates if each.due_on < today]
    near = (each for each in week.dates if today <= each.due_on <= today + _NEAR)
    coming = [each for each in near if each.kind is not DueKind.PAPERS]
    first = late[:1] or coming[:1]
    if not first:
        return ()
    what = "papers" if first[0].kind is DueKind.PAPERS else short(first[0].what, _WHAT)
    said = f"{what}, {lateness(first[0].due_on, today)}"
    more = f", and {len(late) - 1} more" if len(late) > 1 else ""
    return (("Dates", (f"{said}{more}",)),)


def _unproved(week: "Week") -> tuple[tuple[str, Spans], ...]:
    found = unproved(week.lines)
    return (("Unproved", (f"{len(found)} completed: {runs(found)}",)),) if found else ()


def unproved(lines: Sequence[Line]) -> list[Line]:
    """What is reported completed, is not signed off, and has no accepted evidence that bears it out."""
    return [line for line in _open(lines) if line.delivery is Delivery.COMPLETED and not line.proof]


def silent(week: "Week") -> list[Line]:
    """What is at work and had no word for as long as the plan calls silence."""
    return [line for line in at_work(week) if (line.silent_days or 0) >= week.view.colours.silence_days]


def at_work(week: "Week") -> list[Line]:
    """What is neither completed nor paused nor signed off."""
    return [line for line in _open(week.lines) if line.delivery not in (Delivery.COMPLETED, Delivery.PAUSED)]


def _silent(week: "Week") -> tuple[tuple[str, Spans], ...]:
    found = silent(week)
    if not found:
        return ()
    days = max(line.silent_days or 0 for line in found)
    longest = f"{', the longest' * (len(found) > 1)} {count(days, 'day')}"
    return (("No word", (f"{len(found)} of {len(at_work(week))} at work: {runs(found)},{longest}",)),)


def runs(lines: Sequence[Line]) -> str:
    """Labels in a row, three or more that follow one another as "SG4 to SG7", and how many are left out."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _follows(found[-1][-1].label, line.label):
            found[-1].append(line)
        else:
            found.append([line])
    pieces = [piece for run in found for piece in _piece(run)]
    left = sum(size for _, size in pieces[_MOST:])
    return listed([*(said for said, _ in pieces[:_MOST]), *([f"{left} more"] if left else [])])


def _piece(run: list[Line]) -> list[tuple[str, int]]:
    if len(run) < _A_RUN:
        return [(line.label, 1) for line in run]
    return [(f"{run[0].label} to {run[-1].label}", len(run))]


def _follows(label: str, following: str) -> bool:
    """Whether a label is the next: the same letters, and the number after."""
    here, then = _NUMBERED.fullmatch(label), _NUMBERED.fullmatch(following)
    if here is None or then is None:
        return False
    return here[1] == then[1] and int(here[2]) + 1 == int(then[2])


def _open(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.sign_off is not SignOff.SIGNED_OFF]
