"""The same is said of an item's date wherever it stands."""

from datetime import date

from handlers.cards.common import busy_card
from handlers.cards.dated import _on
from handlers.cards.words import lateness
from handlers.dated.reading import Dated
from models.card import Paragraph
from models.rules.dates import PartialDate, Precision
from models.vocabulary import DueKind, TimeLimit

FRIDAY, SATURDAY, MONDAY = date(2012, 8, 31), date(2012, 9, 1), date(2012, 9, 3)


def test_what_is_due_at_once_on_a_friday_is_late_from_the_monday() -> None:
    assert lateness(FRIDAY, SATURDAY, TimeLimit.IMMEDIATELY) == "late from 3 September 2012"
    assert lateness(FRIDAY, MONDAY, TimeLimit.IMMEDIATELY) == "3 days late"
    assert lateness(FRIDAY, SATURDAY) == "1 day late"


def test_a_date_is_said_as_its_source_wrote_it() -> None:
    by = PartialDate(date(2012, 12, 31), Precision.RANGE, "before the end of 2012", date(2012, 12, 31))
    assert _on(Dated("s", DueKind.REPORT, "T1", "report", by, date(2012, 12, 31))) == "before the end of 2012"


def test_words_are_given_back_when_somebody_else_was_saving() -> None:
    assert busy_card('update SG4 "Survey held"').blocks == (Paragraph(('“update SG4 "Survey held"”',)),)
