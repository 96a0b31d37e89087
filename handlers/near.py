"""What may have been meant by what nothing is called: the items that are near it."""

import difflib
from collections.abc import Sequence
from string import ascii_lowercase

from handlers import access, overview
from handlers.access import Item, PlanView
from handlers.cards.words import called, count, item_ref, short
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Reference, label_key, near_noun, reference
from handlers.overview import Line
from models.card import Action

FEW = 3
_ALONE = {word: word for word in ("overdue", "due", "mine", "waiting", "measures", "readiness", "assurance", "gaps")}
_ALONE |= {"late": "overdue", "my": "mine", "me": "mine"}
"""Words that are no item, and the command that answers them."""


def missing(ctx: Context, view: PlanView, said: str) -> UserError:
    """That there is no such item, how many there are, and what may have been meant."""
    ref = reference(said)
    lines = overview.lines(ctx, view)
    nearest = (
        _misspelt(ctx, view, said) or _mentioned(ctx, view, said) or _nearest(ctx, view, ref) or _alike(ref, lines)
    )
    held = _held(view, ref, f"“{short(said)}”", len(lines))
    buttons = [Action(f"status {called(item)}", f"status {item_ref(view, item)}") for item in nearest]
    buttons += [Action(name, name) for word in said.casefold().split() if (name := _ALONE.get(word))][:1]
    return UserError(
        f"{held} Did you mean:" if buttons else f"{held} Try other words with “search”, or “status” for the plan.",
        *buttons, Action(f"search {short(said, 30)}", f"search {short(said, 60)}"), Action("help", "help"),
    )  # fmt: skip


def _held(view: PlanView, ref: Reference | None, said: str, total: int) -> str:
    what = f"{ref.number}" if ref and ref.number is not None else said
    if ref and ref.noun not in ("", "rec"):
        called_so = "" if ref.apart else f", and nothing called {said}"
        return f"{view.name} has no {ref.noun} {ref.bare or ref.label_key}{called_so}."
    if not view.whole and not total:
        return (
            f"You can see no recommendations in {view.name}, and nothing else that you can see there is called {what}."
        )
    if not view.whole:
        return f"You can see {count(total, 'recommendation')} in {view.name}, and {what} isn't one of them."
    if not total:
        return f"{view.name} holds no recommendations, and nothing else in it is called {what}."
    return f"{view.name} has {count(total, 'recommendation')}, and {what} isn't one of them."


def _nearest(ctx: Context, view: PlanView, ref: Reference | None) -> Sequence[Item]:
    """Items whose number shares its last or first figure with the one asked for, at most three."""
    if ref is None or ref.number is None:
        return ()
    figures = str(ref.number)
    for said in dict.fromkeys((figures[0], figures[-1], figures[:-1])):
        if said and said != figures and (found := access.find(ctx, view, f"{ref.noun} {said}")):
            return found[:3]
    return ()


def _misspelt(ctx: Context, view: PlanView, said: str) -> Sequence[Item]:
    """What is meant where the kind is misspelt, "actionn 4.2", or an action's number is not all there, or undotted."""
    word, _, number = said.partition(" ")
    noun = near_noun(word) or (word if word == "action" else "")
    if not noun or not number:
        return ()
    dotted = [f"{number[:place]}.{number[place:]}" for place in range(1, len(number)) if number.isdecimal()]
    below = [f"{whole}.{part}" for whole in (number, number[0]) for part in range(1, FEW + 1)]
    tried = dict.fromkeys((number, *dotted, *below))
    return [item for each in tried for item in access.find(ctx, view, f"{noun} {each}")][:FEW]


def _mentioned(ctx: Context, view: PlanView, said: str) -> Sequence[Item]:
    """The items that some of the words are the numbers of, "SG4 and SG5", at most three."""
    words = said.split()
    if len(words) == 1:
        return ()
    numbered = [word for word in words if is_numbered(word)]
    found = {item.label: item for word in numbered for item in access.find(ctx, view, word)}
    return list(found.values())[:FEW]


def _alike(ref: Reference | None, lines: Sequence[Line]) -> Sequence[Item]:
    """Recommendations whose labels are nearly the one asked for, at most three."""
    if ref is None:
        return ()
    labels = {label_key(line.label): Item("recommendation", line.id, line.label, line.text) for line in lines}
    letters, figures = _parts(ref.label_key)
    near = dict.fromkeys((
        *difflib.get_close_matches(ref.label_key, labels, FEW),
        *(each for each in labels if figures and figures == _parts(each)[1].rstrip(ascii_lowercase)),
    ))  # fmt: skip
    begun_so = [each for each in labels if letters and letters == _parts(each)[0]]
    return [labels[each] for each in near or begun_so][:FEW]


def _parts(label: str) -> tuple[str, str]:
    """The letters that a label begins with, and what follows them."""
    rest = label.lstrip(ascii_lowercase)
    return label[: len(label) - len(rest)], rest


def is_numbered(word: str) -> bool:
    """Whether a word names an item, and has a number in it."""
    return any(sign.isdigit() for sign in word) and reference(word) is not None
