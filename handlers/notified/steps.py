"""The steps of a preparation: each has somebody who sees to it, who is reminded until they say that it is done."""

import re
from datetime import date

from sqlmodel import Session, col, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import notified as cards
from handlers.chasing import chase, settle
from handlers.context import Arguments, Context
from handlers.dated.asking import called
from handlers.errors import Refused, UserError
from handlers.grammar import is_email
from handlers.recording import record
from handlers.reminding.recipients import Recipient, office
from models.assurance import InspectionNotice, PreparationStep
from models.card import Action, Reply
from models.people import Person
from models.rules.preparation import Preparation, first_asked
from models.vocabulary import DueKind, Role

_NAMED = re.compile(r"K ?(\d{1,9})", re.IGNORECASE)
_LOOK = Action("The inspection", "inspection")


def put(ctx: Context, view: PlanView, notice: InspectionNotice, prepared: Preparation) -> None:
    """Keep the steps of a notice that was confirmed, with who sees to each, and have them reminded."""
    lead = next((each.person for each in _leads(ctx, view)), None)
    for position, step in enumerate(prepared.steps, 1):
        holder = _holder(ctx, view, step.who) or lead
        row = PreparationStep(
            notice_id=notice.key_id, position=position, on_day=step.on, what=step.what,
            holder_id=holder.key_id if holder else None,
        )  # fmt: skip
        ctx.change.add(row)
        ctx.change.flush()
        _remind(ctx, view, notice, row)


def _leads(ctx: Context, view: PlanView) -> list[Recipient]:
    return [*office(ctx.change, view.id, ctx.today, Role.LEAD), *office(ctx.change, view.id, ctx.today)]


def _holder(ctx: Context, view: PlanView, said: str) -> Person | None:
    """Whom the plan names for a step: by their e-mail, their name or their post."""
    if is_email(said):
        return ctx.change.exec(select(Person).where(Person.email == said.casefold(), Person.active)).first()
    return next(iter(called(ctx.change, view.id, said, ctx.now)), None) if said else None


def _remind(ctx: Context, view: PlanView, notice: InspectionNotice, row: PreparationStep) -> None:
    """On the working day before, unless that has passed, then on its day, then every second working day."""
    note = f"{'REHEARSAL: ' * notice.rehearsal}{cards.step_words(row.what, row.on_day)}"
    first = first_asked(row.on_day, ctx.today)
    chase(ctx, view.id, subject(row), DueKind.PREPARATION, first, person_id=row.holder_id, note=note)


def subject(row: PreparationStep) -> str:
    """A step as its reminders name it."""
    return f"preparation_step:{row.key_id}"


def forget(ctx: Context, notice_id: int) -> None:
    """Nobody is reminded of the steps of a notice that a newer one replaces."""
    for row in ctx.change.exec(select(PreparationStep).where(PreparationStep.notice_id == notice_id)).all():
        settle(ctx, subject(row), DueKind.PREPARATION)


def done(ctx: Context, args: Arguments) -> Reply:
    """Say that a step is done; said twice, the first stands."""
    view, notice, row = _meant(ctx, args.get("step"))
    if row.holder_id != ctx.actor.person_id and Ability.SEE_PEOPLE not in view.may:
        raise Refused("That is for whoever sees to it, or for those who run the plan. Nothing was changed.", _LOOK)
    if row.done_on is None:
        row.done_on, row.done_by = ctx.today, ctx.actor.name
        ctx.change.add(row)
        settle(ctx, subject(row), DueKind.PREPARATION, done=True)
        record(ctx, "inspection", subject(row), f"did what was to be done: {row.what}", plan_id=view.id)
    return Reply((cards.step_done_card(view, notice, row, _left(ctx.change, notice.key_id)),), replaces=True)


def give(ctx: Context, args: Arguments) -> Reply:
    """Name who sees to a step; they are reminded from now on."""
    view, notice, row = _meant(ctx, args.get("step"))
    if Ability.SEE_PEOPLE not in view.may:
        raise access.not_theirs(Ability.SEE_PEOPLE)
    person = ctx.change.exec(select(Person).where(Person.email == args.get("email").casefold(), Person.active)).first()
    if person is None:
        raise UserError(f"Nobody here has the address {args.get('email')}. Nothing was changed.", _LOOK)
    if row.done_on is not None:
        raise UserError(f"K{row.id} is done, so nobody need see to it. Nothing was changed.", _LOOK)
    row.holder_id = person.key_id
    ctx.change.add(row)
    _remind(ctx, view, notice, row)
    said = f"named {person.name} to see to: {row.what}"
    record(ctx, "inspection", subject(row), said, plan_id=view.id)
    return Reply((cards.step_given_card(view, notice, row, person.name),))


def _meant(ctx: Context, said: str) -> tuple[PlanView, InspectionNotice, PreparationStep]:
    """The step that "K3" means, of the newest notice of a plan that this person may see."""
    name = _NAMED.fullmatch(said.strip())
    row = ctx.change.get(PreparationStep, int(name[1]), with_for_update=True) if name else None
    notice = ctx.change.get_one(InspectionNotice, row.notice_id) if row else None
    for view, _ in access.plans(ctx):
        if row is not None and notice is not None and view.id == notice.plan_id and _is_newest(ctx.change, notice):
            return view, notice, row
    raise UserError(f"There is no step “{said}” to see to. “inspection” lists them, such as K3.", _LOOK)


def _is_newest(session: Session, notice: InspectionNotice) -> bool:
    later = select(InspectionNotice.id).where(
        InspectionNotice.plan_id == notice.plan_id, col(InspectionNotice.id) > notice.key_id,
        col(InspectionNotice.confirmed_at).is_not(None),
    )  # fmt: skip
    return session.exec(later).first() is None


def _left(session: Session, notice_id: int) -> tuple[date, str] | None:
    """The next of a notice's steps that is not done."""
    wanted = select(PreparationStep).where(
        PreparationStep.notice_id == notice_id, col(PreparationStep.done_on).is_(None)
    ).order_by(col(PreparationStep.on_day), col(PreparationStep.position))  # fmt: skip
    row = session.exec(wanted).first()
    return (row.on_day, row.what) if row else None
