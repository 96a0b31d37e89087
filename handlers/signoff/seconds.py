"""Who may be the second member of a board: on it by somebody else's hand, and in no line with who signed.

A store knows no independent or lead member by a mark of their own, so what makes one is that who signed neither
manages them nor put them there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers import access, offices
from handlers.access import PlanView
from handlers.context import Context
from handlers.offices import BoardView
from handlers.request import Request
from handlers.signoff.line import ANSWERING, in_one_line, is_below, manages
from models.rules.signoff import Hand, Office, Second, may_confirm
from models.vocabulary import Platform


def second_to(
    ctx: Context, view: PlanView, boards: Sequence[BoardView], about: tuple[str, int], by: int | None
) -> Second:  # fmt: skip
    """How this person stands to `by`, who signed for one of `boards` what is decided of the item (its kind and id)."""
    mine = ctx.actor.person_id
    put_there = (offices.seat(ctx, view, board, not_by=(by, mine)).office for board in boards)
    return Second(
        mine is not None and mine == by,
        in_one_line(ctx, by) or is_below(ctx, *about),
        all(office is Office.NONE for office in put_there),
    )


def who_may(
    ctx: Context, view: PlanView, boards: Sequence[BoardView], about: tuple[str, int], by: int | None
) -> Iterator[tuple[int, str]]:
    """Everybody who may confirm now what `by` signed (id, name)."""
    for email in offices.people_on(ctx, view, boards):
        actor = access.identify(ctx.reader, Request(Platform.CONSOLE, email, "", ""), ctx.now)
        them = replace(ctx, actor=actor, _read={})
        if actor.person_id is not None and _may(them, view, boards, about, by):
            yield actor.person_id, actor.name


def _may(ctx: Context, view: PlanView, boards: Sequence[BoardView], about: tuple[str, int], by: int | None) -> bool:
    held = (offices.seat(ctx, view, board).office for board in boards)
    office = next((each for each in held if each is not Office.NONE), Office.NONE)
    hand = Hand(office, access.tied_to(ctx, *about, *ANSWERING), manages(ctx, *about))
    return may_confirm(hand, second_to(ctx, view, boards, about, by))
