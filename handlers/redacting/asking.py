"""Asking for a lawful removal: what, and why. Nothing is removed until somebody else confirms."""

from sqlmodel import col, select

from handlers import access
from handlers.access import Ability
from handlers.cards import redacting as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.recording import record
from handlers.redacting.officers import officer, refuse_others, the_other
from handlers.redacting.quoting import looked_for, quotes
from handlers.redacting.subjects import row_of, subject_of, words_of
from handlers.voice import refuse_borrowed_voice
from models.assurance import LegalHold, Redaction
from models.card import Action, Reply

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
    _check_reason(reason, words, subject)
    refuse_held(ctx, view.id)
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


def _check_reason(reason: str, words: tuple[str, ...], subject: str) -> None:
    """A reason is short and repeats none of the words that are to go, for it stays. Raises UserError."""
    if len(reason) > LONGEST:
        raise UserError(f"Give the reason in at most {LONGEST} characters, without the words to be removed.")
    if quotes(reason, looked_for(words)):
        raise UserError(
            "The reason repeats the words that are to go. Nothing was asked for. Say why without them, as in: "
            f'redact {subject} reason="a name slipped through"'
        )


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
