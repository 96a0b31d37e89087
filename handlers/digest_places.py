"""`digest here`: the channel in which a board reads its plan's week, named there by somebody who runs the board."""

from datetime import date

from sqlmodel import select

from handlers import access, offices
from handlers.access import Ability, PlanView
from handlers.cards import digest_places as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.recording import record
from models.card import Action, Reply
from models.governance import BoardPlace
from models.plan import Plan
from models.rules.ladder import next_digest
from models.vocabulary import Platform


def here(ctx: Context, args: Arguments) -> Reply:
    """Have the plan's week told in this conversation, from the next digest on."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    if ctx.request.direct:
        raise UserError(
            "Only you and I read this conversation. Say “digest here” in the board's channel. Nothing was changed.",
            Action("The digest now", "digest"),
        )
    board = _board(ctx, view, args.get("board"))
    row = _place(ctx, view)
    again = row is not None and row.until is None and row.board_id == (board.id if board else None)
    if row is not None and row.until is not None:
        row.since = ctx.now
    row = row or BoardPlace(
        plan_id=view.id, platform=Platform(ctx.request.platform), conversation=ctx.request.conversation,
        named_by=ctx.actor.name, since=ctx.now,
    )  # fmt: skip
    row.board_id, row.until, row.named_by = board.id if board else None, None, ctx.actor.name
    ctx.change.add(row)
    ctx.change.flush()
    name = board.name if board else view.name
    if not again:
        record(ctx, "digest", f"board_place:{row.key_id}", f"has the week told to the {name} in a channel",
               plan_id=view.id)  # fmt: skip
    return Reply((cards.here_card(view, name, _next(ctx, view)),))


def stop(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """Tell the week here no more."""
    view = access.plan(ctx, ability=Ability.SEE_PEOPLE)
    row = _place(ctx, view)
    if row is None or row.until is not None:
        raise UserError("No digest comes to this conversation. Nothing was changed.", Action("The digest", "digest"))
    row.until = ctx.now
    ctx.change.add(row)
    record(ctx, "digest", f"board_place:{row.key_id}", "ended the week's digest in a channel", plan_id=view.id)
    return Reply((cards.stopped_card(view),))


def _place(ctx: Context, view: PlanView) -> BoardPlace | None:
    wanted = select(BoardPlace).filter_by(
        plan_id=view.id, platform=Platform(ctx.request.platform), conversation=ctx.request.conversation
    )
    return ctx.change.exec(wanted.with_for_update()).first()


def _board(ctx: Context, view: PlanView, said: str) -> offices.BoardView | None:
    """The board whose channel it is: the one that is named, else the one that signs off; None where none is known."""
    every = offices.boards(ctx, view)
    if said:
        return offices.named(every, said)
    found = offices.signing_boards(ctx, view) if every else ()
    if len(found) > 1:
        names = ", ".join(board.name for board in found)
        raise UserError(f'Say whose channel this is, as in: digest here board="…". The boards: {names}.')
    return found[0] if found else None


def _next(ctx: Context, view: PlanView) -> date:
    return next_digest(ctx.today, ctx.change.get_one(Plan, view.id).settings.get("digest_day"))
