"""How a reminder reads: what it is about, what the board sees without an answer, one tap to answer, how it stops."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import count, lateness, listed, say, short
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because
from models.card import Action, Card, Facts, Paragraph, plain
from models.rules.dates import say_day, say_day_long
from models.vocabulary import Delivery, DueKind, SignOff

SHOWN = 3
WORDS = 60


class _Reasons(Enum):
    """How many of the reasons why somebody is asked a message has room for."""

    ALL = "all"
    ONE = "one"
    NONE = "none"


_SHORTER = ((SHOWN, _Reasons.ONE),)
"""How a longer message is laid out instead, in turn: how many in full, and which reasons why somebody is asked."""
BUTTONS = 6
_NAMED = 5
_MAY_ANSWER = (Because.OWNER, Because.NAMED, Because.COVER, Because.DEPUTY)
_THEIRS = (Because.OWNER, Because.DEPUTY)
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
    may_assign: bool
    may_update: bool


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
    manager_on: date | None = None
    due_on: date | None = None
    besides: str = ""
    why: str = ""
    before_all: bool = False
    disown: Action | None = None


def daily_card(lines: Sequence[Line], today: date) -> Card:
    """Everything one person is asked today, the most urgent three in full; past sixty words with one reason why."""
    card = _laid_out(lines, today, SHOWN)
    for shown, reasons in _SHORTER:
        if words_of(card) <= WORDS:
            break
        card = _laid_out(lines, today, shown, reasons)
    return card


def words_of(card: Card) -> int:
    """How many words are read of a reminder, without its small print and its buttons."""
    said = [card.title]
    for block in card.blocks:
        if isinstance(block, Facts):
            said += [f"{label} {plain(spans)}" for label, spans in block.rows]
        elif isinstance(block, Paragraph) and not block.quiet:
            said.append(plain(block.spans))
    return len(" ".join(said).split())


def _laid_out(lines: Sequence[Line], today: date, shown: int, reasons: _Reasons = _Reasons.ALL) -> Card:
    """The first `shown` in full; where it must be short, without an item's own text and with fewer reasons."""
    first = lines[0]
    if len(lines) == 1:
        about = (Paragraph((short(first.about, 80),)),) if first.about and reasons is _Reasons.ALL else ()
        return Card(first.alone, (*about, *_rest(lines, shown, reasons)), _buttons(lines))
    together = _together(lines, today)
    rows = tuple((line.label, (line.besides if together else line.words,)) for line in lines[:shown])
    return Card(together or _title(lines), (Facts(rows), *_rest(lines, shown, reasons)), _buttons(lines))


def _together(lines: Sequence[Line], today: date) -> str:
    """The title of items that are all to come on one day; "" when they are not."""
    on = lines[0].due_on
    if on is None or on < today or any(line.due_on != on or line.because is not Because.OWNER for line in lines):
        return ""
    return f"{_number_of(lines)} items you own are due on {say_day_long(on)}, {lateness(on, today)}"


def _number_of(lines: Sequence[Line]) -> str:
    return _NUMBERS[len(lines)] if len(lines) < len(_NUMBERS) else str(len(lines))


def _title(lines: Sequence[Line]) -> str:
    owned = all(line.because is Because.OWNER for line in lines)
    things = "items" if all(line.because for line in lines) else "things"
    rehearsed = "REHEARSAL: " * all(line.words.startswith("REHEARSAL: ") for line in lines)
    return f"{rehearsed}{_number_of(lines)} {things} {'you own ' if owned else ''}need a word from you"


def _rest(lines: Sequence[Line], shown: int, wanted: _Reasons) -> tuple[Paragraph, ...]:
    rest = [line.label for line in lines[shown:]]
    named = listed([*rest[:_NAMED], "others"] if len(rest) > _NAMED else rest)
    more = f"And {len(rest)} more: {named}." if rest else ""
    stops = _manager(lines) or next((line.stops for line in lines if line.stops), "")
    why = _why(lines, wanted)
    said = " ".join(part for part in (more, why, stops) if part)
    quiet = tuple(block for block in foot(lines[0].view) if isinstance(block, Paragraph))
    return (*((Paragraph((said,)),) if said else ()), *quiet)


def _manager(lines: Sequence[Line]) -> str:
    """When managers are told of which items, unless there is a word."""
    warned = [line for line in lines if line.manager_on is not None]
    on = min((line.manager_on for line in warned if line.manager_on), default=None)
    if on is None:
        return ""
    about = f" about {listed(line.label for line in warned)}" if len(lines) > 1 else ""
    each = " on each" if len(warned) > 1 else ""
    return f"On {say_day_long(on)} I'll let your manager know{about}, as the plan asks. A line{each} now stops that."


def _why(lines: Sequence[Line], wanted: _Reasons) -> str:
    """Why they are asked, where the title does not say it; where there is room for one reason, what is least usual."""
    reasons = {line.because for line in lines}
    own = tuple(dict.fromkeys(line.why for line in lines if line.why))
    it = "it" if len(lines) == 1 else "some of these"
    asked = () if reasons == {Because.OWNER} and len(lines) > 1 else (each for each in Because if each in reasons)
    found = (*own, *(_BECAUSE[reason].format(it=it) for reason in asked if reason in _BECAUSE))
    if wanted is _Reasons.ALL:
        return " ".join(found)
    return "".join(found[-1:]) if wanted is _Reasons.ONE else ""


_BECAUSE = {
    Because.OWNER: "You own {it}.",
    Because.COVER: "You cover for who owns {it}.",
    Because.DEPUTY: "You are deputy for {it}.",
    Because.MANAGER: "You manage who owns {it}.",
    Because.LEAD: "You lead the plan, and those who answer for {it} have not answered.",
    Because.CHAIR: "You chair the board, and those who answer for {it} have not answered.",
    Because.NOBODY_ELSE: "Nobody who answers for {it} can be reached, so it comes to you.",
}


def _buttons(lines: Sequence[Line]) -> tuple[Action, ...]:
    first, others = lines[0], lines[1:SHOWN]
    several = len(lines) > 1
    answers = first.answers[: 3 if several else BUTTONS - 1]
    if several:
        answers = tuple(Action(f"{first.label}: {each.label.lower()}", each.command) for each in answers)
    more = (Action("More", "mine"),) if several else ()
    opened = tuple(_open(line) for line in others)
    disown = (first.disown,) if first.disown and not several else ()
    by_command: dict[str, Action] = {}
    for action in (*answers, *opened, *more, *disown):
        by_command.setdefault(action.command, action)
    return tuple(by_command.values())[:BUTTONS]


def _open(line: Line) -> Action:
    """What opens one of several: a bare [Look] says at what."""
    return Action(f"{line.label}: look", line.open.command) if line.open.label == "Look" else line.open


def item_line(said: Said, today: date) -> Line:
    """One recommendation or action that somebody is asked about."""
    if DueKind.ESCALATION in said.kinds or said.because not in _MAY_ANSWER:
        return _escalated(said, today)
    matter = said.matter
    besides = _state(said, today)
    words = "; ".join(part for part in (_due(matter, today), besides) if part)
    alone = f"{matter.called}: {words}"
    return Line(
        said.view, matter.called, words, _urgency(matter, today), _answers(matter),
        Action(f"Update {matter.label}", f"update {matter.reference}"), _capital(alone), said.because,
        _stops(said), matter.text, said.manager_on if said.because is Because.OWNER else None, matter.due_on, besides,
        disown=Action("Not mine", f"not mine {matter.reference}") if said.because in _THEIRS else None,
    )  # fmt: skip


def _state(said: Said, today: date) -> str:
    matter = said.matter
    parts = [_moved(matter), _where(matter, yours=said.because is Because.OWNER)]
    if DueKind.SILENCE in said.kinds and matter.asked.first_asked_on:
        since = max(matter.asked.first_asked_on, matter.word.on if matter.word else matter.asked.first_asked_on)
        parts.append(f"no word for {count((today - since).days, 'day')}")
    elif matter.word is not None:
        parts.append(f"last word {say_day(matter.word.on)}")
    elif not matter.asked.delivered:
        parts.append("no word yet")
    return "; ".join(part for part in parts if part)


def _moved(matter: Matter) -> str:
    """The original date of an item whose date was moved, which never vanishes."""
    was = matter.original_on
    return f"first due {say_day(was)}" if was and matter.due_on and was != matter.due_on else ""


def _due(matter: Matter, today: date) -> str:
    if matter.earliest_on is not None:
        return f"due no earlier than {say_day_long(matter.earliest_on)}; the publication date is not recorded"
    if matter.due_on is None:
        return "it has no date; a word each month keeps the board informed"
    if matter.due_on >= today:
        return f"due {say_day_long(matter.due_on)}, {lateness(matter.due_on, today)}"
    limit = "its limit" if matter.kind == "recommendation" else "its date"
    return f"{count((today - matter.due_on).days, 'day')} past {limit} of {say_day(matter.due_on)}"


def _where(matter: Matter, *, yours: bool) -> str:
    by = "you report it" if yours else "reported"
    if matter.asked.delivered:
        return f"{by} completed; {_UNSIGNED.get(matter.sign_off, 'the board has not signed it off')}"
    return "" if matter.delivery is Delivery.NOT_STARTED else f"{by} {say(matter.delivery)}"


_UNSIGNED = {
    SignOff.NOT_REQUESTED: "the board has not been asked to sign it off",
    SignOff.RETURNED: "the board returned it, and has not been asked again",
    SignOff.REOPENED: "the board reopened it, and has not been asked again",
}


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


def _stops(said: Said) -> str:
    """How it stops, and what the board sees if nothing comes."""
    if said.matter.asked.delivered:
        return "Asking for sign-off stops this."
    until = f"Any answer stops this until {say_day_long(said.next_on)}. " if said.next_on else ""
    return f"{until}{_otherwise(said)}"


def _otherwise(said: Said) -> str:
    """What the board sees if nothing comes: only what it really will see."""
    matter, on = said.matter, said.digest_on
    word = matter.word.on if matter.word else None
    silent = word is None or (on is not None and (on - word).days >= matter.ladders.silence_days)
    if on is not None and silent and matter.kind == "recommendation":
        return f"Otherwise the board's digest of {say_day_long(on)} counts {matter.called} as silent."
    last = f"your last word, of {say_day(word)}" if word else "no word on it"
    return f"Until then the board sees {last}."


def _escalated(said: Said, today: date) -> Line:
    matter = said.matter
    word = f"last update {say_day(matter.word.on)}" if matter.word else "no update yet"
    told = f"; its owner was told on {say_day(said.told_on)}" if said.told_on else ""
    words = "; ".join(part for part in (_due(matter, today), _moved(matter), f"{word}{told}") if part)
    actions = (
        Action("See it", f"status {matter.reference}"),
        *((Action("Reassign", f"assign {matter.reference}"),) if said.may_assign else ()),
        *(
            (Action("Ask for a new date", f"change date {matter.reference}"),)
            if matter.due_on and said.may_update
            else ()
        ),
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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["Line", "Said", "daily_card", "item_line"]
