"""The values a plan file holds: words, days, dates known less exactly, addresses, and verbatim leftovers.

The reader hands over every unquoted value as the words that were written, so that `number: 1.10`, `no` and
`2009-08` mean what they say. What a field makes of those words is decided here.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints, WithJsonSchema

from models.rules.dates import NoSuchDay, PartialDate, Precision, parse_partial, parse_written


class Plain(str):
    """A value written without quotes, so that verbatim blocks can tell `34` from `"34"`."""

    __slots__ = ()


WRITE_A_DAY = "write the day as 2012-12-31"
WRITE_A_DATE = (
    "write a day (2012-12-31), a month (2012-12), a year (2013), or what the paper says with its year "
    "(after the December 2012 review)"
)
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}\Z", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHOLE = re.compile(r"(?:0|-?[1-9]\d{0,15})\Z", re.ASCII)
_WORDS_FOR_JSON = {"true": True, "false": False}
_WHEN_KEYS = ("date", "precision", "text", "end")
_NO_TODAY = dt.date(2000, 1, 1)  # never used: a date written in words must name its year


def read_day(value: object) -> object:
    """A day written as 2012-12-31. Raises ValueError for anything else."""
    if isinstance(value, dt.date) or value is None:
        return value
    if not isinstance(value, str) or not _ISO_DAY.match(value.strip()):
        raise ValueError(f"{WRITE_A_DAY}; it says {_quoted(value)}")
    try:
        return parse_partial(value.strip()).on
    except NoSuchDay as problem:
        raise ValueError(_no_such(problem, WRITE_A_DAY)) from problem


def read_when(value: object) -> PartialDate:
    """A date as exactly as it is known: in figures, in words, or both. Raises ValueError."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        return _in_figures_or_words(value.strip())
    if isinstance(value, dict):
        return _in_parts(value)
    raise ValueError(f"{WRITE_A_DATE}; it says {_quoted(value)}")


def _no_such(problem: NoSuchDay, write: str) -> str:
    return f"{problem.said[:1].lower()}{problem.said[1:]}: {write}"


def _in_figures_or_words(written: str) -> PartialDate:
    if re.search(r"\d", written) and not _YEAR.search(written):
        raise ValueError(f"say which year, in four figures; it says {_quoted(written)}")
    try:
        return parse_partial(written) if _ISO.match(written) else parse_written(written, _NO_TODAY)
    except NoSuchDay as problem:
        raise ValueError(_no_such(problem, WRITE_A_DATE)) from problem
    except ValueError as problem:
        raise ValueError(f"{WRITE_A_DATE}; it says {_quoted(written)}") from problem


def _in_parts(value: dict[str, object]) -> PartialDate:
    if unknown := [key for key in value if key not in _WHEN_KEYS]:
        raise ValueError(f"a date has only {', '.join(_WHEN_KEYS)}, not {', '.join(unknown)}")
    text = _words(value.get("text"), "text")
    precision = _precision(value.get("precision"))
    date, end = _words(value.get("date"), "date"), _words(value.get("end"), "end")
    if date is None and precision is None and text is not None:
        return _in_figures_or_words(text)
    try:
        return parse_partial(date, precision=precision, text=text, end=end)
    except NoSuchDay as problem:
        raise ValueError(_no_such(problem, WRITE_A_DATE)) from problem


def _words(value: object, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} must be one value, not a list or a group of fields")
    return value.strip() if value else None


def _precision(value: object) -> Precision | None:
    if value is None:
        return None
    if value not in list(Precision):
        raise ValueError(f"precision must be one of {', '.join(Precision)}; it says {_quoted(value)}")
    return Precision(str(value))


def _quoted(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else "something else, not one value"


def read_pounds(value: object) -> object:
    """Pounds as a whole number of pence: "700,000", "£1.50". Raises ValueError."""
    if not isinstance(value, str):
        return value
    try:
        pence = Decimal(value.replace("£", "").replace(",", "").strip()) * 100
    except InvalidOperation as problem:
        raise ValueError(f"write pounds as a number, such as 700000; it says {_quoted(value)}") from problem
    if not pence.is_finite() or pence != pence.to_integral_value() or abs(pence) > 10**15:
        raise ValueError(f"write pounds as a number with at most two decimal places; it says {_quoted(value)}")
    return int(pence)


def read_announced(value: object) -> object:
    """How an inspection was announced: yes, no, or the source's own words."""
    said = value.strip().casefold() if isinstance(value, str) else ""
    return {"true": "yes", "false": "no"}.get(said, value)


def verbatim(value: object) -> object:
    """A verbatim block: unquoted whole numbers and true or false keep their type, all else stays words."""
    if isinstance(value, dict):
        return {str(key): verbatim(item) for key, item in value.items()}
    if isinstance(value, list):
        return [verbatim(item) for item in value]
    if isinstance(value, Plain):
        words = str(value)
        if words in _WORDS_FOR_JSON:
            return _WORDS_FOR_JSON[words]
        return int(words) if _WHOLE.match(words) else words
    return value


def _listed(value: object) -> object:
    """One entry where a list is wanted is a list of one."""
    return [value] if isinstance(value, str | dict) else value


_DATE_SCHEMA = {
    "description": "A date as exactly as it is known: 2012-12-31, 2012-12, 2013, or the paper's own words.",
    "anyOf": [
        {"type": ["string", "integer"]},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "date": {"type": ["string", "integer"], "description": "2012-12-31, 2012-12 or 2013."},
                "precision": {"enum": [member.value for member in Precision]},
                "text": {"type": ["string", "integer"], "description": "The date as the paper prints it."},
                "end": {
                    "type": "string",
                    "description": "The last day, where the paper gives a first and a last.",
                },
            },
        },
    ],
}

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[Text, WithJsonSchema({"type": ["string", "number", "boolean"]})]
Slug = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s<>|]+@[^@\s<>|]+\.[^@\s<>|.]+$"
    ),
]
Day = Annotated[dt.date, BeforeValidator(read_day)]
When = Annotated[PartialDate, PlainValidator(read_when), WithJsonSchema(_DATE_SCHEMA)]
Whens = Annotated[
    tuple[When, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_DATE_SCHEMA, {"type": "array", "items": _DATE_SCHEMA}]}),
]
YesNo = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Pence = Annotated[int, BeforeValidator(read_pounds), WithJsonSchema({"type": ["number", "string"]})]
Announced = Annotated[Text, BeforeValidator(read_announced), WithJsonSchema({"type": ["string", "boolean"]})]
Verbatim = Annotated[dict[str, Any], BeforeValidator(verbatim)]
Kept = Annotated[Verbatim, Field(default_factory=dict)]
