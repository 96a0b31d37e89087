"""Which of several did you mean: answered at once when there are few, asked when there are many."""

from collections.abc import Sequence

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.words import called, count, item_ref, short
from handlers.grammar import compose
from models.card import Action, Card, Facts, Paragraph

PAGE = 10


def choose_card(plan: PlanView, said: str, lines: Sequence[tuple[Item, str]]) -> Card:
    """Two or three items that `said` may mean, each answered in one line with its button."""
    number = {2: "Two", 3: "Three"}.get(len(lines), str(len(lines)))
    return Card(
        f"{number} items here may be “{said}”:",
        (Facts(tuple((called(item), (line,)) for item, line in lines)), *foot(plan)),
        tuple(Action(called(item), compose("status", item_ref(plan, item))) for item, _ in lines),
    )


def ask_which_card(plan: PlanView, said: str, items: Sequence[Item]) -> Card:
    """Too many items to answer each: ask."""
    shown = items[:8]
    more = f" The first {len(shown)} are here." if len(items) > len(shown) else ""
    return Card(
        f"{len(items)} items match “{said}”. Which do you mean?",
        (Paragraph((f"Say its number, or more of its words.{more}",)),
         Facts(tuple((called(item), (short(item.text),)) for item in shown)), *foot(plan)),
        tuple(Action(called(item), compose("status", item_ref(plan, item))) for item in shown),
    )  # fmt: skip


def found_card(plan: PlanView, said: str, items: Sequence[Item]) -> Card:
    """What a search found."""
    shown = items[:PAGE]
    more = f" The first {len(shown)} are here; add a word to narrow it." if len(items) > len(shown) else ""
    rows = tuple((item.label, (f"{item.kind}: {short(item.text, 120)}",)) for item in shown)
    return Card(
        f"{plan.name}: {count(len(items), 'match', 'matches')} for “{said}”.{more}",
        (Facts(rows), *foot(plan)),
        tuple(Action(called(item), compose("status", item_ref(plan, item))) for item in shown[:5]),
    )
