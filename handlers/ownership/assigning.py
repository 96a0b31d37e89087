"""`assign`: somebody becomes the owner, deputy, link officer or overseer of an item."""

from sqlmodel import Session, col
from sqlmodel import select as rows_of

from handlers import access, status
from handlers.access import Ability
from handlers.cards import ownership as cards
from handlers.chasing import readdress, settle
from handlers.context import Arguments, Context
from handlers.errors import UserError, about
from handlers.harm_due import expect
from handlers.people import known_person
from handlers.recording import record
from models.card import Action, Reply
from models.people import Tie
from models.vocabulary import DueKind, Relation

_RELATIONS = {
    "owner": Relation.OWNER,
    "deputy": Relation.DEPUTY,
    "link officer": Relation.LINK_OFFICER,
    "link-officer": Relation.LINK_OFFICER,
    "overseer": Relation.OVERSEER,
}


def assign(ctx: Context, args: Arguments) -> Reply:
    """Make somebody the owner, deputy, link officer or overseer of an item, from today; history keeps who was and why.

    A reason that was not typed is asked for, with what was typed kept.
    """
    view, item = status.one(ctx, args.get("number"))
    if Ability.ASSIGN not in view.may:
        raise access.not_theirs(Ability.ASSIGN)
    if not args.get("email"):
        return Reply(form=cards.assign_form(view, item, args))
    relation = _relation(args.get("as"))
    with about("email"):
        person = known_person(ctx.change, args.get("email").casefold())
        if not person.active:
            raise UserError(f"{person.name} has left, so nothing can go to them.", Action("People", "people"))
    column = f"{item.kind}_id"
    before = _ties(ctx.change, column, item.id, relation)
    if any(tie.person_id == person.id for tie in before):
        raise UserError(
            f"{person.name} is the {relation.value.replace('_', ' ')} of {item.label} already. “status {item.label}” "
            "shows who is tied to it.", field="email",
        )  # fmt: skip
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.assign_form(view, item, args, unsaid=True), refused=True)
    _end(ctx, before)
    if relation is Relation.OWNER:
        settle(ctx, f"{item.kind}:{item.id}", DueKind.NOT_MINE, done=True)
        readdress(ctx, [each.person_id for each in before if each.person_id], person.key_id, f"{item.kind}:{item.id}")
    _begin(ctx, column, item.id, Tie(plan_id=view.id, relation=relation, person_id=person.id, from_on=ctx.today))
    expect(ctx.change, view.id, ctx.now, only=(f"{item.kind}:{item.id}",))
    said = f"{person.name} is now {relation.value.replace('_', ' ')}, “{reason}”"
    record(ctx, "assign", f"{item.kind}:{item.id}", said, plan_id=view.id)
    return Reply((cards.assigned_card(view, item, person.name, relation),))


def _relation(said: str) -> Relation:
    found = _RELATIONS.get(said.casefold() or "owner")
    if found is None:
        raise UserError(
            f"“{said}” is not a tie to an item. Use one of: owner, deputy, link officer, overseer.", field="as"
        )
    return found


def _ties(session: Session, column: str, item_id: int, relation: Relation) -> list[Tie]:
    wanted = rows_of(Tie).where(getattr(Tie, column) == item_id, Tie.relation == relation, col(Tie.until_on).is_(None))
    return list(session.exec(wanted.with_for_update()))


def _begin(ctx: Context, column: str, item_id: int, tie: Tie) -> None:
    setattr(tie, column, item_id)
    ctx.change.add(tie)
    ctx.change.flush()


def _end(ctx: Context, ties: list[Tie]) -> None:
    for tie in ties:
        tie.until_on = ctx.today
        ctx.change.add(tie)
    ctx.change.flush()
