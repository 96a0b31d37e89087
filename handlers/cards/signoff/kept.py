"""What was signed, as it was, with its links marked as not frozen, and what changed since."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handlers.cards.evidence import KINDS, LIMITED
from handlers.cards.words import count, ended, sentence, short
from models.vocabulary import Bearing, EvidenceKind, EvidenceState

if TYPE_CHECKING:
    from handlers.signoff.kept import Kept

_MOST = 8
_BEARING = {Bearing.FOR: "", Bearing.AGAINST: "against, ", Bearing.MIXED: "mixed, "}


def signed_on(kept: "Kept") -> str:
    """How much a sign-off was given on: "signed on 3 pieces of evidence"."""
    yours = " that you can see" if kept.limited else ""
    return f"signed on {count(len(kept.pieces), 'piece')} of evidence{yours}"


def kept_facts(kept: "Kept | None") -> tuple[tuple[str, str], ...]:
    """Each piece as it was when the board signed, and what became of it."""
    if kept is None:
        return ()
    more = len(kept.pieces) - _MOST
    return (
        *(("Signed on", _as_it_was(each)) for each in kept.pieces[:_MOST]),
        *((("Signed on", f"and {count(more, 'more piece')}"),) if more > 0 else ()),
        *((("Limited", f"{LIMITED}; it was signed on as well"),) if kept.limited else ()),
        ("Since", ended(sentence("; ".join(kept.since))) if kept.since else "nothing of it has changed"),
    )


def _as_it_was(each: Mapping[str, Any]) -> str:
    kind = KINDS[EvidenceKind(each["kind"])]
    way = _BEARING[Bearing(each["bearing"])]
    shows, title = str(each.get("shows", "")), str(each.get("title", ""))
    words = shows if shows.startswith(title.rstrip("…")) else f"{title}: {shows}" if shows else title
    period = f", {each['period']}" if each.get("period") else ""
    waited = " It waited to be accepted." if each.get("state") == EvidenceState.OFFERED else ""
    file = f" File {each['file_name']}, sha256 {each['file_sha256'][:12]}…." if each.get("file_sha256") else ""
    link = f" Link {short(str(each['link']), 120)} ({each['link_is']})." if each.get("link") else ""
    answer = f" Answer: {each['answer']}" if each.get("answer") else ""
    return f"E{each['id']}, {way}{kind}{period}: {ended(short(words, 300))}{waited}{file}{link}{answer}"
