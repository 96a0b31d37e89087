"""Laws of how a reminder reads, over arbitrary states of arbitrary items: 60 words, or 110 about three, and six buttons."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis.strategies import (
    DrawFn,
    SearchStrategy,
    booleans,
    composite,
    integers,
    lists,
    none,
    one_of,
    sampled_from,
    sets,
)

from handlers.access import Ability, PlanView
from handlers.cards.asking import waiting_line
from handlers.cards.dated import Otherwise, dated_line, late_line
from handlers.cards.reminding import BUTTONS, Line, Said, daily_card, item_line
from handlers.dated.reading import KINDS, Dated
from handlers.reminding.matters import Matter, Word
from handlers.reminding.recipients import Because
from models.card import Card, Facts, Paragraph, plain
from models.rules.dates import PartialDate, Precision, exactly
from models.rules.deadlines import TimeLimit
from models.rules.ladder import Asked, ladders_from
from models.rules.standing import key_from
from models.vocabulary import Delivery, DueKind

TODAY = date(2010, 4, 16)
VIEW = PlanView(
    1, "cambridgeshire-2009", "Cambridgeshire 2009", "Improvement plan", published=True, illustration=None,
    colours=key_from({}), may=frozenset(Ability), everything=True, restricted=True, others=False, version=1,
)  # fmt: skip
TEXT = "Improve the contribution of children and young people and their parents and carers to what is done for them"
LABELS = ("SG4", "LAC12", "4.2", "12", "Area 3", "7.10.1")
LADDER = (DueKind.DEADLINE, DueKind.SILENCE, DueKind.ESCALATION, DueKind.SNOOZED)
NOTES = (
    "SG4 waits for the board's decision on sign-off",
    "“Threshold document” in the library",
    "I could not reach Head of Participation: their Slack account is closed. Say who answers instead.",
    "Head of Participation says that action 4.2 is not theirs. Who answers for it?",
    "REHEARSAL: the inspection notified on 12 July 2010: have you got it?",
    "SG4 is late: could the delay harm a child?",
)


def days(least: int, most: int) -> SearchStrategy[date]:
    return integers(least, most).map(lambda n: TODAY + timedelta(days=n))


@composite
def matters(draw: DrawFn, label: str) -> Matter:
    kind = draw(sampled_from(("recommendation", "action")))
    due_on = draw(one_of(none(), days(-400, 400)))
    said_on = draw(one_of(none(), days(-400, 0)))
    word = Word(said_on, datetime(2010, 4, 1, tzinfo=UTC), "Words", Delivery.AT_RISK) if said_on else None
    delivery = draw(sampled_from(Delivery))
    asked = Asked(
        draw(sampled_from(TimeLimit)), TODAY - timedelta(days=500), due_on, said_on,
        draw(one_of(none(), days(-400, 0))), delivered=delivery is Delivery.COMPLETED,
    )  # fmt: skip
    return Matter(
        f"{kind}:1", kind, 1, 1, VIEW.key, label, TEXT, due_on, draw(one_of(none(), days(-400, 400))), delivery, word,
        asked, ladders_from({}), "",
    )  # fmt: skip


@composite
def items(draw: DrawFn, label: str) -> Line:
    matter = draw(matters(label))
    said = Said(
        VIEW, matter, draw(sampled_from(Because)), draw(sets(sampled_from(LADDER), min_size=1)),
        draw(one_of(none(), days(1, 40))), draw(one_of(none(), days(1, 9))), draw(one_of(none(), days(1, 9))),
        draw(one_of(none(), days(-40, 0))), may_assign=draw(booleans()), may_update=draw(booleans()),
    )  # fmt: skip
    return item_line(said, TODAY)


@composite
def waits(draw: DrawFn, label: str) -> Line:
    kind = draw(sampled_from([each for each in DueKind if each not in (*LADDER, *KINDS, DueKind.DIGEST)]))
    note = draw(one_of(none(), sampled_from(NOTES)))
    reference = draw(sampled_from(("", f"{VIEW.key}/{label.replace(' ', '')}")))
    return waiting_line(VIEW, kind, "recommendation:4", note, TODAY, reference, may_answer=draw(booleans()))


BOARDS = ("the Improvement Steering Group", "the Central Bedfordshire Health and Wellbeing Board (shadow) for children")


@composite
def dates(draw: DrawFn, label: str) -> Line:
    """A date that is no item's; `label` is who reports."""
    kind, board, on = draw(sampled_from(KINDS)), draw(sampled_from(BOARDS)), draw(days(-90, 90))
    what = draw(
        sampled_from((f"papers for {board}", f"report to {board} ({TEXT})", "joint written statement of action"))
    )
    by = draw(sampled_from((exactly(on), PartialDate(on.replace(day=1), Precision.MONTH))))
    qualifier = draw(sampled_from(("", "no later than ")))
    dated = Dated(
        f"x:{label}", kind, "" if kind is DueKind.MEETING else "P12", what, by, on, None, board, 1, "", qualifier
    )
    if dated.name and draw(booleans()):
        return late_line(VIEW, dated, TODAY, draw(sampled_from(Because)))
    otherwise = Otherwise(*(draw(one_of(none(), days(1, 40))) for _ in range(3)))
    return dated_line(VIEW, dated, TODAY, draw(sampled_from(Because)), otherwise)


@composite
def days_of_somebody(draw: DrawFn) -> list[Line]:
    """All that one person is asked on a day, in the order in which it is said."""
    labels = draw(lists(sampled_from(LABELS), min_size=1, max_size=6, unique=True))
    lines = [draw(one_of(items(label), waits(label), dates(label))) for label in labels]
    ordered = sorted(lines, key=lambda each: each.urgency)
    harm = next((line for line in ordered if line.before_all), None)
    return sorted(ordered, key=lambda each: each is not harm)


def read(card: Card) -> str:
    said = [card.title]
    for block in card.blocks:
        if isinstance(block, Paragraph) and not block.quiet:
            said.append(plain(block.spans))
        elif isinstance(block, Facts):
            said += [f"{label} {plain(spans)}" for label, spans in block.rows]
    return " ".join(said)


@given(lines=days_of_somebody())
def test_a_reminder_has_sixty_words_or_25_more_for_each_of_two_more_items_and_six_buttons(
    lines: Sequence[Line],
) -> None:
    card = daily_card(lines, TODAY)
    said = read(card)
    assert len(said.split()) <= (60, 85, 110)[min(len(lines), 3) - 1], said
    assert 1 <= len(card.actions) <= BUTTONS
    assert len(set(card.actions)) == len(card.actions), card.actions
    assert len(card.actions) == 1 or "Look" not in {action.label for action in card.actions[1:]}
    assert all(action.command for action in card.actions)


@given(lines=days_of_somebody())
def test_a_reminder_names_all_it_is_about_or_says_how_many_more(lines: Sequence[Line]) -> None:
    card = daily_card(lines, TODAY)
    said = read(card)
    shown = [label for block in card.blocks if isinstance(block, Facts) for label, _ in block.rows]
    if len(lines) == 1:
        assert lines[0].alone in said
        return
    assert shown == [line.label for line in lines[:3]], "the three most urgent, the first of them first"
    left = len(lines) - 3
    assert left <= 0 or f"And {left} more" in said
