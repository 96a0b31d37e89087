"""The shapes in which people write a date."""

from models.rules.identifiers.words import MONTHS

NUMERIC_AFTER_FIRST = r"\d{0,3} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}"
NUMERIC = rf"\d{NUMERIC_AFTER_FIRST}"
WORDED = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?(?:{MONTHS})\b[,.]?(?:[ -]'?\d{{2,4}})?"
    rf"|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?\b,?(?: \d{{4}})?"
)
FULL_DATE = rf"(?:{NUMERIC}|{WORDED})"
