"""`evidence accept`, `evidence return` and `evidence answer`: by the board's officers, never by whoever offered it."""

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import evidence as cards
from handlers.cards.words import GONE
from handlers.chasing import settle
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.evidence import pieces
from handlers.evidence.bearing_out import refuse_while_decided, served_by, weigh
from handlers.evidence.listing import may_answer, offered_it, owned
from handlers.evidence.named import told_as
from handlers.evidence.pieces import PieceView
from handlers.evidence.stepping_down import Consequence, record_all
from handlers.recording import record
from handlers.voice import refuse_borrowed_voice
from models.card import Action, Reply
from models.plan import Recommendation
from models.progress import Evidence
from models.vocabulary import Bearing, DueKind, EvidenceState

LONGEST = 2_000


def accept(ctx: Context, args: Arguments) -> Reply:
    """Take a piece as evidence."""
    view, piece = _to_judge(ctx, args)
    rows, row = _locked(ctx, piece)
    if row.bearing is not Bearing.AGAINST:
        refuse_while_decided(view, rows, what="accepting evidence for it", seen=piece.seen)
    if row.state is not EvidenceState.OFFERED:
        raise _already(piece, row)
    row.state, row.decided_at, row.decided_by = EvidenceState.ACCEPTED, ctx.now, ctx.actor.name
    row.decision_reason = _short(args.get("reason"), "reason") or None
    for each in rows:
        settle(ctx, f"recommendation:{each.key_id}", DueKind.EVIDENCE_WANTED, done=True)
    said = f"Accepted: {piece.name}, “{row.title}”"
    return _done(ctx, view, piece, rows, said, f"{told_as(piece.row)} was accepted")


def send_back(ctx: Context, args: Arguments) -> Reply:
    """Send a piece back with the reason; one that was accepted before no longer counts."""
    view, piece = _to_judge(ctx, args)
    reason = _short(args.get("reason"), "reason")
    if not reason:
        asked = "What is wrong with it, and what is wanted instead?"
        return Reply(form=cards.reason_form(piece, "return", "reason", asked, ()))
    rows, row = _locked(ctx, piece)
    refuse_while_decided(view, rows, what="sending evidence back", seen=piece.seen)
    if row.state is EvidenceState.RETURNED:
        raise _already(piece, row)
    row.state, row.decided_at, row.decided_by = EvidenceState.RETURNED, ctx.now, ctx.actor.name
    row.decision_reason = reason
    said = f"Sent back: {piece.name}, “{row.title}”: {reason}"
    return _done(ctx, view, piece, rows, said, f"{told_as(piece.row)} was sent back")


def answer(ctx: Context, args: Arguments) -> Reply:
    """Say what is done about evidence against; only then can the impact be called evidenced again."""
    view, piece = pieces.one(ctx, args.get("id"))
    if not may_answer(ctx, view, piece):
        raise access.not_theirs(Ability.UPDATE)
    said = _short(args.get("answer"), "answer")
    if not said:
        asked = "What is the answer to it: what was found, and what is done about it?"
        return Reply(form=cards.reason_form(piece, "answer", "answer", asked, ()))
    rows, row = _locked(ctx, piece)
    refuse_while_decided(view, rows, what="answering evidence", seen=piece.seen)
    _refuse_answer(piece, row)
    row.answered, row.answer, row.answered_by = True, said, ctx.actor.name
    return _done(ctx, view, piece, rows, f"Answered: {piece.name}: “{said}”", f"{told_as(piece.row)} was answered")


def _refuse_answer(piece: PieceView, row: Evidence) -> None:
    if row.bearing is Bearing.FOR:
        raise UserError(f"{piece.name} speaks for the improvement, so there is nothing to answer.", _see(piece))
    if row.state is EvidenceState.RETURNED:
        raise _already(piece, row)
    if row.answered:
        by = row.answered_by or "somebody"
        raise UserError(f"{piece.name} was answered by {by} already. Nothing was changed.", _see(piece))


def _to_judge(ctx: Context, args: Arguments) -> tuple[PlanView, PieceView]:
    """The piece, for somebody who may judge it: an officer of the board who neither offered it nor owns the item."""
    view, piece = pieces.one(ctx, args.get("id"))
    if Ability.JUDGE_EVIDENCE not in view.may:
        raise access.not_theirs(Ability.JUDGE_EVIDENCE)
    if offered_it(ctx, piece):
        raise Refused(
            f"You offered {piece.name}, so another of the chair, the vice-chair, the secretary and the leads accepts "
            "it or sends it back. Nothing was changed.", _see(piece),
        )  # fmt: skip
    if own := owned(ctx, piece):
        raise Refused(
            f"You own {own[0]}, so another of the chair, the vice-chair, the secretary and the leads judges its "
            "evidence. Nothing was changed.", _see(piece),
        )  # fmt: skip
    refuse_borrowed_voice(ctx)
    return view, piece


def _locked(ctx: Context, piece: PieceView) -> tuple[list[Recommendation], Evidence]:
    """Every recommendation it serves, then the piece: always in that order."""
    rows = served_by(ctx.change, piece.row.id)
    row = ctx.change.get_one(Evidence, piece.row.id, with_for_update=True, populate_existing=True)
    return rows, row


def _done(ctx: Context, view: PlanView, piece: PieceView, rows: list[Recommendation], said: str, because: str) -> Reply:
    followed: tuple[Consequence, ...] = weigh(ctx, view, rows, because)
    record(ctx, "evidence", f"evidence:{piece.row.id}", f"{said[:1].lower()}{said[1:]}", plan_id=view.id)
    record_all(ctx, view, followed)
    may_state = access.may_update(ctx, view, "recommendation", piece.serves[0].id)
    shown = [each for each in followed if each.recommendation_id in piece.seen]
    return Reply((cards.decided_card(view, piece, said, shown, may_state=may_state),))


def _already(piece: PieceView, row: Evidence) -> UserError:
    if row.title == GONE:
        return UserError(
            f"{piece.name} was removed by law, so it counts for nothing. Nothing was changed.", _see(piece)
        )
    word = "accepted" if row.state is EvidenceState.ACCEPTED else "sent back"
    more = " Offer it again with what was wanted." if row.state is EvidenceState.RETURNED else ""
    by = f" by {row.decided_by}" if row.decided_by else ""
    return UserError(f"{piece.name} was {word}{by} already. Nothing was changed.{more}", _see(piece))


def _see(piece: PieceView) -> Action:
    return Action(f"See {piece.name}", f"evidence {piece.name}")


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST:
        raise UserError(
            f"The {name} is {len(text):,} characters long; at most {LONGEST:,} are kept. Shorten it. Nothing was kept."
        )
    return text
