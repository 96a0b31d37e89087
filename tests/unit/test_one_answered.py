"""A message about several matters, of which one was answered: what is left of its buttons."""

import pytest

from handlers.cards.talking import matter_in, one_answered
from models.card import Action, Card

SG4, LAC4 = "cambridgeshire-2009/SG4", "cambridgeshire-2009/LAC4"
MORE = "mine"


def left(commands: tuple[str, ...], pressed: str, *, again: bool = False) -> list[str] | None:
    card = Card("Two items are due", actions=tuple(Action(each, each) for each in commands))
    marked = one_answered(card, matter_in(pressed), "Recorded.", again=again)
    return None if marked is None else [action.command for action in marked.actions]


@pytest.mark.parametrize(
    ("commands", "stay"),
    [
        ((f"update {SG4} on track", f"update {LAC4}", MORE), [f"update {LAC4}", MORE]),
        ((f"update {SG4} on track", "figure M2 @v3", MORE), ["figure M2 @v3", MORE]),
        ((f"update {SG4} on track", "challenges Q12"), ["challenges Q12"]),
        ((f"update {SG4} on track", f"not mine {SG4}", MORE), None),
    ],
)
def test_what_is_about_something_else_or_about_nothing_stays(commands: tuple[str, ...], stay: list[str] | None) -> None:
    assert left(commands, f"update {SG4} on track @v2") == stay


def test_after_the_last_of_several_what_is_about_nothing_still_stands() -> None:
    assert left((f"update {LAC4}", MORE), f"update {LAC4}", again=True) == [MORE]


def test_a_button_about_no_item_takes_only_itself_away() -> None:
    commands = ("inspection have-it", f"update {SG4}", MORE)
    assert left(commands, "inspection have-it") == [f"update {SG4}", MORE]
    assert left(("inspection have-it", "inspection"), "inspection have-it") is None


def test_what_holds_no_such_button_is_left_as_it_is() -> None:
    assert left((f"update {SG4}", f"update {LAC4}"), "figure M2") is None
