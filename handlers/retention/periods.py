"""How long a council keeps each type of record: as it has set, or else by default."""

from collections.abc import Mapping
from typing import Any

from models.rules.retention import DEFAULTS, LONGEST_YEARS, Periods, RecordType

SETTING = "keep_"
FOR_GOOD = "for good"


def periods_of(council: Mapping[str, Any]) -> Periods:
    """The years each type of record is kept, from the council's settings; None is for good."""
    kept = council.get("keep", {})
    return {kind: kept.get(kind.value, years) for kind, years in DEFAULTS.items()}


def setting(kind: RecordType) -> str:
    """What the setting of a type is called, as in "keep_updates"."""
    return f"{SETTING}{kind.value}"


def years_in(said: str) -> int | None:
    """The years in "6", "6 years" or "for good". Raises ValueError for anything else."""
    words = said.strip().casefold()
    if words in (FOR_GOOD, "permanent", "permanently", "for ever", "forever"):
        return None
    number = words.removesuffix("years").removesuffix("year").strip()
    if not number.isdecimal() or len(number) > len(str(LONGEST_YEARS)) or not 1 <= int(number) <= LONGEST_YEARS:
        raise ValueError(f"“{said}” is neither a number of years from 1 to {LONGEST_YEARS} nor “{FOR_GOOD}”.")
    return int(number)


def say_years(years: int | None) -> str:
    """A period as people read it."""
    return FOR_GOOD if years is None else "1 year" if years == 1 else f"{years} years"
