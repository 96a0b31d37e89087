"""Which of several did you mean: answered at once when there are few, asked when there are many."""

from collections.abc import Sequence

from handlers.access import Item, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import called, count, item_ref, listed, short
from handlers.grammar import compose
from models.card import Action, Card, Facts, Paragraph

PAGE = 10
_LONGEST_SEARCH = 120  # of a command in a button, with room for the page


def choose_card(plan: PlanView, said: str, lines: Sequence[tuple[Item, str]]) -> Card:
    """Two or three items that `said` may mean, each answered in one line with its button."""
    number = {2: "Two", 3: "Three"}.get(len(lines), str(len(lines)))
    return Card(
        f"{number} items here may be “{said}”:",
        (Facts(tuple((called(item), (line,)) for item, line in lines)), *foot(plan)),
        tuple(Action(called(item), compose("status", item_ref(plan, item))) for item, _ in lines),
    )


def each_card(plan: PlanView, lines: Sequence[tuple[Item, str]]) -> Card:
    """A few items that were asked for together, each answered in one line with its button."""
    return Card(
        f"{listed(called(item) for item, _ in lines)}:",
        (Facts(tuple((called(item), (line,)) for item, line in lines)), *foot(plan)),
        tuple(Action(called(item), compose("status", item_ref(plan, item))) for item, _ in lines),
    )


def ask_which_card(plan: PlanView, said: str, items: Sequence[Item], total: int) -> Card:
    """Too many items to answer each: ask."""
    shown = items[:8]
    more = f" The first {len(shown)} are here." if total > len(shown) else ""
    every = (Action("See them all", command),) if more and len(command := f"search {said}") <= _LONGEST_SEARCH else ()
    return Card(
        f"{total:,} items match “{said}”. Which do you mean?",
        (Paragraph((f"Say its number, or more of its words.{more}",)),
         Facts(tuple((called(item), (short(item.text),)) for item in shown)), *foot(plan)),
        (*(Action(called(item), compose("status", item_ref(plan, item))) for item in shown), *every),
    )  # fmt: skip


def found_card(plan: PlanView, said: str, items: Sequence[Item], total: int, page: int) -> Card:
    """A page of what a search found; `total` is how much it found."""
    command = f"search {said}"
    shown, turn = paged(page, total, PAGE, command)
    rows = tuple((item.label, (f"{item.kind}: {short(item.text, 120)}",)) for item in items)
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    narrow = " Add a word to narrow it." if total > PAGE else ""
    return Card(
        f"{plan.name}: {count(total, 'match', 'matches')} for “{said}”.{narrow}",
        (*((Facts(rows),) if rows else ()), *quiet, *foot(plan)),
        (
            *(Action(called(item), compose("status", item_ref(plan, item))) for item in items[:5]),
            *(turn if len(command) <= _LONGEST_SEARCH else ()),
        ),
    )
