"""The same words elsewhere in the paper of this plan or another: a successor carries them on."""

from collections.abc import Collection
from typing import Final

from sqlmodel import Session, col, select

from handlers.redacting.kinds import PAPER
from handlers.redacting.subjects import erase, plan_of, texts_of
from handlers.removed import Text
from models.assurance import LegalHold

_TELLING: Final = 40
"""Characters of a text that is looked for: shorter ones are headings and names that many rows share."""


def erase_alike(session: Session, words: Collection[str]) -> list[Text]:
    """Erase every row of a plan's paper that says one of these texts, but for plans under a legal hold."""
    wanted = [text for text in words if len(text) >= _TELLING]
    held = set(session.exec(select(LegalHold.plan_id).where(col(LegalHold.lifted_at).is_(None))))
    gone: list[Text] = []
    for kind in PAPER if wanted and None not in held else ():
        says = [getattr(kind.table, column).in_(wanted) for column in (*kind.words, *kind.optional)]
        for condition in says:
            for row in session.exec(select(kind.table).where(condition).with_for_update()).all():
                if plan_of(session, row) not in held:
                    gone += texts_of(session, kind, row)
                    erase(session, kind, row)
    return gone
