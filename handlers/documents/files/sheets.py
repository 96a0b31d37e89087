"""The rows of a worksheet as a person sees them: shared words put back in their cells, dates as dates."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, TypeVar
from xml.sax.xmlreader import AttributesImpl

from typing_extensions import override

from handlers.documents.files.kinds import Allowance
from handlers.documents.files.words import Words

_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_AFTER_LAST_DAY: Final = 2_957_000
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
"""The date formats that Excel knows by number; a workbook spells out all others."""
_NOT_SHOWN_AS_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_DATE_PARTS = re.compile(r"[dy]|mmm")
_LONGEST_INDEX: Final = 10
_WHOLE_BEYOND: Final = 1e12
_Item = TypeVar("_Item")


class Shared(Words):
    """The words that cells refer to by number, and on the way every word, used or left behind."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(allowance)
        self.items: list[str] = []

    @override
    def place(self, local: str, text: str) -> None:
        if local == "si":
            self.items.append(text)
        super().place(local, text)


class Styles(Words):
    """Which cell styles show a number as a date."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(allowance)
        self.dates: list[bool] = []
        self._formats = set(map(str, _DATE_FORMATS))
        self._cells = False

    @override
    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        super().startElement(name, attrs)
        local = name.rpartition(":")[2]
        if local == "cellXfs":
            self._cells = True
        elif local == "numFmt" and shows_date(attrs.get("formatCode", "")):
            self._formats.add(attrs.get("numFmtId", ""))
        elif local == "xf" and self._cells:
            self.dates.append(attrs.get("numFmtId") in self._formats)

    @override
    def endElement(self, name: str) -> None:
        super().endElement(name)
        if name.rpartition(":")[2] == "cellXfs":
            self._cells = False


class Book(Words):
    """The workbook's own part: the names of sheets, and from which day its dates are counted."""

    first_day = _FIRST_DAY

    @override
    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        super().startElement(name, attrs)
        if name.rpartition(":")[2] == "workbookPr" and attrs.get("date1904") in ("1", "true"):
            self.first_day = _FIRST_DAY_1904


class Sheet(Words):
    """The rows of one worksheet, hidden ones too, each a line with its cells apart."""

    def __init__(self, allowance: Allowance, shared: Sequence[str], dates: Sequence[bool], first_day: date) -> None:
        super().__init__(allowance)
        self._shared = shared
        self._dates = dates
        self._first_day = first_day
        self._type = self._style = ""

    @override
    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        super().startElement(name, attrs)
        if name.rpartition(":")[2] == "c":
            self._type, self._style = attrs.get("t", "n"), attrs.get("s", "")

    @override
    def endElement(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "v" and self._type in ("s", "n"):
            self.replace(self._shown)
        elif local == "f":
            self.replace(_words_of_formula)
        super().endElement(name)

    def _shown(self, value: str) -> str:
        if self._type == "s":
            return _at(self._shared, value, "")
        if _at(self._dates, self._style, missing=False):
            return day_of(value, self._first_day)
        return _rounded(value)


def shows_date(code: str) -> bool:
    """Tell whether a number format shows a day."""
    return bool(_DATE_PARTS.search(_NOT_SHOWN_AS_DATE.sub("", code).casefold()))


def day_of(value: str, first_day: date) -> str:
    """The day a number stands for, as a council writes it; the number itself where it stands for none."""
    try:
        days = float(value)
    except ValueError:
        return value
    return f"{first_day + timedelta(int(days)):%d/%m/%Y}" if 1 <= days < _AFTER_LAST_DAY else value


def _rounded(value: str) -> str:
    """A fraction to four places: the rest is noise in which anything can be found, NHS numbers too."""
    if "." not in value and "E" not in value:
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number:.4f}".rstrip("0").rstrip(".") if abs(number) < _WHOLE_BEYOND else value


def _words_of_formula(formula: str) -> str:
    return f"{formula} " if '"' in formula else ""


def _at(items: Sequence[_Item], index: str, missing: _Item) -> _Item:
    known = index.isdecimal() and len(index) < _LONGEST_INDEX and int(index) < len(items)
    return items[int(index)] if known else missing
