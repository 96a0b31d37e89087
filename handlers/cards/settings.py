"""What the council has set for itself."""

from collections.abc import Mapping

from models.card import Action, Card, Facts, Paragraph

_ABOUT = {
    "front_door": "where a concern about a child goes",
    "out_of_hours": "the emergency duty team",
    "lado": "the designated officer",
    "data_protection_contact": "whom people tell when something slipped through",
    "heartbeat": "who hears each working day that the reminders ran, by work e-mail",
    "data_protection_officer": "who confirms a removal, by work e-mail",
    "safeguarding_board": "where “could harm a child: yes” goes",
    "email_domains": "the council's own",
    "case_patterns": "your case numbers, as patterns such as LL-\\d{6}",
    "small_count": "the largest number of children that is asked about",
}


def settings_card(values: Mapping[str, str]) -> Card:
    """Every setting and what it is."""
    rows = tuple((name, (values[name] or f"not set: {_ABOUT[name]}",)) for name in values)
    return Card("What this council has set", (Facts(rows), Paragraph((_HOW,), quiet=True)), ())


_HOW = "Change one with: settings NAME VALUE, for example settings front_door 01234 567890, 9am to 5pm"


def set_card(name: str, value: str) -> Card:
    """That a setting was changed."""
    return Card(f"Set: {name.replace('_', ' ')} is now {value}.", (), (Action("Settings", "settings"),))
