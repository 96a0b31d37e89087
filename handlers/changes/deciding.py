"""Deciding a request: each consultation recorded first, by who may, once."""

from typing import Any

from handlers.access import Item, PlanView
from handlers.cards import changes as cards
from handlers.changes import effects, reading
from handlers.changes.asking import unlocked
from handlers.changes.boards_now import held_back
from handlers.changes.recording import close, close_those_on, told
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.errors import Refused, Stale, UserError, about
from handlers.harm_due import expect
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Reply
from models.decisions import Change, ChangeCondition
from models.rules.changes import Part, Rule, missing, must_be_another
from models.rules.dates import say_day
from models.vocabulary import ChangeKind, ChangeState


def consult(ctx: Context, args: Arguments) -> Reply:
    """Record that a consultation or agreement a change needs has happened: who, when, which minute."""
    view, row, change = _found(ctx, args)
    rule = reading.rule_of(ctx, view, change.rule_id)
    part = reading.part_of(ctx, view, rule)
    if part is Part.NONE:
        raise _not_theirs(change, rule, "recorded")
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
    now, waits = _now(ctx, args), held.waits if held else ""
    return Reply((cards.change_card(view, now, needed, ctx.day_of(row.asked_at), rule, part, waits=waits),))


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
    part = _deciding(ctx, view, change)
    lacking = missing(
        [(each.text, each.met_on is not None) for each in reading.conditions_of(ctx.change, change.key_id)]
    )
    if lacking:
        raise UserError(
            f"C{change.id} cannot take effect yet. Still to be recorded: {'; '.join(lacking)}.",
            Action("Record it", f"change consult C{change.id} @v{change.version}"), _see(change),
        )  # fmt: skip
    if part is Part.RECORDS and not (args.get("meeting") and args.get("minute")):
        return Reply(form=cards.agree_form(change, args))
    about = reading.subject(change)
    if not about.startswith("workstream"):
        kind, _, number = about.partition(":")
        unlocked(ctx, view, Item(kind, int(number), "", ""))
    taken = effects.apply(ctx, view, change)
    expect(ctx.change, view.id, ctx.now, only=(about, *taken.also))
    close(ctx, view, change, ChangeState.AGREED, args.get("reason"), _where(args))
    for each in taken.also:
        told(ctx, view, change, f"{taken.why} (C{change.id})", each)
    if change.kind is ChangeKind.DROP:
        close_those_on(ctx, view, (about, *taken.also))
    return Reply((cards.decided_card(view, _now(ctx, args), reading.called(row)),))


def refuse(ctx: Context, args: Arguments) -> Reply:
    """Decide that the plan stays as it is, and say why."""
    view, row, change = _found(ctx, args)
    part = _deciding(ctx, view, change)
    if not args.get("reason") or (part is Part.RECORDS and not (args.get("meeting") and args.get("minute"))):
        return Reply(form=cards.refuse_form(change, args, recorded=part is Part.RECORDS))
    close(ctx, view, change, ChangeState.REFUSED, args.get("reason"), _where(args))
    return Reply((cards.decided_card(view, _now(ctx, args), reading.called(row)),))


def withdraw(ctx: Context, args: Arguments) -> Reply:
    """Take back one's own request."""
    view, row, change = _found(ctx, args)
    if not ctx.actor.admin and (change.person_id is None or change.person_id != ctx.actor.person_id):
        raise Refused(
            f"C{change.id} was asked for by {change.by_name}, who can withdraw it. Nothing was changed.", _see(change)
        )
    close(ctx, view, change, ChangeState.WITHDRAWN, args.get("reason"))
    return Reply((cards.decided_card(view, _now(ctx, args), reading.called(row)),))


def _found(ctx: Context, args: Arguments) -> tuple[PlanView, Any, Change]:
    """The open request that was named, locked. Raises Stale when it moved on, UserError when it was decided."""
    view, row = reading.one(ctx, args)
    change = ctx.change.get_one(Change, row.id, with_for_update=True, populate_existing=True)
    if args.version is not None and args.version != change.version:
        raise Stale(f"C{change.id} changed after that card was drawn. Nothing was recorded.", f"changes C{change.id}")
    if change.state is not ChangeState.OPEN:
        done = f"{change.state.value} already, by {change.decided_by}"
        raise UserError(f"C{change.id} is {done}. Nothing was changed.", _see(change))
    return view, row, change


def _deciding(ctx: Context, view: PlanView, change: Change) -> Part:
    """The part of somebody who may decide. Raises Refused for anybody else."""
    rule = reading.rule_of(ctx, view, change.rule_id)
    part = reading.part_of(ctx, view, rule)
    if part not in (Part.DECIDES, Part.RECORDS):
        raise _not_theirs(change, rule, "changed")
    mine = change.person_id is not None and change.person_id == ctx.actor.person_id
    if mine and must_be_another(rule):
        raise Refused(
            f"You asked for C{change.id}, so somebody else must decide it: {_others(rule)}. Nothing was changed.",
            _see(change),
            Action("Withdraw it", f"change withdraw C{change.id} @v{change.version}"),
        )  # fmt: skip
    refuse_borrowed_voice(ctx)
    return part


def _others(rule: Rule | None) -> str:
    """Who else may decide."""
    if rule is not None:
        return f"another who is {rule.decided_by}"
    return "another of the board's chair, its vice-chair and the chair for the meeting"


def _not_theirs(change: Change, rule: Rule | None, done: str) -> Refused:
    who = rule.decided_by if rule else "the board's chair or vice-chair"
    return Refused(f"C{change.id} is for {who} to decide. Nothing was {done}.", _see(change))


def _where(args: Arguments) -> str:
    said = (args.get("meeting"), args.get("minute") and f"minute {args.get('minute')}")
    return ", ".join(part for part in said if part)


def _now(ctx: Context, args: Arguments) -> Any:
    ctx.change.flush()
    return reading.one(ctx, args)[1]


def _see(change: Change) -> Action:
    return Action(f"See C{change.id}", f"changes C{change.id}")
