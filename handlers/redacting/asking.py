"""Asking for a lawful removal: what, and why. Nothing is removed until somebody else confirms."""

from collections.abc import Collection

from sqlmodel import col, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import redacting as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.guarding import guard_settings, settings_of
from handlers.recording import record
from handlers.redacting.officers import officer, refuse_others, still_asks, the_other
from handlers.redacting.quoting import looked_for, quotes
from handlers.redacting.repeating import repeats
from handlers.redacting.subjects import row_of, subject_of, words_of
from handlers.voice import refuse_borrowed_voice
from models.assurance import LegalHold, Redaction
from models.card import Action, Reply
from models.rules.identifiers import check

LONGEST = 500


def ask(ctx: Context, args: Arguments) -> Reply:
    """An administrator, or the data-protection officer, asks; the other one confirms."""
    view = access.plan(ctx)
    refuse_others(ctx, view)
    _refuse_without_officer(ctx)
    refuse_borrowed_voice(ctx)
    kind, number = subject_of(args.get("what"))
    subject = f"{kind.letter}{number}"
    words = words_of(ctx.change, kind, row_of(ctx.change, kind, number, view.id))
    if not words:
        raise UserError(
            f"{subject} holds no words that are still to remove. Nothing was asked for. "
            "To see what there is, with its number: redact find ITEM",
            Action("History", "history"),
        )
    reason = args.get("reason")
    if not reason:
        return Reply(form=cards.ask_form(subject))
    if len(reason) > LONGEST:
        raise UserError(f"Give the reason in at most {LONGEST} characters, without the words to be removed.")
    refuse_held(ctx, view.id)
    if waiting := _asked_before(ctx, view, subject):
        return _again(ctx, view, waiting)
    _refuse_telling(ctx, reason, words, subject)
    asked = Redaction(
        plan_id=view.id, subject=subject, reason=reason, asked_at=ctx.now,
        asked_by_id=ctx.actor.person_id, asked_by=ctx.actor.name,
    )  # fmt: skip
    ctx.change.add(asked)
    ctx.change.flush()
    record(ctx, "redact", f"redaction:{asked.key_id}", f"asked to remove {asked.subject}: {reason}", plan_id=view.id)
    return Reply((cards.asked_card(view, asked, the_other(ctx)),))


def _refuse_without_officer(ctx: Context) -> None:
    if not officer(ctx):
        raise UserError(
            "No data-protection officer is set, and a removal needs one. An administrator sets it with: "
            "settings data_protection_officer EMAIL",
            Action("Settings", "settings"),
        )


def _refuse_telling(ctx: Context, reason: str, words: Collection[str], subject: str) -> None:
    """Raises UserError for a reason that has the words themselves in it, or what may identify a child."""
    how = f'redact {subject} reason="a name slipped through"'
    if quotes(reason, looked_for(words)) or repeats(reason, words):
        raise UserError(
            "The reason repeats words or numbers that are to go, and it stays in the history. Nothing was asked for. "
            f"Say what sort of thing it is, not what it says: {how}"
        )
    if check(reason, guard_settings(settings_of(ctx.reader))):
        raise UserError(
            "The reason itself may identify a child, and it stays in the history. Nothing was asked for. "
            f"Say it without a name, a number, an age or a place: {how}"
        )


def _asked_before(ctx: Context, view: PlanView, subject: str) -> Redaction | None:
    """The removal of the same words that already waits, asked for by somebody who may still ask."""
    wanted = select(Redaction).where(
        Redaction.plan_id == view.id, Redaction.subject == subject, col(Redaction.confirmed_at).is_(None)
    )
    waiting = ctx.change.exec(wanted.order_by(col(Redaction.id)).with_for_update()).all()
    return next((each for each in waiting if still_asks(ctx, view, each)), None)


def _again(ctx: Context, view: PlanView, asked: Redaction) -> Reply:
    """The answer to the first asking; to anybody else, who asked. Raises UserError."""
    if asked.asked_by_id != ctx.actor.person_id:
        raise UserError(
            f"{asked.asked_by} has already asked for this as R{asked.key_id}. Nothing was asked for again. "
            "To see what waits, and what you may confirm: redact",
            Action("Removals", "redact"),
        )
    return Reply((cards.asked_card(view, asked, the_other(ctx)),))


def refuse_held(ctx: Context, plan_id: int) -> None:
    """A legal hold keeps everything as it is until it is lifted. Raises UserError."""
    wanted = select(LegalHold).where(
        (col(LegalHold.plan_id) == plan_id) | col(LegalHold.plan_id).is_(None), col(LegalHold.lifted_at).is_(None)
    )
    hold = ctx.change.exec(wanted).first()
    if hold is not None:
        raise UserError(
            f"A legal hold stands ({hold.reason}), so nothing is removed until an administrator lifts it.",
            *(
                (Action("Holds", "hold"),)
                if access.able(ctx, Ability.MANAGE_PEOPLE)
                else (Action("History", "history"),)
            ),
        )
