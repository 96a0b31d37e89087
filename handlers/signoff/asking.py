"""Asking a board to sign an item off, and taking that back: what its owner, deputy or lead may do."""

from handlers import offices
from handlers.access import Item, PlanView
from handlers.cards import signoff as cards
from handlers.cards.words import item_ref
from handlers.chasing import chase, settle
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.fallen import wrong_way
from handlers.offices import BoardView
from handlers.signing import may_ask
from handlers.signoff import matter as matters
from handlers.signoff.matter import Matter, Step
from handlers.signoff.recording import step, told
from handlers.wanted import wanted_of
from models.card import Action, Reply
from models.vocabulary import DecisionKind, DueKind, SignOff


def request(ctx: Context, args: Arguments) -> Reply:
    """Put an item to the board that signs it off; what it lacks is said, with the way to each."""
    view, item = matters.recommendation(ctx, args.get("number"))
    _may_ask(ctx, view, item)
    board = _board(ctx, view, args.get("board"))
    if board is None:
        return Reply(form=cards.which_board_form(view, item, offices.signing_boards(ctx, view)))
    row = matters.locked(ctx.change, item)
    matter = matters.load(ctx, view, item, board)
    _can_be_asked(matter)
    matters.current(matter, args)
    if matter.lacks:
        raise cards.lacking(matter)
    added = step(ctx, matter, row, DecisionKind.REQUEST, SignOff.REQUESTED, reason=args.get("reason"))
    due = _chase_board(ctx, matter)
    settle(ctx, f"recommendation:{item.id}", DueKind.EVIDENCE_WANTED, done=True)
    told(ctx, matter, added, cards.said_request(matter, args.get("reason")))
    return Reply((
        cards.requested_card(
            matters.load(ctx, view, item), due, wanted_of(ctx, view, item.id), wrong_way(ctx, item.id)
        ),
    ))  # fmt: skip


def withdraw(ctx: Context, args: Arguments) -> Reply:
    """Take a request back, so that the item can be worked on again. What the board last said of it stands."""
    view, item = matters.recommendation(ctx, args.get("number"))
    _may_ask(ctx, view, item)
    row = matters.locked(ctx.change, item)
    matter = matters.load(ctx, view, item)
    if matter.facts.sign_off is not SignOff.REQUESTED:
        raise UserError(
            f"{item.label} is not before the board, so there is nothing to withdraw.", *cards.see(matter),
        )  # fmt: skip
    matters.current(matter, args)
    before = _before_request(matter)
    to, reason = _state_after(before), args.get("reason")
    said = f"withdrawn: {reason}" if reason else "withdrawn"
    added = step(ctx, matter, row, DecisionKind.RETURN, to, board_id=None, board_name=None, reason=said)
    settle(ctx, f"recommendation:{item.id}", DueKind.SIGN_OFF_WAITING)
    _want_again(ctx, matter, before)
    told(ctx, matter, added, cards.said_withdrawn(matter, reason))
    return Reply((cards.withdrawn_card(matter, to),))


def _may_ask(ctx: Context, view: PlanView, item: Item) -> None:
    if not may_ask(ctx, view, item.id):
        raise Refused(
            f"Sign-off of {item.label} is asked for by its owner or deputy, or by a lead of the plan. Nothing was "
            "recorded.", Action("See who owns it", f"status {item_ref(view, item)}"),
        )  # fmt: skip


def _board(ctx: Context, view: PlanView, said: str) -> BoardView | None:
    """The board to ask; None where there are several and none was named."""
    found = offices.signing_boards(ctx, view)
    if said:
        return offices.named(found, said)
    if not found:
        return matters.board_of(ctx, view, ())
    return found[0] if len(found) == 1 else None


def _can_be_asked(matter: Matter) -> None:
    label = matter.item.label
    if matter.facts.sign_off is SignOff.SIGNED_OFF:
        raise UserError(f"{label} is signed off already. Nothing was recorded.", *cards.see(matter))
    if matter.facts.sign_off is SignOff.REQUESTED:
        raise UserError(
            f"{label} is before the {matter.board.name} already. Nothing was recorded again.",
            Action("Withdraw the request", f"sign-off withdraw {matter.ref}"), *cards.see(matter),
        )  # fmt: skip


def _chase_board(ctx: Context, matter: Matter) -> object:
    """The chair is to be reminded when papers for the next meeting are due, else today."""
    meeting, chair = offices.next_meeting(ctx, matter.board), offices.chair_of(ctx, matter.view, matter.board)
    due = max(ctx.today, (meeting.papers_due_on or meeting.date_on) if meeting else ctx.today)
    chase(
        ctx, matter.view.id, f"recommendation:{matter.item.id}", DueKind.SIGN_OFF_WAITING, due,
        person_id=chair.id if chair else None, note=f"{matter.item.label} waits for the {matter.board.name}",
    )  # fmt: skip
    return meeting.date_on if meeting else None


def _before_request(matter: Matter) -> Step | None:
    """The board's last word before the request that is now taken back."""
    words = (DecisionKind.RETURN, DecisionKind.REOPEN, DecisionKind.NOT_HOLDING)
    told_us = [each for each in matter.steps if each.kind in words]
    return next((each for each in reversed(told_us) if each.board_id is not None), None)


def _state_after(before: Step | None) -> SignOff:
    if before is None:
        return SignOff.NOT_REQUESTED
    return SignOff.RETURNED if before.kind is DecisionKind.RETURN else SignOff.REOPENED


def _want_again(ctx: Context, matter: Matter, before: Step | None) -> None:
    """What the board wanted is wanted again: asking and taking it back does not answer it."""
    if before is not None and before.wanted and before.wanted_by is not None:
        chase(
            ctx, matter.view.id, f"recommendation:{matter.item.id}", DueKind.EVIDENCE_WANTED, before.wanted_by,
            person_id=before.wanted_from_id, note=before.wanted[:200],
        )  # fmt: skip
