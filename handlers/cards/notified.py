"""How a notice of an inspection reads: the call, the dates, who has not said they have it, what the library lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import count, listed, short
from models.card import Action, Block, Card, Facts, Paragraph
from models.rules.dates import say_day, say_day_long
from models.rules.working_days import working_days_between

if TYPE_CHECKING:
    from handlers.notified.reading import Notice
    from models.assurance import PreparationStep

_NAMED = 12
_WHAT = 90
TEAM = "are in the"
"""How why somebody of the virtual team is told begins."""
HAVE = Action("I have it", "inspection have-it")


@dataclass(frozen=True, slots=True)
class Gaps:
    """What of the library is missing, is stale, and is expected by inspectors and not put in."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    lacking: tuple[str, ...]


def nothing_card(view: PlanView, *, may_say: bool) -> Card:
    """That no inspection is notified, and how to say that one is, or to rehearse it."""
    how = "When the call comes, say “inspection notified” with its day. To try it out, add: --rehearsal"
    said = (Paragraph((how,)),) if may_say else ()
    return Card(f"{view.name}: no inspection is notified.", (*said, *foot(view)), (Action("Readiness", "readiness"),))


def asked_card(
    view: PlanView, notice: "Notice", *, may_confirm: bool, told: int | None = None, asked: Sequence[str] = ()
) -> Card:
    """That a notice waits for the second officer, who was asked, and what they would set off."""
    title = (
        f"{notice.rehearsal}{view.name}: an inspection notified on {say_day_long(notice.row.notified_on)} waits for a "
        "second officer. Nothing is sent yet."
    )
    many = f". Then {count(told, 'person is', 'people are')} told at once." if told is not None else ""
    confirms = f"inspection confirm {notice.name}"
    how = f"{notice.row.asked_by} said so, and you may confirm it." if may_confirm else (
        f"{_some(asked)} {'is' if len(asked) == 1 else 'are'} asked to confirm it, with: {confirms}" if asked
        else f"Ask somebody else who runs the plan to say: {confirms}"
    )  # fmt: skip
    blocks = (Paragraph((f"{how}{many}",)), *_dates(notice), *foot(view))
    button = Action("Confirm and tell everybody", confirms) if may_confirm else Action("The inspection", "inspection")
    return Card(title, blocks, (button,))


def notice_card(
    view: PlanView,
    notice: "Notice",
    lacks: Gaps,
    today: date,
    *,
    names: bool,
    mine: Any,
    alone: Sequence[str] = (),
    me: int | None = None,
) -> Card:
    """Where the preparation stands. Who has not said they have it is named only to who runs the plan."""
    have = len(notice.told) - len(notice.missing)
    rows = [("Has it", (f"{have} of {count(len(notice.told), 'person', 'people')} told",))]
    if names and notice.missing:
        rows.append(("Not yet", (_some([each.name for each in notice.missing]),)))
    if alone:
        rows.append(("No contact", (f"{listed(alone)}: tell them yourself",)))
    rows += [(name, (f"{len(found)}: {'; '.join(_first(found))}",)) for name, found in (
        ("Missing", lacks.missing), ("Stale", lacks.stale), ("Expected, not put in", lacks.lacking),
    ) if found]  # fmt: skip
    waits = mine is not None and mine.acknowledged_at is None
    look = (Action("Library", "library"),) if any((lacks.missing, lacks.stale, lacks.lacking)) else ()
    theirs = [step for step in notice.steps if step.done_on is None and me is not None and step.holder_id == me]
    done = tuple(Action(f"K{step.id} done", f"inspection done K{step.id}") for step in theirs[:2])
    actions = (*((HAVE,) if waits else ()), *done, *look, Action("Readiness", "readiness"))
    days = _steps(notice) if names else _dates(notice)
    return Card(_title(view, notice, today), (*days, Facts(tuple(rows)), *foot(view)), actions)


def _steps(notice: "Notice") -> tuple[Block, ...]:
    """Each step with who sees to it, for those who run the plan."""
    rows = tuple(
        (f"K{step.id}", (f"{step_words(step.what, step.on_day)}: {step.name or 'nobody'}{_done(step)}",))
        for step in notice.steps
    )
    return (Facts(rows),) if rows else _dates(notice)


def _done(step: Any) -> str:
    return f", done {say_day(step.done_on)}" if step.done_on else ""


def step_words(what: str, on: date) -> str:
    """A step with its day: "Set-up meeting, Wednesday 21 July 2010"."""
    return f"{short(what, _WHAT)}, {say_day_long(on)}"


def step_done_card(view: PlanView, notice: Any, row: "PreparationStep", following: tuple[date, str] | None) -> Card:
    """That a step is done, and what is next."""
    mark = "REHEARSAL: " * notice.rehearsal
    then = f"Next: {step_words(following[1], following[0])}." if following else "Every step is done."
    title = f"{mark}Noted, K{row.id} is done: {short(row.what, _WHAT)}."
    return Card(title, (Paragraph((then,)), *foot(view)), (Action("All steps", "inspection"),))


def step_given_card(view: PlanView, notice: Any, row: "PreparationStep", name: str) -> Card:
    """That somebody sees to a step from now on."""
    mark = "REHEARSAL: " * notice.rehearsal
    title = f"{mark}{name} sees to K{row.id} and is reminded of it: {step_words(row.what, row.on_day)}"
    return Card(title, foot(view), (Action("All steps", "inspection"),))


def message_card(view: PlanView, notice: "Notice", because: str, today: date) -> Card:
    """What one of them is told: the day, the arrival, what is first, and one button."""
    team = because.startswith(TEAM)
    first = [step.what for step in notice.preparation.steps if team and step.on <= today][:1]
    now = f" First: {first[0][:1].lower()}{first[0][1:]}." if first else ""
    said = f"You are told because you {because}.{now} Press the button so that {notice.row.asked_by} knows."
    return Card(
        _title(view, notice, today), (Paragraph((said,)), *foot(view)), (HAVE, Action("The dates", "inspection"))
    )


def have_card(view: PlanView, notice: "Notice") -> Card:
    """That they have it, and the dates."""
    return Card(
        f"{notice.rehearsal}Noted: you have it.", (*_dates(notice), *foot(view)), (Action("The dates", "inspection"),)
    )


def _title(view: PlanView, notice: "Notice", today: date) -> str:
    arrival = notice.preparation.arrival
    said = f"{notice.rehearsal}{view.name}: an inspection was notified on {say_day_long(notice.row.notified_on)}."
    if arrival is None:
        return f"{said} The plan does not say when inspectors arrive."
    if arrival < today:
        return f"{said} Inspectors arrived on {say_day_long(arrival)}."
    left = working_days_between(today, arrival)
    when = f"in {count(left, 'working day')}" if left else "today"
    return f"{said} Inspectors arrive on {say_day_long(arrival)}, {when}."


def _dates(notice: "Notice") -> tuple[Block, ...]:
    days = dict.fromkeys(step.on for step in notice.preparation.steps)
    rows = tuple(
        (say_day_long(on), ("; ".join(step.what for step in notice.preparation.steps if step.on == on),)) for on in days
    )
    return (Facts(rows),) if rows else ()


def _some(found: Sequence[str]) -> str:
    return listed(_first(found))


def _first(found: Sequence[str]) -> list[str]:
    more = len(found) - _NAMED
    return [*found[:_NAMED], *([f"{more} more"] if more > 0 else [])]
