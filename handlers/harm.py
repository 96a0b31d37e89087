"""`harm`: could the delay harm a child? Asked of every late item's lead; yes has its own route, without case detail."""

from datetime import timedelta

from sqlalchemy import bindparam, select

from handlers import access, harm_route, harm_stepping, harm_told, status
from handlers.access import Ability, Item, PlanView
from handlers.cards import harm as cards
from handlers.cards.words import item_ref
from handlers.chasing import chase, settle
from handlers.context import Arguments, Context
from handlers.deciding_where import within
from handlers.errors import UserError, about
from handlers.harm_due import late_day
from handlers.harm_route import Route
from handlers.recording import record
from models.assurance import HarmAnswer
from models.card import Action, Reply
from models.database import Statement
from models.sql import Recommendation
from models.vocabulary import DueKind, Harm, SignOff

AGAIN = timedelta(days=7)
_SIGN_OFF = Statement(lambda: select(Recommendation.sign_off).where(Recommendation.id == bindparam("id")))
_WORDS = {
    "no": Harm.NO,
    "yes": Harm.YES,
    "not-known": Harm.NOT_KNOWN,
    "not known": Harm.NOT_KNOWN,
    "unknown": Harm.NOT_KNOWN,
}


def answer(ctx: Context, args: Arguments) -> Reply:
    """Record the lead's answer for one item. A yes is stepped down only with a reason; no other words are taken.

    Whoever a yes went to, and nobody else outside the item's line, may step it down, or say what came of it while it
    stands, though they may not see the item.
    """
    view, item = _meant(ctx, args.get("number"))
    if item.kind == "workstream":
        raise UserError("The question is asked of a recommendation or an action.", Action("Late", "overdue"))
    subject = f"{item.kind}:{item.id}"
    given = harm_stepping.standing_yes(ctx, subject)
    lead = access.may_update(ctx, view, item.kind, item.id)
    told = given is not None and harm_stepping.was_told(ctx, subject)
    if not lead and not told:
        raise access.not_theirs(Ability.UPDATE_OWN)
    _still_asked(ctx, view, item)
    said, reason = _WORDS.get(args.get("answer").casefold()), args.get("reason")
    with about("reason"):
        within(reason)
    if said is None:
        return Reply(form=cards.came_form(view, item, reason) if told else cards.harm_form(view, item))
    if given is not None and said is not Harm.YES:
        return _stepped_down(ctx, view, item, given, said, reason)
    if told and (reason or not lead):
        return _came_of(ctx, view, item, reason)
    return _answered(ctx, view, item, said)


def _meant(ctx: Context, said: str) -> tuple[PlanView, Item]:
    try:
        return status.one(ctx, said)
    except UserError:
        if (found := harm_told.find(ctx, said)) is None:
            raise
        return found


def _came_of(ctx: Context, view: PlanView, item: Item, reason: str) -> Reply:
    """What came of a yes that stands, by whom it went to: kept in history, and asked again in a week."""
    if not reason:
        return Reply(form=cards.came_form(view, item, ""))
    subject = f"{item.kind}:{item.id}"
    harm_stepping.asked_again_on(ctx, subject, ctx.today + AGAIN)
    record(ctx, "harm", subject, f"what came of the yes to harm: “{reason}”", plan_id=view.id)
    return Reply((cards.came_card(view, item),))


def _still_asked(ctx: Context, view: PlanView, item: Item) -> None:
    """Raises UserError for what is signed off: its delay is over."""
    if item.kind == "recommendation" and ctx.reader.one(_SIGN_OFF, id=item.id).sign_off is SignOff.SIGNED_OFF:
        raise UserError(
            f"{item.label} is signed off, so the delay is over and there is nothing to answer. Nothing was recorded.",
            Action("See it", f"status {item_ref(view, item)}"), Action("Late", "overdue"),
        )  # fmt: skip


def _answered(ctx: Context, view: PlanView, item: Item, said: Harm) -> Reply:
    route = harm_route.route(ctx, view) if said is Harm.YES else None
    row = _kept(ctx, view, item, said, route.board if route else None)
    _chase(ctx, view, f"{item.kind}:{item.id}", said, item.label, route)
    _recorded(ctx, view, item, row, f"; for the {route.board}" if route else "")
    return Reply((cards.answered_card(view, item, said, route),))


def _stepped_down(ctx: Context, view: PlanView, item: Item, given: HarmAnswer, said: Harm, reason: str) -> Reply:
    """A yes taken back, with the reason, which whoever was told of the yes is told as well."""
    if not reason:
        return Reply(form=cards.down_form(view, item, said))
    subject = f"{item.kind}:{item.id}"
    mine = harm_stepping.was_told(ctx, subject)
    told = harm_stepping.step_down(ctx, given, subject)
    told = harm_stepping.lead(ctx, view.id, subject) if mine else told
    row = _kept(ctx, view, item, said, None)
    _chase(ctx, view, subject, said, item.label, None)
    _recorded(ctx, view, item, row, f"; it was yes, stepped down: “{reason}”")
    harm_stepping.tell(ctx, view.id, row, told, item.label)
    return Reply((cards.stepped_down_card(view, item, said, told.name if told else None),))


def _kept(ctx: Context, view: PlanView, item: Item, said: Harm, route: str | None) -> HarmAnswer:
    subject = f"{item.kind}:{item.id}"
    row = HarmAnswer(
        plan_id=view.id, at=ctx.now, person_id=ctx.actor.person_id, by_name=ctx.actor.name, answer=said,
        routed_to=route, late_from=late_day(ctx.change, view.id, subject), **{f"{item.kind}_id": item.id},
    )  # fmt: skip
    ctx.change.add(row)
    ctx.change.flush()
    return row


def _recorded(ctx: Context, view: PlanView, item: Item, row: HarmAnswer, more: str) -> None:
    words = f"could the delay harm a child: {row.answer.value.replace('_', ' ')}{more}"
    record(ctx, "harm", f"{item.kind}:{item.id}", words, plan_id=view.id)
    record(ctx, "harm", f"harm_answer:{row.key_id}", words, row=row)


def _chase(ctx: Context, view: PlanView, subject: str, said: Harm, label: str, route: Route | None) -> None:
    """Yes goes to the safeguarding board today, not known is asked again in a week; no is settled."""
    settle(ctx, subject, DueKind.HARM, done=True)
    if route is not None:
        unnamed = "" if route.named else f". Nobody is named here for the {route.board}: tell it yourself"
        note = f"{label}: its lead says the delay could harm a child{unnamed}"
        person = route.person.id if route.person else None
        chase(ctx, view.id, subject, DueKind.HARM, ctx.today, person_id=person, note=note)
    elif said is Harm.NOT_KNOWN:
        note = f"{label}: could the delay harm a child? not known; ask again"
        mine = access.may_update(ctx, view, *_named(subject))
        person = None if mine else harm_stepping.lead(ctx, view.id, subject)
        asked = person.key_id if person else ctx.actor.person_id
        chase(ctx, view.id, subject, DueKind.HARM, ctx.today + AGAIN, person_id=asked, note=note)


def _named(subject: str) -> tuple[str, int]:
    kind, _, number = subject.partition(":")
    return kind, int(number)
