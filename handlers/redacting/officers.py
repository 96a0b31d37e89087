"""Who removes by law: an administrator of the plan and the council's data-protection officer, never one alone."""

from sqlmodel import col, select

from handlers.access import Ability, PlanView
from handlers.context import Context
from handlers.errors import Refused
from handlers.guarding import settings_of
from models.assurance import Redaction
from models.card import Action
from models.people import Person, RoleGrant
from models.vocabulary import Role


def officer(ctx: Context) -> str:
    """The e-mail of the data-protection officer; empty where none is set."""
    return str(settings_of(ctx.reader).get("data_protection_officer") or "")


def refuse_others(ctx: Context, view: PlanView) -> None:
    """Raises Refused for whoever is neither an administrator of the plan nor the data-protection officer."""
    if Ability.MANAGE_PEOPLE in view.may or (officer(ctx) and ctx.actor.email == officer(ctx)):
        return
    raise Refused(
        "Removing by law is for an administrator of the plan and the data-protection officer together. "
        "Nothing was changed. Tell one of them what should go and where it stands, and write it nowhere else.",
        Action("Help", "help"),
    )


def is_officer(ctx: Context) -> bool:
    """Whether this person is the data-protection officer."""
    return bool(officer(ctx)) and ctx.actor.email == officer(ctx)


def the_other(ctx: Context) -> str:
    """Who must confirm what this person asks for."""
    return "an administrator of the plan" if is_officer(ctx) else f"the data-protection officer ({officer(ctx)})"


def refuse_unless_together(ctx: Context, view: PlanView, asked: Redaction) -> None:
    """Raises Refused unless whoever asked and this person are two: one the officer, the other an administrator."""
    second, how = officer(ctx), f"redact confirm R{asked.key_id}"
    removals = Action("Removals", "redact")
    if asked.asked_by_id == ctx.actor.person_id:
        raise Refused(
            f"You asked for this removal, so somebody else must confirm it. Nothing was removed. "
            f"Ask {the_other(ctx)} to type: {how}", removals,
        )  # fmt: skip
    asker = ctx.change.get_one(Person, asked.asked_by_id) if asked.asked_by_id is not None else None
    by_officer = asker is not None and asker.email == second
    if is_officer(ctx) and (by_officer or asker is None or _administers(ctx, view, asker.key_id)):
        return
    if by_officer and Ability.MANAGE_PEOPLE in view.may:
        return
    if is_officer(ctx):
        raise Refused(
            f"{asked.asked_by}, who asked, is no administrator of the plan any more. Nothing was removed. "
            f"Ask an administrator to ask anew: redact {asked.subject} reason=“…”", removals,
        )  # fmt: skip
    raise Refused(
        f"One of the two must be the data-protection officer ({second}). Nothing was removed. "
        f"Ask them to type: {how}", removals,
    )  # fmt: skip


def still_asks(ctx: Context, view: PlanView, asked: Redaction) -> bool:
    """Whether what somebody asked for can still be confirmed: they are the officer, or run the plan, today."""
    asker = ctx.change.get_one(Person, asked.asked_by_id) if asked.asked_by_id is not None else None
    return asker is not None and (asker.email == officer(ctx) or _administers(ctx, view, asker.key_id))


def _administers(ctx: Context, view: PlanView, person_id: int) -> bool:
    """Whether somebody runs a plan today."""
    granted = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id, RoleGrant.role == Role.ADMIN, col(RoleGrant.until).is_(None),
        (col(RoleGrant.plan_id) == view.id) | col(RoleGrant.plan_id).is_(None),
    )  # fmt: skip
    return ctx.change.exec(granted).first() is not None
