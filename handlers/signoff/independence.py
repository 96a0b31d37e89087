"""Who may give a board's word on an item, and what it may say of impact: the rules of sign-off, at every word.

A board's "evidenced" stands beside the owner's, but on a recommendation it needs what the owner's needs: process
evidence proves delivery, never impact (domain: Central Bedfordshire). Evidence is kept on recommendations alone, so
of anything else the board's word may stand by itself, and its card says that it does. A word that only speaks
against one's own work needs no second hand: a director who chairs must be able to record that it is off track.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import bindparam, select

from handlers import access, offices
from handlers.access import Item, PlanView
from handlers.cards.impact import lack_words
from handlers.cards.words import called, item_ref, listed, say
from handlers.context import Context
from handlers.errors import Refused, UserError
from handlers.evidence import pieces
from handlers.offices import BoardView
from handlers.signoff.line import manages
from handlers.signoff.matter import ANSWERING
from models.card import Action
from models.database import Statement
from models.rules.dates import say_day
from models.rules.proof import refused
from models.rules.signoff import Hand, May, may_sign
from models.sql import Workstream
from models.vocabulary import Delivery, Impact, SignOff

_WITHIN = Statement(lambda: select(Workstream.id).where(Workstream.parent_id == bindparam("id")))


def is_adverse(delivery: Delivery | None, impact: Impact | None, sign_off: SignOff | None) -> bool:
    """Whether a word speaks against the item on every axis it speaks of, so that it favours nobody."""
    return (
        delivery in (None, Delivery.OFF_TRACK)
        and impact in (None, Impact.NONE_STATED, Impact.NOT_ENOUGH_EVIDENCE)
        and sign_off in (None, SignOff.RETURNED, SignOff.REOPENED)
    )


def refuse_ones_own(
    ctx: Context, view: PlanView, item: Item, board: BoardView, meeting: date | None = None
) -> None:  # fmt: skip
    """Raises Refused for whoever answers for the item, or for a stream of work in it, or manages who does.

    It says who else can, or how to name who chaired the `meeting`, held or to come.
    """
    every = tuple(_with_its_parts(ctx, item.kind, item.id))
    owns = any(access.tied_to(ctx, kind, each, *ANSWERING) for kind, each in every)
    above = any(manages(ctx, kind, each) for kind, each in every)
    if may_sign(Hand(offices.seat(ctx, view, board).office, owns, above)) is May.ALONE:
        return
    others = offices.others_of(ctx, view, board)
    who = f"{listed(others)} can" if others else _naming(ctx, view, board, meeting)
    raise Refused(
        f"You answer for {called(item)} or for work in it, or manage somebody who does, so another who speaks for the "
        f"{board.name} records its word: its chair or vice-chair, or a chair for the meeting. {who}. Nothing was "
        "recorded.", Action("See it", f"status {item_ref(view, item)}"),
    )  # fmt: skip


def _naming(ctx: Context, view: PlanView, board: BoardView, meeting: date | None) -> str:
    """What the secretary types so that somebody else may speak for the board."""
    day = say_day(meeting) if meeting else "DAY"
    of = "" if offices.signing_boards(ctx, view) == (board,) else f' board="{board.name}"'
    who = "who chaired it" if meeting and meeting < ctx.today else "one"
    return f"The secretary names {who}, by their e-mail: “chair EMAIL for {day}{of}”"


def refuse_unproved(ctx: Context, view: PlanView, item: Item, impact: Impact | None) -> None:
    """Raises UserError for "evidenced" or "sustained" on a recommendation whose accepted evidence does not show it."""
    if item.kind != "recommendation" or impact not in (Impact.EVIDENCED, Impact.SUSTAINED):
        return
    held = list(pieces.held(ctx, item.id).values())
    lack = refused(impact, held, held)
    if lack is not None:
        raise UserError(
            f"Impact of {item.label} cannot be judged {say(impact)}: {lack_words(lack)}. Nothing was recorded.",
            Action("Its evidence", f"evidence {item_ref(view, item)}"), field="impact",
        )  # fmt: skip


def _with_its_parts(ctx: Context, kind: str, number: int) -> Iterator[tuple[str, int]]:
    """The item; and of a phase, the streams of work in it."""
    yield kind, number
    if kind == "workstream":
        for row in ctx.reader.all(_WITHIN, id=number):
            yield from _with_its_parts(ctx, kind, row.id)
