"""What a council may set about the guard: case numbers, its own postcodes and places, the largest small count."""

import re
from dataclasses import dataclass

from models.rules.identifiers.patterns import MOST_PATTERNS, check_pattern

SMALL_COUNTS = range(1, 11)

_MOST_PLACES = 500
_LONGEST_PLACE = 60
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[0-9A-Z]?\d[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """The council's settings; ValueError, in a plain sentence, for one that cannot work.

    `small_count` is the largest count of children that is asked about. `office_postcodes` are the council's own and
    its partners', which pass. `places` are towns and the like, found beside small counts in small letters too.
    """

    case_patterns: tuple[str, ...] = ()
    small_count: int = 4
    office_postcodes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse settings that would be slow, or refuse everything, when a message comes in."""
        if len(self.case_patterns) > MOST_PATTERNS:
            raise ValueError(f"There can be {MOST_PATTERNS} case-number patterns at most.")
        for pattern in self.case_patterns:
            check_pattern(pattern)
        if self.small_count not in SMALL_COUNTS:
            raise ValueError(f"The largest small count is between {SMALL_COUNTS[0]} and {SMALL_COUNTS[-1]}.")
        for postcode in self.office_postcodes:
            if not _POSTCODE.fullmatch(plain_postcode(postcode)):
                raise ValueError(f"“{postcode}” is not a full postcode, such as CB3 0AP.")
        if len(self.places) > _MOST_PLACES or any(not 0 < len(place) <= _LONGEST_PLACE for place in self.places):
            raise ValueError(f"There can be {_MOST_PLACES} places at most, of up to {_LONGEST_PLACE} letters each.")


DEFAULT = GuardSettings()


def plain_postcode(written: str) -> str:
    """Give a postcode in capitals without its space, for comparing."""
    return written.upper().replace(" ", "").replace("-", "")
