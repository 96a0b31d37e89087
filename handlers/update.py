"""`update`: what an owner reports of a recommendation or action; a form when details are missing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from handlers import access, status, views
from handlers.access import Item, PlanView
from handlers.cards import update as cards
from handlers.cards.words import item_ref, listed
from handlers.carrying_on import carry_on
from handlers.context import Arguments, Context
from handlers.errors import Refused, Stale, UserError
from handlers.grammar import delivery as delivery_in
from handlers.harm_due import expect
from handlers.nearly_said import Doubt, doubt_of
from handlers.recording import record
from handlers.signoff.locks import is_before_its_board, refuse_update
from models.card import Action, Form, Reply
from models.plan import ActionRecommendation, PlanAction, Recommendation
from models.progress import Update
from models.vocabulary import Delivery, Impact, Platform, Relation, SignOff

LONGEST = 2_000
SAME_REPORT = timedelta(hours=1)
_DOWN_FROM = {Delivery.COMPLETED: 4, Delivery.ON_TRACK: 3, Delivery.NOT_STARTED: 2, Delivery.AT_RISK: 1}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody reports: a delivery word or none, and words, each perhaps empty."""

    delivery: Delivery | None
    narrative: str
    next_step: str
    help_needed: str


def update(ctx: Context, args: Arguments) -> Reply:
    """Record an update; ask for what is missing or in doubt; refuse what is not theirs to say."""
    return report(ctx, args, doubt_of(ctx, args))


def report(ctx: Context, args: Arguments, doubt: Doubt | None = None) -> Reply:
    """Record an update, unless there is a `doubt` what it says; one of a draft has been asked about before."""
    view, item = status.one(ctx, args.get("number"))
    if item.kind == "workstream":
        raise UserError(
            f"{item.label} is a stream of work; updates are about a recommendation or an action in it.",
            Action("See it", f"status {item_ref(view, item)}"),
        )
    if not access.may_update(ctx, view, item.kind, item.id):
        raise _not_theirs(ctx, view, item)
    said = _said(args)
    row = _locked(ctx.change, item)
    if said == Said(None, "", "", ""):
        refuse_update(ctx, view, item, row, None)
        return Reply(form=_form(view, item, args))
    if (before := _already_said(ctx, row, said)) is not None:
        return Reply((cards.already_said_card(view, item, ctx.time_of(before.at), locked=is_before_its_board(row)),))
    if args.version is not None and args.version != row.version:
        raise Stale(
            f"{item.label} changed after that card was drawn. Nothing was recorded.",
            f"status {item_ref(view, item)}", row.version,
        )  # fmt: skip
    refuse_update(ctx, view, item, row, said.delivery)
    _refuse_paused(view, item, row, said)
    if doubt is not None:
        return _which(view, item, args, doubt)
    if errors := _missing(ctx, row, said):
        return Reply(form=_form(view, item, args, errors=errors), refused=True)
    _save(ctx, view, item, row, said)
    goes_on = carry_on(ctx, view, item) if view.superseded and _open_again(ctx.change, row) else None
    card = cards.recorded_card(view, item, said, unproved=_unproved(row, said), carried=goes_on)
    return Reply((card,))


def _open_again(session: Session, row: Recommendation | PlanAction) -> bool:
    """Whether it is an action under nothing, which stayed in an earlier plan completed and is not so any more."""
    loose = isinstance(row, PlanAction) and not _recommendations_of(session, row)
    return loose and row.delivery is not Delivery.COMPLETED


def _refuse_paused(view: PlanView, item: Item, row: Recommendation | PlanAction, said: Said) -> None:
    if row.delivery is Delivery.PAUSED and said.delivery is not None:
        raise UserError(
            f"{item.label} is paused by a decision, and only a decision takes it up again. Nothing was recorded. "
            "Words alone are kept as an update.",
            Action("Ask to resume it", f"change resume {item_ref(view, item)}"),
        )


def _which(view: PlanView, item: Item, args: Arguments, doubt: Doubt) -> Reply:
    """Ask which delivery word is meant: by buttons that hold the words, or by the form where they are too long."""
    if (card := cards.which_card(view, item, doubt, args)) is not None:
        return Reply((card,), refused=True)
    only = cards.WORD_OF[doubt.meant[0]] if len(doubt.meant) == 1 else ""
    kept = Arguments({**args.values, "delivery": only, "narrative": doubt.narrative or doubt.whole}, args.version)
    return Reply(form=_form(view, item, kept, errors=(("delivery", cards.which(doubt)),)), refused=True)


def _already_said(ctx: Context, row: Recommendation | PlanAction, said: Said) -> Update | None:
    """The same person's same words, where they are the last that were said of the item and not an hour old.

    A double send, or the same words from a phone and from a desk, is one report. Nobody has news twice in an hour in
    the very same words; but who says them again on another day says that it is still so, which is a report of its own,
    and ends a silence. After somebody else has spoken it is an answer to them. A word without a sentence is left to
    the rule that asks for one.
    """
    if not (said.narrative or said.next_step or said.help_needed):
        return None
    of_item = Update.recommendation_id if isinstance(row, Recommendation) else Update.action_id
    last = ctx.change.exec(
        select(Update).where(col(of_item) == row.id).order_by(col(Update.id).desc()).limit(1)
    ).first()
    if last is None or last.person_id != ctx.actor.person_id or ctx.now - last.at > SAME_REPORT:
        return None
    before = Said(last.delivery, last.narrative, last.next_step, last.help_needed)
    return last if before == said else None


def _unproved(row: Recommendation | PlanAction, said: Said) -> Impact | None:
    """The impact of a recommendation that is reported completed and not called evidenced; else None."""
    if isinstance(row, PlanAction) or said.delivery is not Delivery.COMPLETED:
        return None
    return None if row.impact in (Impact.EVIDENCED, Impact.SUSTAINED) else row.impact


def _not_theirs(ctx: Context, view: PlanView, item: Item) -> Refused:
    owners = [tie.name for tie in views.tied(ctx, item.kind, item.id) if tie.relation is Relation.OWNER]
    whose = (
        f"{listed(owners)} {'owns' if len(owners) == 1 else 'own'} {item.label}"
        if owners
        else f"{item.label} has no owner yet"
    )
    return Refused(
        f"{whose}, so the update is for its owner or deputy, or a lead or contributor of the plan. "
        "Nothing was recorded.",
        Action("See it", f"status {item_ref(view, item)}"),
    )  # fmt: skip


def _said(args: Arguments) -> Said:
    word = args.get("delivery")
    found = delivery_in(word) if word else None
    if word and found is None:
        raise UserError(f"“{word}” is not a delivery word. Use one of: {', '.join(cards.WORDS)}.", field="delivery")
    if found is Delivery.PAUSED:
        raise UserError(
            "Only a decision of the board pauses an item; an update cannot. Say at risk or off track, and why.",
            field="delivery",
        )
    words = Said(found, args.get("narrative"), args.get("next"), args.get("help"))
    for name, text in (("narrative", words.narrative), ("next", words.next_step), ("help", words.help_needed)):
        if len(text) > LONGEST:
            raise UserError(
                f"The {name} is {len(text):,} characters long; at most {LONGEST:,} are kept. Shorten it. "
                "Nothing was recorded.", field=name,
            )  # fmt: skip
    return words


def _locked(session: Session, item: Item) -> Recommendation | PlanAction:
    table: Any = Recommendation if item.kind == "recommendation" else PlanAction
    return session.get_one(table, item.id, with_for_update=True, populate_existing=True)  # type: ignore[no-any-return]


def _missing(ctx: Context, row: Recommendation | PlanAction, said: Said) -> tuple[tuple[str, str], ...]:
    """What must still be said: why a step down, and one sentence after a tap without words."""
    if said.narrative:
        return ()
    if said.delivery and _DOWN_FROM.get(row.delivery, 0) > _DOWN_FROM.get(said.delivery, 0):
        return (("narrative", f"It was {row.delivery.value.replace('_', ' ')}. In a sentence: what is in the way?"),)
    latest = views.heard(ctx, row.latest_update_id)
    wordless = latest is not None and not (latest.text or latest.next_step or latest.help_needed)
    if wordless and not (said.next_step or said.help_needed):
        return (("narrative", "The last update had no words either. In a sentence: what has been done?"),)
    return ()


def _save(ctx: Context, view: PlanView, item: Item, row: Recommendation | PlanAction, said: Said) -> None:
    added = Update(
        plan_id=view.id, at=ctx.now, person_id=ctx.actor.person_id, by_name=ctx.actor.name,
        recommendation_id=item.id if isinstance(row, Recommendation) else None,
        action_id=item.id if isinstance(row, PlanAction) else None,
        reported_for=_reported_for(ctx, item), platform=Platform(ctx.request.platform), delivery=said.delivery,
        narrative=said.narrative, next_step=said.next_step, help_needed=said.help_needed,
    )  # fmt: skip
    ctx.change.add(added)
    ctx.change.flush()
    if heard(row, added):
        row.delivery = said.delivery or row.delivery
    row.version += 1
    ctx.change.add(row)
    for each in _recommendations_of(ctx.change, row):
        heard(each, added)
        each.version += each.sign_off is SignOff.REQUESTED  # a board that is deciding sees the newer card
        ctx.change.add(each)
    if isinstance(row, PlanAction):
        expect(ctx.change, view.id, ctx.now, only=(f"action:{row.key_id}",))
    record(ctx, "update", f"update:{added.key_id}", f"update on {item.label}", plan_id=view.id, row=added)


def heard(row: Recommendation | PlanAction, update: Update) -> bool:
    """Point an item at its latest word, and say whether this is it: two may speak at once, and save in either order."""
    latest = row.latest_update_at is None or update.at >= row.latest_update_at
    if latest:
        row.latest_update_id, row.latest_update_at = update.id, update.at
    return latest


def _recommendations_of(session: Session, row: Recommendation | PlanAction) -> list[Recommendation]:
    if isinstance(row, Recommendation):
        return []
    link: Any = ActionRecommendation
    wanted = (
        select(Recommendation)
        .join(link, link.recommendation_id == Recommendation.id)
        .where(link.action_id == row.id)
        .order_by(link.recommendation_id)
        .with_for_update(of=Recommendation)
        .execution_options(populate_existing=True)
    )
    return list(session.exec(wanted))


def _reported_for(ctx: Context, item: Item) -> str | None:
    """Whose report it is when somebody else makes it: the owner's."""
    owners = [tie for tie in views.tied(ctx, item.kind, item.id) if tie.relation is Relation.OWNER]
    if not owners or access.holds(ctx, item.kind, item.id, Relation.OWNER, Relation.DEPUTY):
        return None
    return owners[0].name


def _form(view: PlanView, item: Item, args: Arguments, errors: tuple[tuple[str, str], ...] = ()) -> Form:
    kept = {name: args.get(name) for name in ("delivery", "narrative", "next", "help")}
    return cards.update_form(view, item, kept, version=args.version, errors=errors)
