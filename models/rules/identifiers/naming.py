"""How names are written, and telling one from the capitalised words of plans."""

import re

from models.rules.identifiers.names import FIRST_NAMES
from models.rules.identifiers.words import NOT_INITIALS, NOT_NAMES

NAME = r"(?:O'|D'|Mc|Mac)?[A-Z][a-z]{1,19}(?:['-][A-Z][a-z]{1,19})?"
FULL_NAME = rf"{NAME}(?: (?:[A-Z]\.? )?{NAME}){{0,2}}"
MORE_NAMES = rf"(?:-[A-Z][a-z]{{1,19}})?(?: (?:{NAME}|[A-Z]\b\.?)){{0,2}}"
INITIALS = r"[A-Z]{2,3}|[A-Z](?:\.[A-Z]){1,2}\.?"

_PARTS = re.compile(r"[ '.-]+")
_NO_NAME_ENDS = ("s", "ing", "ed", "ion")


def may_be_name(name: str, *, surely: bool = False) -> bool:
    """Tell a name from other capitalised words; `surely` where only a known first name will do."""
    if not FIRST_NAMES.isdisjoint(_PARTS.split(name.lower())):
        return True
    last = name.lower().rpartition(" ")[2]
    return not surely and last not in NOT_NAMES and not last.endswith(_NO_NAME_ENDS)


def may_be_initials(written: str) -> bool:
    """Tell a person's initials from the abbreviations of the trade."""
    return written.replace(".", "") not in NOT_INITIALS
