"""What a card says without a renderer, and how it is stored."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from models.card import (
    Bold,
    Card,
    Day,
    Link,
    Mention,
    Paragraph,
    Tinted,
    Tone,
    from_json,
    plain,
    to_json,
)

DUE = date(2010, 4, 30)


@pytest.mark.parametrize(
    ("on", "weekday", "said"),
    [
        (DUE, False, "30 April 2010"),
        (DUE, True, "Friday 30 April 2010"),
        (date(2012, 2, 29), True, "Wednesday 29 February 2012"),
        (date(2010, 12, 5), False, "5 December 2010"),
    ],
)
def test_a_day_is_written_out(on: date, *, weekday: bool, said: str) -> None:
    assert plain((Day(on, weekday),)) == said


def test_plain_keeps_the_words_and_drops_the_rest() -> None:
    spans = (
        Tinted("AMBER", Tone.AMBER),
        ": see ",
        Link("the plan", "https://example.gov.uk"),
        " with ",
        Mention(3, "Amira Khan"),
        ", ",
        Bold("today"),
    )
    assert plain(spans) == "AMBER: see the plan with Amira Khan, today"
    assert plain(()) == ""


def test_json_names_each_kind() -> None:
    card = Card("SG4", (Paragraph(("Due ", Day(DUE))),), tone=Tone.RED)
    assert to_json(card) == {
        "kind": "Card",
        "title": "SG4",
        "blocks": [
            {
                "kind": "Paragraph",
                "spans": ["Due ", {"kind": "Day", "on": "2010-04-30", "weekday": False}],
                "quiet": False,
            }
        ],
        "actions": [],
        "tone": "red",
    }


@pytest.mark.parametrize(
    "stored",
    [
        {"kind": "Spreadsheet"},
        {"title": "no kind"},
        {"kind": "Bold", "words": "not a part of it"},
        {"kind": "Card"},
    ],
)
def test_what_is_not_ours_is_refused(stored: dict[str, str]) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_json(stored)


def test_a_card_cannot_be_changed() -> None:
    card = Card("SG4")
    with pytest.raises(FrozenInstanceError):
        card.title = "SG5"  # type: ignore[misc]
    assert hash(card) == hash(Card("SG4"))
