"""How states, reasons, numbers and distances are said, once for every card."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.access import Item, PlanView
from handlers.grammar import LONGEST_LABEL, label_key
from models.card import Paragraph, Tinted
from models.rules.dates import say_day, say_partial
from models.rules.deadlines import is_late, late_from
from models.rules.standing import Key, Reason, Standing, Why
from models.vocabulary import Delivery, Impact, SignOff, TimeLimit

BUTTON_COMMAND = 150
_PLAIN = re.compile(rf"[\w.'’&-]{{1,{LONGEST_LABEL}}}")
GONE = "[removed by law]"
"""What stands where words were lawfully removed."""


def say(value: Delivery | Impact | SignOff | Standing) -> str:
    """A state as people read it: "at risk"."""
    return value.replace("_", " ")


def say_state(value: StrEnum) -> str:
    """Any other state as people read it: "not yet"."""
    return value.replace("_", " ")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 action", "3 actions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def the(name: str) -> str:
    """A board, or somebody known by their post, in a sentence: "the Improvement Steering Group"."""
    return name if name.casefold().startswith("the ") else f"the {name}"


def person(name: str) -> str:
    """A person in a sentence; no name has "of" in it, so one that has is a post: "the Head of Access"."""
    return the(name) if " of " in name else name


def sentence(words: str) -> str:
    """With its first letter a capital."""
    return f"{words[:1].upper()}{words[1:]}"


def ref(plan: PlanView, label: str, kind: str = "recommendation") -> str:
    """An item as a button names it, whatever plan the conversation is about: "plan/SG4", "action plan/4.2"."""
    noun = "" if kind == "recommendation" else f"{kind} "
    called = label.replace(" ", "")
    return f"{noun}{plan.key}/{called if _PLAIN.fullmatch(called) else label_key(label)[:LONGEST_LABEL]}"


def item_ref(plan: PlanView, item: Item) -> str:
    """The button's name for an item that was found."""
    return ref(plan, item.label, item.kind)


def called(item: Item) -> str:
    """An item by its label, with its kind where the label alone is a recommendation's too: "Action 4.2", "Phase 1"."""
    if item.kind == "recommendation" or not item.label[:1].isdigit():
        return item.label
    return (
        item.text
        if item.kind == "workstream" and item.label in item.text.split()
        else f"{item.kind.capitalize()} {item.label}"
    )


def name_of(item: Item) -> str:
    """An item in the middle of a sentence: "SG4", "action 4.2", "Safeguarding - Health"."""
    return item.text if item.kind == "workstream" else f"action {item.label}" if item.kind == "action" else item.label


def short(text: str, limit: int = 90) -> str:
    """The start of a text, cut at a word; the whole is always one tap away."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def headline(standing: Standing, reasons: Sequence[Reason], key: Key) -> Paragraph:
    """The colour's word and why: "AMBER: action 4.2 is 12 days late"."""
    first = why(reasons[0])
    more = "; ".join(why(reason) for reason in reasons[1:3])
    return Paragraph(
        (
            Tinted(key.words[standing].upper(), key.tones[standing]),
            f": {first}",
            *((f" ({more})",) if more else ()),
        )
    )


def why(reason: Reason) -> str:
    """One reason in words."""
    words = _WHY[reason.why]
    if "{" not in words:
        return words
    name = the(reason.name) if reason.why is Why.BOARD else reason.name
    left = f"in {count(reason.days, 'day')}" if reason.days else "today"
    return words.format(days=count(abs(reason.days), "day"), name=name, left=left)


_WHY = {
    Why.SIGNED_OFF: "the board has signed it off",
    Why.DOUBTED: "but {name} reports that it no longer holds",
    Why.CONTRADICTED: "but evidence against it is unanswered",
    Why.UNBORNE: "but its evidence no longer bears that out",
    Why.FALLEN: "but since then {name}",
    Why.REQUESTED: "sign-off has been asked for; the board has not decided",
    Why.PAST_LIMIT: "{days} past its limit and not delivered",
    Why.PAST_DATE: "{days} past its date and not delivered",
    Why.OFF_TRACK: "its owner says it is off track",
    Why.ACTION_OFF_TRACK: "an action under it is off track",
    Why.ACTION_LATE: "action {name} is {days} late",
    Why.AT_RISK: "its owner says it is at risk",
    Why.ACTION_AT_RISK: "an action under it is at risk",
    Why.SILENT: "no word for {days}",
    Why.UNPROVED: "reported completed, but no evidence accepted yet shows what changed for children",
    Why.UNEVIDENCED: "reported completed, but its impact is stated as not enough evidence",
    Why.REOPENED: "reopened by {name}, and nothing new is accepted since",
    Why.COMPLETED_AGAINST: "reported completed, but evidence against it is unanswered",
    Why.AGAINST: "evidence against it is unanswered",
    Why.EVIDENCE_DUE: "no accepted evidence of impact yet",
    Why.WANTED: "the board returned it and wants more evidence by {name}",
    Why.NOT_ENOUGH: "there is not enough evidence to judge it",
    Why.ACTION_NOT_ENOUGH: "there is not enough evidence to judge an action under it",
    Why.NO_DATE: "it has no date, so nobody can say whether it is late",
    Why.MAYBE_PAST: "it may be past its limit; the publication date is not recorded",
    Why.PROVED: "reported completed, with accepted evidence; the board has not signed it off",
    Why.DONE: "reported completed",
    Why.ON_TRACK: "its owner says it is on track",
    Why.NOT_STARTED: "not started, and its date is not near",
    Why.STARTS_LATE: "not started, and due {left}",
    Why.PAUSED: "paused by a decision",
    Why.BOARD: "{name}",
}


def when(on: date, today: date) -> str:
    """A distance in days: "in 23 days", "today", "12 days ago"."""
    days = (on - today).days
    if days == 0:
        return "today"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def ended(said: str) -> str:
    """A sentence with its full stop, unless what it quotes brought one."""
    return said if said.endswith((".", "!", "?", ".”", "!”", "?”", "…”")) else f"{said}."


def lateness(on: date, today: date, limit: TimeLimit = TimeLimit.NONE_STATED) -> str:
    """How long is left, or how late it is: "in 23 days", "72 days late"; "late from 3 September 2012" at a weekend."""
    days = (on - today).days
    if days < 0 and not is_late(on, limit, today):
        return f"late from {say_day(late_from(on, limit))}"
    return when(on, today) if days >= 0 else f"{count(-days, 'day')} late"


def listed(values: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    said = list(values)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""


def moved(line: Any) -> str:
    """In a list, beside the original date: the agreed one with its extensions, and when a pause is looked at again."""
    times = f" ({count(line.extensions, 'extension')})" if line.extensions else ""
    agreed = f"; agreed {say_partial(line.agreed)}{times}" if line.agreed else ""
    paused = line.review_on is not None and line.delivery is Delivery.PAUSED
    return f"{agreed}; looked at again {say_day(line.review_on)}" if paused else agreed
