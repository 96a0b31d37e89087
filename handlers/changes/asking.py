"""`change …`: asking for a new date, new words, a move, a pause, a drop or a new action. Nothing changes yet."""

from typing import Any

from handlers import access, status
from handlers.access import Ability, Item, PlanView
from handlers.cards import changes as cards
from handlers.cards.words import item_ref
from handlers.changes import effects, reading
from handlers.changes.boards_now import held_by_a_board
from handlers.changes.recording import told
from handlers.chasing import chase
from handlers.context import Arguments, Context
from handlers.days import day_ahead
from handlers.errors import Locked, UserError, about
from models.card import Action, Reply
from models.decisions import Change, ChangeCondition
from models.plan import PlanAction, Recommendation
from models.rules.changes import needs_review_date, rule_for
from models.vocabulary import ChangeKind, DueKind

LONGEST = 2_000


def ask(ctx: Context, args: Arguments) -> Reply:
    """Ask for a change to one item. It takes effect only when it is decided."""
    kind = ChangeKind(args.get("kind"))
    view, item = status.one(ctx, args.get("number"))
    if item.kind == "workstream":
        raise UserError("A change is asked of a recommendation or an action in it. Say its number.", reading.LIST)
    _theirs_to_ask(ctx, view, item)
    reason, wanted = args.get("reason"), effects.wanted(ctx, view, kind, args)
    with about("review"):
        review_on = day_ahead(args.get("review"), ctx.today) if args.get("review") else None
    if not reason or wanted is None or (needs_review_date(kind) and review_on is None):
        return Reply(form=cards.ask_form(view, item, kind, args, reading.rules_of(ctx, view)))
    row = effects.locked(ctx.change, item)
    unlocked(ctx, view, item)
    _once(ctx, view, item, kind)
    change = _asked(ctx, view, kind, reason, args)
    change.recommendation_id = item.id if isinstance(row, Recommendation) else None
    change.action_id = item.id if isinstance(row, PlanAction) else None
    change.was, change.wanted, change.review_on = effects.was(ctx, row, kind), dict(wanted), review_on
    effects.sensible(ctx, row, change, Action("See it", f"status {item_ref(view, item)}"))
    return _put(ctx, view, change, item)


def add(ctx: Context, args: Arguments) -> Reply:
    """Ask for a new action under a recommendation, or in a stream of work; say how anything else is added.

    SOURCE: domain.md sections 5 and 7: recommendations are the inspectors', wider areas, phases and streams of work
    the council's paper's.
    """
    if args.get("what"):
        raise _from_the_paper()
    view, item = status.one(ctx, args.get("number"))
    if item.kind == "action":
        raise UserError("A new action goes under a recommendation or into a stream of work. Say which.", reading.LIST)
    _theirs_to_ask(ctx, view, item)
    reason, wanted = args.get("reason"), effects.wanted(ctx, view, ChangeKind.ADD, args)
    if not reason or wanted is None:
        return Reply(form=cards.ask_form(view, item, ChangeKind.ADD, args, reading.rules_of(ctx, view)))
    change = _asked(ctx, view, ChangeKind.ADD, reason, args)
    if item.kind == "recommendation":
        unlocked(ctx, view, item)
        change.recommendation_id, change.wanted = item.id, dict(wanted)
    else:
        change.wanted = {**wanted, "workstream": str(item.id), "under": item.text}
    _not_twice(ctx, view, change)
    return _put(ctx, view, change, item)


def _from_the_paper() -> UserError:
    return UserError(
        "A new action goes under a recommendation or into a stream of work: say which, as in “change add SG4 WORDS”. "
        "Anything else new comes with the plan's own paper: an administrator adds it to the plan file and imports that "
        "again. Nothing was recorded.", Action("Whole plan", "status"), reading.LIST,
    )  # fmt: skip


def _theirs_to_ask(ctx: Context, view: PlanView, item: Item) -> None:
    if not access.may_update(ctx, view, item.kind, item.id):
        raise access.not_theirs(Ability.UPDATE_OWN)


def unlocked(ctx: Context, view: PlanView, item: Item) -> None:
    """What a board decides on, or has signed, stays as it is. Raises UserError for it."""
    if (found := held_by_a_board(ctx, item.kind, item.id)) is not None:
        raise Locked(
            f"{found.said}. Nothing was recorded.",
            Action("Its sign-off", f"sign-off {item_ref(view, Item('recommendation', 0, found.label, ''))}"),
            reading.LIST,
        )  # fmt: skip


def _once(ctx: Context, view: PlanView, item: Item, kind: ChangeKind) -> None:
    for row in reading.waiting(ctx, view):
        same = item.id == (row.recommendation_id if item.kind == "recommendation" else row.action_id)
        if same and row.kind is kind:
            raise _asked_already(row)


def _not_twice(ctx: Context, view: PlanView, change: Change) -> None:
    for row in reading.waiting(ctx, view):
        under = (row.recommendation_id, row.wanted) == (change.recommendation_id, change.wanted)
        if under and row.kind is ChangeKind.ADD:
            raise _asked_already(row)


def _asked_already(row: Any) -> UserError:
    return UserError(
        f"C{row.id} already waits to be decided, and asks: {cards.what(row)}. To ask for something else, {row.by_name} "
        f"says “change withdraw C{row.id}” first. Nothing was recorded again.",
        Action("See it", f"changes C{row.id}"),
    )


def _asked(ctx: Context, view: PlanView, kind: ChangeKind, reason: str, args: Arguments) -> Change:
    if len(reason) > LONGEST:
        raise UserError(
            f"The reason is {len(reason):,} characters long; at most {LONGEST:,} are kept. Shorten it.", field="reason"
        )
    rules = reading.rules_of(ctx, view)
    rule = rule_for(rules, args.get("rule"))
    if rule is None and args.get("rule"):
        named = "; ".join(f"{place}: {each.change}" for place, each in enumerate(rules, 1)) or "it has none"
        raise UserError(
            f"That is not one of the plan's amendment rules ({named}). Nothing was recorded.", reading.LIST,
            field="rule",
        )  # fmt: skip
    return Change(
        plan_id=view.id, kind=kind, reason=reason, rule_id=rule.id if rule else None, asked_at=ctx.now,
        person_id=ctx.actor.person_id, by_name=ctx.actor.name,
    )  # fmt: skip


def _put(ctx: Context, view: PlanView, change: Change, item: Item) -> Reply:
    ctx.change.add(change)
    ctx.change.flush()
    rule = reading.rule_of(ctx, view, change.rule_id)
    for position, text in enumerate(rule.conditions if rule else ()):
        ctx.change.add(ChangeCondition(change_id=change.key_id, position=position, text=text))
    ctx.change.flush()
    chase(
        ctx, view.id, f"change:{change.id}", DueKind.CHANGE_WAITING, ctx.today,
        person_id=reading.decider(ctx, view, rule), note=f"C{change.id} on {item.label} waits to be decided",
    )  # fmt: skip
    told(ctx, view, change, f"asked for a change (C{change.id}): {cards.what(change)}, “{change.reason}”")
    return Reply((cards.asked_card(view, change, item, rule),))
