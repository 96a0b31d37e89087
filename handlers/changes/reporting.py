"""`change reported`: that a chair's action on a request was reported to the board, at which meeting."""

from datetime import date

from handlers.cards import changes as cards
from handlers.changes import reading
from handlers.changes.recording import told
from handlers.chasing import settle
from handlers.context import Arguments, Context
from handlers.deciding_where import said_at, where_reported
from handlers.errors import Refused, UserError
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Form, Reply
from models.decisions import Change
from models.rules.changes import Part
from models.vocabulary import ChangeState, DueKind


def reported(ctx: Context, args: Arguments) -> Reply:
    """Record the meeting and the minute, by the board's chair, vice-chair or secretary."""
    view, row = reading.one(ctx, args)
    change = ctx.change.get_one(Change, row.id, with_for_update=True, populate_existing=True)
    see = Action(f"See C{change.id}", f"changes C{change.id}")
    if reading.part_of(ctx, view, None) is Part.NONE:
        raise Refused(
            f"That C{change.id} was reported is for the board's chair, vice-chair or secretary to say. Nothing was "
            "recorded.", see,
        )  # fmt: skip
    refuse_borrowed_voice(ctx)
    decided_on = _unreported(ctx, change, see)
    board = reading.board_told(ctx, view, change.rule_id)
    how = where_reported(ctx, board, decided_on, args, lambda last: cards.reported_form(change, args, last))
    if isinstance(how, Form):
        return Reply(form=how)
    settle(ctx, f"change:{change.id}", DueKind.CHAIR_REPORT, done=True)
    change.reported_where, change.version = said_at(how), change.version + 1
    ctx.change.add(change)
    ctx.change.flush()
    told(ctx, view, change, f"C{change.id}: chair's action reported at {change.reported_where}")
    return Reply((cards.decided_card(view, reading.by_id(ctx, change.key_id), reading.called(row)),))


def _unreported(ctx: Context, change: Change, see: Action) -> date:
    """The day of the chair's action. Raises UserError where there is none to report."""
    if change.state is not ChangeState.AGREED or change.report_on is None or change.decided_at is None:
        raise UserError(f"C{change.id} was not decided by chair's action. Nothing was recorded.", see)
    if change.reported_where is not None:
        raise UserError(f"C{change.id} was reported already, at {change.reported_where}. Nothing was recorded.", see)
    return ctx.day_of(change.decided_at)
