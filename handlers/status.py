"""`status`: where the plan, or one thing in it, stands today, and why."""

import re
from collections.abc import Callable, Sequence

from handlers import access, action_lines, action_view, details, dropped, overview, succession, views, which
from handlers.access import Item, PlanView
from handlers.cards import action, choosing, lists, plan, recommendation, workstream
from handlers.cards.words import count, item_ref, lateness, short, why
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.grammar import Reference, bare_noun, label_key, reference, sense
from handlers.near import FEW, is_numbered, missing
from handlers.plan_view import plan_details, plan_view
from handlers.views import CLOSED
from handlers.workstreams import workstream_view
from models.card import Action, Card, Reply
from models.rules.dates import say_partial
from models.rules.standing import Why
from models.vocabulary import SignOff

_WHOLE = frozenset({"we", "us", "things", "plan", "whole plan", "everything"})
_NUMBERED = re.compile(r"([eqc])\d{1,9}[?!.,]?", re.IGNORECASE)


def show(ctx: Context, args: Arguments) -> Reply:
    """The whole plan when nothing is named; else the item, or the few it may be, or a question."""
    said = sense(args.get("item"))
    if not said or said.casefold() in _WHOLE:
        return Reply((whole_plan(ctx, access.plan(ctx)),))
    ref = reference(said)
    try:
        view = access.plan(ctx, ref.plan if ref else "")
    except Refused:
        raise
    except UserError:
        if len(named := _plans_called(ctx, said)) == 1:
            return Reply((whole_plan(ctx, named[0]),))
        raise
    if (row := _straight(ctx, view, ref)) is not None:
        return Reply((recommendation.recommendation_card(views.recommendation(ctx, view, row), ctx.today),))
    items = access.find(ctx, view, said)
    _refuse_a_bare_kind(view, said, items)
    if (numbered := _numbered(ctx, said, items)) is not None:
        return numbered
    if not items:
        return _several(ctx, view, said) or _nothing(ctx, view, said)
    if len(items) == 1:
        return Reply((card_of(ctx, view, items[0]),))
    if len(items) <= FEW:
        return Reply((choosing.choose_card(view, said, [(item, one_line(ctx, view, item)) for item in items]),))
    return Reply((choosing.ask_which_card(view, said, items, access.how_many(ctx, view, said, items)),))


def _is_labelled(items: Sequence[Item], said: str) -> bool:
    return any(label_key(item.label) == label_key(said) for item in items)


def _refuse_a_bare_kind(view: PlanView, said: str, items: Sequence[Item]) -> None:
    """Raises UserError where a kind of item was named, and not which one, and no item bears that very label."""
    if (kind := bare_noun(said)) in ("rec", "action") and not _is_labelled(items, said):
        noun, every = ("recommendation", "status all") if kind == "rec" else ("action", "status actions")
        raise UserError(
            f"Say which {noun} of {view.name}, by its number, its label or its words.", Action(every, every)
        )


def _numbered(ctx: Context, said: str, items: Sequence[Item]) -> Reply | None:
    """Evidence, a question or a request for a change by its own number, where no item bears that very label."""
    from handlers import changes  # noqa: PLC0415  because what they change uses this
    from handlers.challenge import steps as challenge  # noqa: PLC0415
    from handlers.evidence import listing  # noqa: PLC0415

    called = _NUMBERED.fullmatch(said)
    if called is None or _is_labelled(items, said):
        return None
    shown: dict[str, Callable[[Context, Arguments], Reply]] = {
        "e": listing.show, "q": challenge.show, "c": changes.show,
    }  # fmt: skip
    name = said.rstrip("?!.,")
    try:
        return shown[called[1].casefold()](ctx, Arguments({"number": name, "id": name}))
    except UserError:
        if items:
            return None
        raise


def show_more(ctx: Context, args: Arguments) -> Reply:
    """What does not fit on the first card: the exact words, the response, measures, streams; or the plan's."""
    said = args.get("item")
    if not said:
        view = access.plan(ctx)
        if not view.everything:
            raise Refused("In this plan you see the items of your own organisation only.", Action("Mine", "mine"))
        return Reply((dropped.beside(ctx, view, plan.details_card(view, plan_details(ctx, view))),))
    view, item = one(ctx, said)
    if item.kind != "recommendation":
        return Reply((card_of(ctx, view, item),))
    row = views.row_by_id(ctx, view, item)
    return Reply((recommendation.details_card(view, row, details.details(ctx, view, row)),))


def show_actions(ctx: Context, args: Arguments) -> Reply:
    """The actions of a recommendation, or of the whole plan, ten a page, the late ones first."""
    said = args.get("item")
    if not said:
        view = access.plan(ctx)
        found, total = action_lines.whole(ctx, view, args.page)
        return Reply((action.actions_card(view, view.name, found, total, args.page, ctx.today, "status actions"),))
    view, item = one(ctx, said)
    if item.kind != "recommendation":
        return Reply((card_of(ctx, view, item),))
    found, total = action_lines.under(ctx, view, item.id, args.page)
    command = f"status {item_ref(view, item)} actions"
    return Reply((action.actions_card(view, item.label, found, total, args.page, ctx.today, command),))


def show_all(ctx: Context, args: Arguments) -> Reply:
    """Every recommendation of the plan, the most serious first, ten a page."""
    view = access.plan(ctx)
    found = lists.worst_first(overview.lines(ctx, view), view.colours)
    title = f"{view.name}: {count(len(found), 'recommendation')}, the most serious first"
    card = lists.list_card(
        view, title, found, page=args.page, today=ctx.today, command="status all",
        nothing=f"{view.name} holds no recommendations. Its work is in its actions and workstreams: say “status”."
        if view.whole else f"You can see no recommendations in {view.name}. Say “mine” for what is yours.",
    )  # fmt: skip
    return Reply((dropped.beside(ctx, view, card),))


def whole_plan(ctx: Context, view: PlanView) -> Card:
    """The card of a whole plan."""
    return dropped.beside(ctx, view, plan.plan_card(view, plan_view(ctx, view), ctx.today))


def card_of(ctx: Context, view: PlanView, item: Item) -> Card:
    """The card of one item of any kind."""
    match item.kind:
        case "recommendation":
            row = views.row_by_id(ctx, view, item)
            return recommendation.recommendation_card(views.recommendation(ctx, view, row), ctx.today)
        case "action":
            return action.action_card(action_view.action(ctx, view, item), ctx.today)
        case _:
            return workstream.workstream_card(workstream_view(ctx, view, item), ctx.today)


def one_line(ctx: Context, view: PlanView, item: Item) -> str:
    """An item answered in one line."""
    if item.kind == "recommendation":
        found = views.recommendation(ctx, view, views.row_by_id(ctx, view, item))
        standing, reasons, due = found.verdict.standing, found.verdict.reasons, found.due
        unsure = any(reason.why is Why.MAYBE_PAST for reason in reasons)
        settled = unsure or found.row.sign_off is SignOff.SIGNED_OFF
    elif item.kind == "action":
        shown = action_view.action(ctx, view, item).line
        standing, reasons, due = shown.verdict.standing, shown.verdict.reasons, shown.due
        settled = shown.delivery in CLOSED
    else:
        return short(item.text)
    left = "" if settled or due is None or due.first_day is None else f", {lateness(due.first_day, ctx.today)}"
    ends = f", due {say_partial(due)}{left}" if due else ""
    return f"{short(item.text, 60)} · {view.colours.words[standing].upper()}: {why(reasons[0])}{ends}"


def one(ctx: Context, words: str) -> tuple[PlanView, Item]:
    """The one item that `words` mean. Raises UserError, with buttons, when they mean none or several.

    A few that somebody only reads about are each answered in one line.
    """
    said = sense(words)
    ref = reference(said)
    view = access.plan(ctx, ref.plan if ref else "")
    items = access.find(ctx, view, said)
    if len(items) == 1:
        if view.superseded and ctx.session is not None:
            succession.refuse_carried(ctx, items[0])
        return view, items[0]
    if not items:
        raise dropped.refusal(ctx, view, said) or missing(ctx, view, said)
    lines = [one_line(ctx, view, item) for item in items] if len(items) <= FEW and ctx.session is None else []
    raise which.asked(ctx, view, words, items, lines)


def _straight(ctx: Context, view: PlanView, ref: Reference | None) -> object:
    """The recommendation when it is called one and only one is meant: the quickest way to the usual question."""
    if ref is None or ref.noun not in ("", "rec"):
        return None
    plainly = ref.noun and (ref.apart or ref.label_key.startswith("rec"))  # R4 may be a label, of an action too
    return views.row_called(ctx, view, ref) if plainly or ref.plan else None


def _several(ctx: Context, view: PlanView, said: str) -> Reply | None:
    """Two or three items named one after another, "SG4 SG5", each in a line; None where that is not what was said."""
    words = [word.strip(",;") for word in said.split() if word not in ("&", "+", "/")]
    if not 1 < len(words) <= FEW or not all(is_numbered(word) for word in words):
        return None
    found = [access.find(ctx, view, word) for word in words]
    if any(len(items) != 1 for items in found):
        return None
    lines = [(item, one_line(ctx, view, item)) for item in dict.fromkeys(items[0] for items in found)]
    return Reply((choosing.each_card(view, lines),))


def _nothing(ctx: Context, view: PlanView, said: str) -> Reply:
    if len(named := _plans_called(ctx, said)) == 1:
        return Reply((whole_plan(ctx, named[0]),))
    if (card := dropped.card(ctx, view, said)) is not None:
        return Reply((card,))
    raise missing(ctx, view, said)


def _plans_called(ctx: Context, said: str) -> list[PlanView]:
    """The plans called so, or whose names begin so."""
    wanted, seen = said.casefold(), [view for view, _ in access.plans(ctx)]
    exact = [view for view in seen if wanted in (view.key, view.name.casefold())]
    return exact or [view for view in seen if len(wanted) >= FEW and view.name.casefold().startswith(wanted)]
