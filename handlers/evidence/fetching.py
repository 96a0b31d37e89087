"""`evidence E12 file`: the file of a piece of evidence, proved to be the one that was sent."""

from handlers.cards import evidence as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.evidence import pieces
from handlers.evidence.pieces import PieceView
from handlers.files import to_send
from handlers.recording import record
from models.card import Action, Reply


def fetch(ctx: Context, args: Arguments) -> Reply:
    """Give the file of a piece this person may see. That it was opened, and by whom, is in the history."""
    view, piece = pieces.one(ctx, args.get("id"))
    row = piece.row
    if not row.file_sha256:
        raise UserError(_no_file(piece), _back(piece))
    if ctx.files is None:
        raise UserError("Files cannot be sent from here. Ask your administrator.", _back(piece))
    try:
        ctx.files.open(row.file_sha256).close()
    except UserError as error:
        raise UserError(f"{piece.name}: {error.message}", _back(piece)) from error
    record(ctx, "evidence", f"evidence:{row.id}", f"opened the file of {piece.name}", plan_id=view.id)
    return Reply((cards.file_card(view, piece),), files=(to_send(row.file_sha256, row.file_name or piece.name),))


def _back(piece: PieceView) -> Action:
    return Action(f"About {piece.name}", f"evidence {piece.name}")


def _no_file(piece: PieceView) -> str:
    if piece.row.link:
        return f"{piece.name} is a link and not a file: {piece.row.link}. It is kept, never opened."
    return f"{piece.name} has no file: what it shows is in its words."
