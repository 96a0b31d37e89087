"""What was decided in chat since, which a file never undoes: words, the stream an item is in, what it is under."""

from handlers.cards.words import GONE
from handlers.importing.changed import named
from handlers.importing.compared import apart
from handlers.importing.work import Work
from models.decisions import Change
from models.plan import PlanAction, Recommendation
from models.vocabulary import ChangeKind, ChangeState

Decided = Recommendation | PlanAction


def decided(work: Work, row: Decided, *kinds: ChangeKind) -> Change | None:
    """The latest change of one of these kinds that was agreed for an item; None where there was none."""
    column = "action_id" if isinstance(row, PlanAction) else "recommendation_id"
    agreed = work.desk.all(Change, **{column: row.key_id}, state=ChangeState.AGREED)
    return next((each for each in reversed(agreed) if each.kind in kinds), None)


def kept_words(work: Work, row: Decided | None, column: str, words: str | None) -> str | None:
    """The words that a decision gave an item, where one did; otherwise the file's."""
    here: str | None = getattr(row, column) if row is not None else None
    if row is None or here == words or (change := decided(work, row, ChangeKind.REWORD, ChangeKind.ADD)) is None:
        return words
    if here != GONE:
        told = zip((here, words), apart(here, words), strict=True)
        old, new = (f"“{said}”" if whole else said for whole, said in told)
        work.desk.result.note(
            f"{named(row)} has the words {old}, agreed as C{change.key_id}, and {new} in the file: the agreed words "
            f"are kept; other words need a change request: change reword {row.label}"
        )
    return here
