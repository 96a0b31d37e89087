"""How a date of the plan's reads that is no item's: in a reminder, and in a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.access import Ability, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.reminding import Line
from handlers.cards.words import lateness, sentence, short, when
from handlers.dated.reading import Dated
from handlers.reminding.recipients import Because
from models.card import Action, Card, Facts, Paragraph
from models.rules.clocks import ClockReading
from models.rules.dates import exactly, say_day, say_day_long, say_partial
from models.vocabulary import DueKind

PAGE = 10
_WHAT = 70
_DATES = Action("The dates", "dates")
_HEADS = {
    DueKind.MEETING: "Board",
    DueKind.PAPERS: "Papers",
    DueKind.REPORT: "Report",
    DueKind.CLOCK: "Inspectors",
}
_DONE = {DueKind.PAPERS: "They are in", DueKind.REPORT: "It is given", DueKind.CLOCK: "It is sent"}
_NAMED = {
    DueKind.MEETING: "You are on the board.",
    DueKind.PAPERS: "You keep the board's papers.",
    DueKind.REPORT: "The plan names you as who reports.",
}
_WHY = {
    Because.RUNS: "You run the plan.",
    Because.COVER: "You cover for who sees to it.",
    Because.NOBODY_ELSE: "Nobody who sees to it can be reached, so it comes to you.",
}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What happens if nobody says it is done: the next day it is asked about, the day others are told, the digest.

    `digest_on` is the first digest that counts it as late; None where the board meets before.
    """

    next_on: date | None
    others_on: date | None
    digest_on: date | None


def dated_line(view: PlanView, dated: Dated, today: date, because: Because, otherwise: Otherwise) -> Line:
    """One of them in somebody's message of the day, with what the board sees if nobody answers."""
    words = _words(dated, today)
    done = (Action(_DONE[dated.kind], f"dates done {dated.name}"),) if dated.name else ()
    waits = (Action("What waits", "waiting"),) if dated.kind is DueKind.MEETING else ()
    why = _NAMED.get(dated.kind) if because is Because.NAMED else _WHY.get(because)
    head = _HEADS[dated.kind]
    return Line(
        view, head, words.removeprefix(f"{head.casefold()} "), (0, (dated.due_on - today).days, dated.what),
        (*done, *waits, _DATES), _DATES, sentence(words), stops=_stops(dated, otherwise), why=why or _WHY[Because.RUNS],
    )  # fmt: skip


def late_line(view: PlanView, dated: Dated, today: date, because: Because) -> Line:
    """What nobody said is done, to those above who were asked for it: they may help, or say that it is done."""
    words = f"{_words(dated, today)}, and nobody has said that it is done. Can you help?"
    done = (Action(_DONE[dated.kind], f"dates done {dated.name}"),) if view.may & {Ability.SEE_PEOPLE} else ()
    head = _HEADS[dated.kind]
    return Line(
        view, head, words.removeprefix(f"{head.casefold()} "), (0, (dated.due_on - today).days, dated.what),
        (*done, _DATES), _DATES, sentence(words), why=_WHY_TOLD.get(because, _WHY[Because.RUNS]),
    )  # fmt: skip


_WHY_TOLD = {
    Because.MANAGER: "You manage whoever was asked for it.",
    Because.LEAD: "You lead the plan.",
    Because.CHAIR: "You chair the board.",
}


def _words(dated: Dated, today: date) -> str:
    if dated.kind is DueKind.MEETING:
        return f"{short(dated.board, _WHAT)} meets on {say_day_long(dated.due_on)}, {when(dated.due_on, today)}"
    are, were = ("are", "were") if dated.kind is DueKind.PAPERS else ("is", "was")
    verb = were if dated.due_on < today else are
    return f"{short(dated.what, _WHAT)} {verb} due {dated.qualifier}{_on(dated)}, {lateness(dated.due_on, today)}"


def _on(dated: Dated) -> str:
    """The day, or what the source wrote, or the month in whose last day it ends, as exactly as it is known."""
    if dated.by == exactly(dated.due_on):
        return say_day_long(dated.due_on)
    return dated.by.text or f"by {say_partial(dated.by)}"


_SAY = {
    DueKind.PAPERS: "Say when they are in, and this stops.",
    DueKind.REPORT: "Say when it is given, and this stops.",
    DueKind.CLOCK: "Say when it is sent, and this stops.",
}


def _stops(dated: Dated, otherwise: Otherwise) -> str:
    again = f"I ask again on {say_day_long(otherwise.next_on)}" if otherwise.next_on else ""
    if not dated.name:
        return f"{again or _LAST}."
    if otherwise.others_on is not None:
        again = f"I ask others to help on {say_day_long(otherwise.others_on)}"
    seen = "the board meets without them" if dated.kind is DueKind.PAPERS else ""
    if otherwise.digest_on is not None:
        seen = f"the digest of {say_day_long(otherwise.digest_on)} counts it as late"
    parts = ", and ".join(part for part in (again, seen) if part)
    return f"{_SAY[dated.kind]} {f'Otherwise {parts}' if parts else _LAST}."


_LAST = "This is the last reminder of it"


def dates_card(
    view: PlanView,
    found: Sequence[Dated],
    about: Sequence[ClockReading],
    today: date,
    *,
    page: int,
    may: Sequence[bool],
) -> Card:
    """All that are to come or not done. `about` are clocks whose length nobody has verified: they set no deadline."""
    if not found and not about:
        return Card(f"{view.name}: no board, report or clock has a date to come.", foot(view), (_DUE,))
    shown, turn = paged(page, len(found), PAGE, "dates")
    here = list(zip(found, may, strict=True))[(page - 1) * PAGE : page * PAGE]
    rows = tuple((each.name or _HEADS[each.kind], (f"{sentence(_words(each, today))}",)) for each, _ in here)
    more = tuple(_about(each) for each in about) if page * PAGE >= len(found) else ()
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    buttons = tuple(Action(f"{each.name} done", f"dates done {each.name}") for each, mine in here if mine and each.name)
    title = f"{view.name}: what boards, reports and the law expect"
    return Card(title, (*((Facts(rows),) if rows else ()), *more, *quiet, *foot(view)), (*buttons[:4], *turn, _DUE))


_DUE = Action("Due", "due")


def _about(reading: ClockReading) -> Paragraph:
    on = say_day(reading.due) if reading.due else "a day nobody knows"
    said = f"{reading.clock.name}: about {on}. Nobody has verified how long it runs, so it is no deadline."
    return Paragraph((f"{said} Nobody is reminded of it; a date the inspectors state is.",))


def done_card(view: PlanView, dated: Dated, on: date) -> Card:
    """That it is done, and how to take that back."""
    title = f"{dated.name} is done, {say_day(on)}: {short(dated.what)}. Nobody is reminded of it any more."
    return Card(title, foot(view), (_DATES, Action("It is not", f"dates not-done {dated.name}")))


def open_card(view: PlanView, name: str) -> Card:
    """That it is not done after all."""
    return Card(f"{name} is not done: it is reminded of again.", foot(view), (_DATES,))
