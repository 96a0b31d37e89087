"""Everything one person is asked on a day, in one short message with six buttons.

SOURCE: conversation.md, principles 2 and 4: a reminder has at most 60 words, says why they get it and how it stops, and
never scrolls. Of several items three are said in full, then how many more there are; the second and the third may add
25 words each, so that the longest has 110, and a digest, which may have 120, stays the longer one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from handlers.cards.common import foot
from handlers.cards.reminding.lines import Line
from handlers.cards.words import lateness, listed, short
from handlers.reminding.recipients import Because
from models.card import Action, Card, Facts, Paragraph, plain
from models.rules.dates import say_day_long

SHOWN = 3
WORDS, MORE_WORDS = 60, 25
"""Of one item, and for each of the next that is said in full."""
BUTTONS = 6
_NAMED = 5
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class _Reasons(Enum):
    """How many of the reasons why somebody is asked a message has room for."""

    ALL = "all"
    ONE = "one"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which reasons why are said, whether the end is `lean`, whether what is only counted is `named`, and the cut.

    `cut` is to how many characters each item's words are cut.
    """

    reasons: _Reasons
    lean: bool = False
    named: bool = True
    cut: int = 10_000


_LAYOUTS = (
    _Layout(_Reasons.ALL),
    _Layout(_Reasons.ONE),
    _Layout(_Reasons.ONE, lean=True),
    _Layout(_Reasons.ONE, lean=True, named=False),
    _Layout(_Reasons.ONE, lean=True, named=False, cut=100),
    _Layout(_Reasons.ONE, lean=True, named=False, cut=60),
    _Layout(_Reasons.NONE, lean=True, named=False, cut=60),
)
"""How a message is laid out, in turn, until it is short enough."""


def room(items: int) -> int:
    """How many words a reminder of so many items may have."""
    return WORDS + MORE_WORDS * (min(items, SHOWN) - 1)


def daily_card(lines: Sequence[Line], today: date) -> Card:
    """Everything one person is asked today, the most urgent three in full.

    What does not fit is said shorter: first with one reason why, then with a lean end, then cut.
    """
    cards = (_laid_out(lines, today, layout) for layout in _LAYOUTS)
    short_enough = (card for card in cards if words_of(card) <= room(len(lines)))
    return next(short_enough, None) or _laid_out(lines, today, _LAYOUTS[-1])


def words_of(card: Card) -> int:
    """How many words are read of a reminder, without its small print and its buttons."""
    said = [card.title]
    for block in card.blocks:
        if isinstance(block, Facts):
            said += [f"{label} {plain(spans)}" for label, spans in block.rows]
        elif isinstance(block, Paragraph) and not block.quiet:
            said.append(plain(block.spans))
    return len(" ".join(said).split())


def _laid_out(lines: Sequence[Line], today: date, layout: _Layout) -> Card:
    first = lines[0]
    if len(lines) == 1:
        about = (Paragraph((short(first.about, 80),)),) if first.about and layout.reasons is _Reasons.ALL else ()
        return Card(first.alone, (*about, *_rest(lines, layout)), _buttons(lines))
    together = _together(lines, today)
    said = ((line.label, line.besides if together else line.words) for line in lines[:SHOWN])
    rows = tuple((label, (short(words, layout.cut),)) for label, words in said)
    return Card(together or _title(lines), (Facts(rows), *_rest(lines, layout)), _buttons(lines))


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


def _rest(lines: Sequence[Line], layout: _Layout) -> tuple[Paragraph, ...]:
    stops = _manager(lines, layout) or next((line.stops for line in lines if line.stops), "")
    if layout.lean:
        stops = f"{stops.partition('. ')[0].rstrip('.')}." if stops else ""
    said = " ".join(part for part in (_more(lines, layout), _why(lines, layout.reasons), stops) if part)
    quiet = tuple(block for block in foot(lines[0].view) if isinstance(block, Paragraph))
    return (*((Paragraph((said,)),) if said else ()), *quiet)


def _more(lines: Sequence[Line], layout: _Layout) -> str:
    """How many are not said in full, by name where there is room."""
    rest = [line.label for line in lines[SHOWN:]]
    names = list(dict.fromkeys(rest))
    if not rest or not layout.named:
        return f"And {len(rest)} more." if rest else ""
    named = listed([*names[:_NAMED], "others"] if len(names) > _NAMED else names)
    return f"And {len(rest)} more: {named}."


def _manager(lines: Sequence[Line], layout: _Layout) -> str:
    """When managers are told of which items, unless there is a word."""
    warned = [line for line in lines if line.manager_on is not None]
    on = min((line.manager_on for line in warned if line.manager_on), default=None)
    if on is None:
        return ""
    each = " on each" if len(warned) > 1 else ""
    if layout.lean:
        return f"On {say_day_long(on)} I tell your manager; a line{each} stops that."
    about = f" about {listed(line.label for line in warned)}" if len(lines) > 1 else ""
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
