"""Deciding a request: each consultation recorded first, by who may, once."""

from typing import Any

from handlers import offices
from handlers.access import Item, PlanView
from handlers.cards import changes as cards
from handlers.cards.seconds import not_independent, who_confirms
from handlers.changes import effects, reading
from handlers.changes.asking import unlocked
from handlers.changes.boards_now import held_back
from handlers.changes.hands import DECIDING, Standing, is_member, others, standing
from handlers.changes.recording import close, close_those_on, decide, end, told
from handlers.chasing import chase
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.deciding_where import Before, How, elsewhere, how_decided, said_at
from handlers.errors import Refused, Stale, UserError, about
from handlers.harm_due import expect
from handlers.offices import BoardView, Seat
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Form, Reply
from models.decisions import Change, ChangeCondition
from models.rules.changes import Part, Rule, missing
from models.rules.dates import say_day
from models.rules.signoff import May
from models.vocabulary import ChangeKind, ChangeState, DueKind


def consult(ctx: Context, args: Arguments) -> Reply:
    """Record that a consultation or agreement a change needs has happened: who, when, which minute."""
    view, row, change = _found(ctx, args)
    mine = standing(ctx, view, change)
    if mine.part is Part.NONE:
        raise _not_theirs(change, mine.rule, "recorded")
    refuse_borrowed_voice(ctx)
    needed = reading.conditions_of(ctx.change, change.key_id)
    met = _meant(needed, args.get("which"))
    if met is None or not (args.get("who") and args.get("minute")):
        if not needed:
            raise UserError(f"C{change.id} needs no consultation before it is decided.", _see(change))
        return Reply(form=cards.consult_form(change, needed, args, ctx.today))
    _meet(ctx, met, args)
    change.version += 1
    ctx.change.add(change)
    when = say_day(met.met_on) if met.met_on else ""
    told(ctx, view, change, f"C{change.id}, {met.text}: {met.met_by}, {when}, minute {met.minute}")
    held = held_back(ctx, change.recommendation_id, change.action_id)
    now, waits = _now(ctx, row), held.waits if held else ""
    return Reply((cards.change_card(view, now, needed, ctx.day_of(row.asked_at), mine, waits=waits),))


def _meant(needed: list[ChangeCondition], said: str) -> ChangeCondition | None:
    return needed[int(said) - 1] if said.isdecimal() and 0 < int(said) <= len(needed) else None


def _meet(ctx: Context, condition: ChangeCondition, args: Arguments) -> None:
    condition.met_by, condition.minute = args.get("who"), args.get("minute")
    with about("on"):
        condition.met_on = day_ahead(args.get("on"), ctx.today, past=True) if args.get("on") else ctx.today
    condition.recorded_by, condition.recorded_at = ctx.actor.name, ctx.now
    ctx.change.add(condition)
    ctx.change.flush()


def agree(ctx: Context, args: Arguments) -> Reply:
    """Decide that the change takes effect. Names what is missing while anything is."""
    view, row, change = _found(ctx, args)
    mine = standing(ctx, view, change)
    if mine.pending:
        raise Stale(
            f"C{change.id} was agreed by {change.decided_by} already and waits for a second member. Nothing was "
            "recorded again.", f"changes C{change.id}",
        )  # fmt: skip
    _deciding(ctx, change, mine)
    _complete(ctx, change)
    how = _how(ctx, view, change, mine, args)
    if isinstance(how, Form):
        return Reply(form=how)
    _unlocked(ctx, view, change)
    decide(ctx, change, args.get("reason"), said_at(how), how.report_on)
    if mine.may is May.WITH_ANOTHER:
        return _waits(ctx, view, change, row)
    return _takes_effect(ctx, view, change, row)


def _waits(ctx: Context, view: PlanView, change: Change, row: Any) -> Reply:
    """Agreed by somebody with a part in it, so that it waits for another member of the board."""
    board, seconds = reading.board_name(ctx, view), others(ctx, view, change)
    said = f"agreed C{change.id} for {reading.called(row)}{cards.where(change)}"
    told(ctx, view, change, f"{said}; it takes effect when a second member of the board confirms")
    chase(
        ctx, view.id, f"change:{change.id}", DueKind.CHANGE_WAITING, ctx.today,
        person_id=next((person for person, _ in seconds), None),
        note=f"C{change.id} on {reading.called(row)} is agreed by {change.decided_by} and waits for a second member",
    )  # fmt: skip
    names = [name for _, name in seconds]
    return Reply((cards.waits_card(view, _now(ctx, row), reading.called(row), board, names),))


def _takes_effect(ctx: Context, view: PlanView, change: Change, row: Any) -> Reply:
    about = reading.subject(change)
    taken = effects.apply(ctx, view, change)
    expect(ctx.change, view.id, ctx.now, only=(about, *taken.also))
    end(ctx, view, change, ChangeState.AGREED)
    for each in taken.also:
        told(ctx, view, change, f"{taken.why} (C{change.id})", each)
    if change.kind is ChangeKind.DROP:
        close_those_on(ctx, view, (about, *taken.also))
    return Reply((cards.decided_card(view, _now(ctx, row), reading.called(row)),))


def confirm(ctx: Context, args: Arguments) -> Reply:
    """A second member of the board makes a change take effect that somebody with a part in it agreed."""
    view, row, change = _found(ctx, args)
    mine = standing(ctx, view, change)
    if not mine.pending:
        raise UserError(
            f"C{change.id} has no decision that waits for a second member. Nothing was recorded.", _see(change)
        )
    if not mine.confirms:
        raise _not_the_second(ctx, view, change, mine)
    refuse_borrowed_voice(ctx)
    _complete(ctx, change)
    _unlocked(ctx, view, change)
    change.confirmed_by_id, change.confirmed_by = ctx.actor.person_id, ctx.actor.name
    change.version += 1
    return _takes_effect(ctx, view, change, row)


def refuse(ctx: Context, args: Arguments) -> Reply:
    """Decide that the plan stays as it is, and say why."""
    view, row, change = _found(ctx, args)
    mine = standing(ctx, view, change)
    if mine.confirms:
        refuse_borrowed_voice(ctx)
    else:
        _deciding(ctx, change, mine)
    how = _where_refused(ctx, view, change, mine, args)
    if isinstance(how, Form):
        return Reply(form=how)
    close(ctx, view, change, ChangeState.REFUSED, args.get("reason"), how)
    return Reply((cards.decided_card(view, _now(ctx, row), reading.called(row)),))


def _where_refused(ctx: Context, view: PlanView, change: Change, mine: Standing, args: Arguments) -> str | Form:
    """Where it was refused, held to the board's calendar where a board here did; the form that asks what is missing.

    A chair may refuse without a meeting: the plan stays as the board agreed it.
    """
    recorded = mine.part is Part.RECORDS and not mine.confirms
    found = None if recorded else _refusing_board(ctx, view, mine)
    form = cards.refuse_form(change, args, found[0] if found else None, recorded=recorded)
    said = args.get("meeting"), args.get("minute")
    if not args.get("reason") or (recorded and not all(said)):
        return form
    if found is None or not any(said):
        return elsewhere(ctx, args)
    before = Before(f"C{change.id}", *found, ctx.day_of(change.asked_at), (_see(change),))
    how = how_decided(ctx, before, args, lambda _: form)
    return how if isinstance(how, Form) else said_at(how)


def _refusing_board(ctx: Context, view: PlanView, mine: Standing) -> tuple[BoardView, Seat] | None:
    """The board this person refuses for; None where the decision is an officer's own."""
    if not mine.confirms:
        return reading.board_of(ctx, view, mine.rule)
    board = offices.signing_boards(ctx, view)[0]
    return board, offices.seat(ctx, view, board)


def withdraw(ctx: Context, args: Arguments) -> Reply:
    """Take back one's own request."""
    view, row, change = _found(ctx, args)
    if not ctx.actor.admin and (change.person_id is None or change.person_id != ctx.actor.person_id):
        raise Refused(
            f"C{change.id} was asked for by {change.by_name}, who can withdraw it. Nothing was changed.", _see(change)
        )
    close(ctx, view, change, ChangeState.WITHDRAWN, args.get("reason"))
    return Reply((cards.decided_card(view, _now(ctx, row), reading.called(row)),))


def _found(ctx: Context, args: Arguments) -> tuple[PlanView, Any, Change]:
    """The open request that was named, locked. Raises Stale when it moved on, UserError when it was decided."""
    view, row = reading.one(ctx, args)
    change = ctx.change.get_one(Change, row.id, with_for_update=True, populate_existing=True)
    if args.version is not None and args.version != change.version:
        changed = f"C{change.id} changed after that card was drawn. Nothing was recorded."
        raise Stale(changed, f"changes C{change.id}", change.version)
    if change.state is not ChangeState.OPEN:
        done = f"{change.state.value} already, by {change.decided_by}"
        raise UserError(f"C{change.id} is {done}. Nothing was changed.", _see(change))
    return view, row, change


def _deciding(ctx: Context, change: Change, mine: Standing) -> None:
    """Raises Refused for anybody who may not decide, saying who may."""
    if mine.part not in (Part.DECIDES, Part.RECORDS):
        raise _not_theirs(change, mine.rule, "changed")
    if mine.may not in DECIDING:
        why = f"You asked for C{change.id}" if mine.asked else (
            f"You own what C{change.id} is about or answer for its owner"
        )  # fmt: skip
        withdraw = Action("Withdraw it", f"change withdraw C{change.id} @v{change.version}")
        raise Refused(
            f"{why}, so somebody else must decide it: {_others(mine.rule)}. Nothing was changed.",
            _see(change), *((withdraw,) if mine.asked else ()),
        )  # fmt: skip
    refuse_borrowed_voice(ctx)


def _complete(ctx: Context, change: Change) -> None:
    """Raises UserError naming the consultations and agreements that are not recorded."""
    lacking = missing(
        [(each.text, each.met_on is not None) for each in reading.conditions_of(ctx.change, change.key_id)]
    )
    if lacking:
        raise UserError(
            f"C{change.id} cannot take effect yet. Still to be recorded: {'; '.join(lacking)}.",
            Action("Record it", f"change consult C{change.id} @v{change.version}"), _see(change),
        )  # fmt: skip


def _unlocked(ctx: Context, view: PlanView, change: Change) -> None:
    kind, _, number = reading.subject(change).partition(":")
    if kind != "workstream":
        unlocked(ctx, view, Item(kind, int(number), "", ""))


def _how(ctx: Context, view: PlanView, change: Change, mine: Standing, args: Arguments) -> How | Form:
    """Where it was decided: by another body, by a board here, or by an officer whose own decision needs no meeting."""
    if mine.part is Part.RECORDS:
        said = args.get("meeting") and args.get("minute")
        return How(elsewhere(ctx, args)) if said else cards.agree_form(change, args)
    found = reading.board_of(ctx, view, mine.rule)
    if found is None:
        return How(elsewhere(ctx, args))
    board, seat = found
    if meets := _takes_a_meeting(change, mine):
        _no_chairs_action(change, board, args)
    before = Before(f"C{change.id}", board, seat, ctx.day_of(change.asked_at), (_see(change),))
    return how_decided(ctx, before, args, lambda last: cards.board_form(change, board, seat, args, last, meets=meets))


def _takes_a_meeting(change: Change, mine: Standing) -> bool:
    """Whether only the board's meeting decides it: to drop what the report asks for, where no rule says who may."""
    return change.kind is ChangeKind.DROP and change.recommendation_id is not None and mine.rule is None


def _no_chairs_action(change: Change, board: BoardView, args: Arguments) -> None:
    if args.get("chairs-action"):
        raise UserError(
            f"To drop a recommendation takes a meeting of the {board.name}, so there is no chair's action here. Say "
            f"the meeting and the minute: change agree C{change.id} meeting=DAY minute=NUMBER. Nothing was recorded.",
            _see(change), field="chairs-action",
        )  # fmt: skip


def _others(rule: Rule | None) -> str:
    """Who else may decide."""
    if rule is not None:
        return f"another who is {rule.decided_by}"
    return "another of the board's chair, its vice-chair and the chair for the meeting"


def _not_theirs(change: Change, rule: Rule | None, done: str) -> Refused:
    who = rule.decided_by if rule else "the board's chair or vice-chair"
    return Refused(f"C{change.id} is for {who} to decide. Nothing was {done}.", _see(change))


def _not_the_second(ctx: Context, view: PlanView, change: Change, mine: Standing) -> Refused:
    board, names = reading.board_name(ctx, view), [name for _, name in others(ctx, view, change)]
    if mine.second.signed_it:
        why = f"You agreed C{change.id}"
    elif mine.asked or mine.hand.owns or mine.hand.manages:
        why = f"You asked for C{change.id}, answer for what it is about, or manage who does"
    elif not is_member(ctx, view):
        why = f"You are not on the {board}"
    else:
        why = not_independent(mine.second, change.decided_by or "")
    return Refused(
        f"{why}, so another member of the {board} confirms it. {who_confirms(names, board)} Nothing was changed.",
        _see(change),
    )


def _now(ctx: Context, row: Any) -> Any:
    ctx.change.flush()
    return reading.by_id(ctx, row.id)


def _see(change: Change) -> Action:
    return Action(f"See C{change.id}", f"changes C{change.id}")
