"""How a reminder reads: what it is about, what the board sees without an answer, one tap to answer, how it stops."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import count, lateness, say, short
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because
from models.card import Action, Card, Facts, Paragraph
from models.rules.dates import say_day, say_day_long
from models.vocabulary import Delivery, DueKind

SHOWN = 3
BUTTONS = 6
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True, slots=True)
class Said:
    """What one item's line is made of. `next_on` is the next step, `manager_on` when a manager would be told."""

    view: PlanView
    matter: Matter
    because: Because
    kinds: Collection[DueKind]
    next_on: date | None
    manager_on: date | None
    digest_on: date | None
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a message: its words, how urgent it is (the least first), its buttons, and what stops it."""

    view: PlanView
    label: str
    words: str
    urgency: tuple[int, int, str]
    answers: tuple[Action, ...]
    open: Action
    alone: str
    because: Because | None = None
    stops: str = ""
    about: str = ""


def daily_card(lines: Sequence[Line], today: date) -> Card:
    """Everything one person is asked today, the most urgent three shown."""
    first = lines[0]
    if len(lines) == 1:
        about = (Paragraph((short(first.about, 80),)),) if first.about else ()
        return Card(first.alone, (*about, *_rest(lines, today)), _buttons(lines))
    shown = tuple((line.label, (line.words,)) for line in lines[:SHOWN])
    return Card(_title(lines), (Facts(shown), *_rest(lines, today)), _buttons(lines))


def _title(lines: Sequence[Line]) -> str:
    number = _NUMBERS[len(lines)] if len(lines) < len(_NUMBERS) else str(len(lines))
    owned = all(line.because is Because.OWNER for line in lines)
    return f"{number} items {'you own ' if owned else ''}need a word from you"


def _rest(lines: Sequence[Line], today: date) -> tuple[Paragraph, ...]:  # noqa: ARG001  because a card knows its day
    more = f"And {len(lines) - SHOWN} more: say “mine”. " if len(lines) > SHOWN else ""
    stops = next((line.stops for line in lines if line.stops), "")
    why = _why(lines)
    said = " ".join(part for part in (why, more.strip(), stops) if part)
    quiet = tuple(block for block in foot(lines[0].view) if isinstance(block, Paragraph))
    return (*((Paragraph((said,)),) if said else ()), *quiet)


def _why(lines: Sequence[Line]) -> str:
    """Why they are asked, where the title does not say it."""
    reasons = {line.because for line in lines}
    if reasons == {Because.OWNER} and len(lines) > 1:
        return ""
    it = "it" if len(lines) == 1 else "some of these"
    return " ".join(_BECAUSE[reason].format(it=it) for reason in Because if reason in reasons and reason in _BECAUSE)


_BECAUSE = {
    Because.OWNER: "You own {it}.",
    Because.COVER: "You cover for its owner.",
    Because.DEPUTY: "You are its deputy.",
    Because.MANAGER: "You manage its owner.",
    Because.LEAD: "You lead the plan, and its owner's manager was told a week ago.",
    Because.CHAIR: "You chair the board; its owner, their manager and the plan's lead were told.",
    Because.NOBODY_ELSE: "Nobody who answers for it can be reached, so it comes to you.",
}


def _buttons(lines: Sequence[Line]) -> tuple[Action, ...]:
    first, others = lines[0], lines[1:SHOWN]
    answers = first.answers[: 3 if others else BUTTONS - 1]
    if others:
        answers = tuple(Action(f"{first.label}: {each.label.lower()}", each.command) for each in answers)
    more = (Action("More", "mine"),) if len(lines) > 1 else ()
    opened = tuple(line.open for line in others)
    return (*answers, *opened, *more)[:BUTTONS]


def item_line(said: Said, today: date) -> Line:
    """One recommendation or action that somebody is asked about."""
    if DueKind.ESCALATION in said.kinds:
        return _escalated(said, today)
    matter = said.matter
    words = _state(said, today)
    alone = f"{matter.called}: {words}"
    return Line(
        said.view, matter.called, words, _urgency(matter, today), _answers(matter),
        Action(f"Update {matter.label}", f"update {matter.reference}"), _capital(alone), said.because,
        _stops(said, today), matter.text,
    )  # fmt: skip


def _state(said: Said, today: date) -> str:
    matter = said.matter
    parts = [_due(matter, today), _where(matter)]
    if DueKind.SILENCE in said.kinds and matter.asked.first_asked_on:
        since = max(matter.asked.first_asked_on, matter.word.on if matter.word else matter.asked.first_asked_on)
        parts.append(f"no word for {count((today - since).days, 'day')}")
    elif matter.word is not None:
        parts.append(f"last word {say_day(matter.word.on)}")
    elif not matter.asked.delivered:
        parts.append("no word yet")
    return "; ".join(part for part in parts if part)


def _due(matter: Matter, today: date) -> str:
    if matter.due_on is None:
        return "it has no date; a word each month keeps the board informed"
    if matter.due_on >= today:
        return f"due {say_day_long(matter.due_on)}, {lateness(matter.due_on, today)}"
    limit = "its limit" if matter.kind == "recommendation" else "its date"
    return f"{count((today - matter.due_on).days, 'day')} past {limit} of {say_day(matter.due_on)}"


def _where(matter: Matter) -> str:
    if matter.asked.delivered:
        return "you report it completed; the board has not been asked to sign it off"
    return "" if matter.delivery is Delivery.NOT_STARTED else f"you report it {say(matter.delivery)}"


def _answers(matter: Matter) -> tuple[Action, ...]:
    update = f"update {matter.reference}"
    if matter.asked.delivered:
        return (
            Action("Add evidence", f"evidence add {matter.reference}"),
            Action("Ask for sign-off", f"sign-off request {matter.reference}"),
            Action("Why this", f"why {matter.reference}"),
        )
    return (
        Action("On track", f"{update} on track"),
        Action("At risk", f"{update} at risk"),
        Action("Completed", f"{update} completed"),
        Action("I need help", update),
        *((Action("Ask for a new date", f"change date {matter.reference}"),) if matter.due_on else ()),
    )


def _stops(said: Said, today: date) -> str:
    """How it stops, and what the board sees if nothing comes."""
    parts = []
    if said.manager_on is not None:
        return (
            f"On {say_day_long(said.manager_on)} I'll let your manager know, as the plan asks. A line now stops that."
        )
    if said.next_on is not None and not said.matter.asked.delivered:
        parts.append(f"Any answer stops this until {say_day_long(said.next_on)}.")
    if said.digest_on is not None and not said.matter.asked.delivered:
        silent = f"no word since {say_day(said.matter.word.on)}" if said.matter.word else "no word yet"
        parts.append(f"Otherwise the board's digest of {say_day_long(said.digest_on)} shows {silent}.")
    return " ".join(parts)


def _escalated(said: Said, today: date) -> Line:
    matter = said.matter
    word = f"last update {say_day(matter.word.on)}" if matter.word else "no update yet"
    told = f"; the owner was told on {say_day(said.told_on)}" if said.told_on else ""
    words = f"{_due(matter, today)}; {word}{told}"
    actions = (
        Action("See it", f"status {matter.reference}"),
        Action("Reassign", f"assign {matter.reference}"),
        *((Action("Ask for a new date", f"change date {matter.reference}"),) if matter.due_on else ()),
    )
    return Line(
        said.view, matter.called, f"{words}. Can you help?", _urgency(matter, today), actions,
        Action(f"See {matter.label}", f"status {matter.reference}"),
        _capital(f"{matter.called}: {words}. Can you help?"), said.because, about=matter.text,
    )  # fmt: skip


def _urgency(matter: Matter, today: date) -> tuple[int, int, str]:
    """The latest first, then the soonest due, then what has no date; what is delivered after the rest."""
    days = (matter.due_on - today).days if matter.due_on else 10_000
    return (int(matter.asked.delivered), days, matter.label)


def waiting_line(view: PlanView, kind: DueKind, subject: str, note: str | None, due_on: date) -> Line:
    """One thing that waits for somebody's decision or answer, other than an item's own ladder."""
    words = note or say_kind(kind)
    look = _LOOK.get(kind, lambda _: Action("Waiting", "waiting"))(subject)
    return Line(view, _HEADS.get(kind, "For you"), words, (0, 0, due_on.isoformat()), (look,), look, _capital(words))


def say_kind(kind: DueKind) -> str:
    """A kind of request as people read it."""
    return kind.value.replace("_", " ")


def _number(subject: str) -> str:
    return subject.partition(":")[2]


_LOOK: dict[DueKind, Callable[[str], Action]] = {
    DueKind.CHANGE_WAITING: lambda subject: Action("See the change", f"changes C{_number(subject)}"),
    DueKind.CHALLENGE: lambda subject: Action("See the question", f"challenges Q{_number(subject)}"),
    DueKind.LIBRARY: lambda _: Action("See the library", "library"),
    DueKind.REVIEW: lambda _: Action("See the reviews", "reviews"),
    DueKind.UNREACHED: lambda _: Action("See the people", "people"),
}
_HEADS = {
    DueKind.SIGN_OFF_WAITING: "Sign-off",
    DueKind.EVIDENCE_WANTED: "Evidence",
    DueKind.STILL_HOLDING: "Holding",
    DueKind.REVIEW: "Review",
    DueKind.LIBRARY: "Library",
    DueKind.CHALLENGE: "Question",
    DueKind.PAUSE_REVIEW: "Paused",
    DueKind.HARM: "Harm",
    DueKind.CHAIR_REPORT: "To report",
    DueKind.CHANGE_WAITING: "Change",
    DueKind.UNREACHED: "Not reached",
}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["Line", "Said", "daily_card", "item_line", "say_kind", "waiting_line"]
