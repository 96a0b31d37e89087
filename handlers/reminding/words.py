"""Why something was not sent, in words that `why` shows."""

from collections.abc import Sequence
from datetime import date

from models.rules.dates import say_day


def answered(on: date) -> str:
    """They had just answered."""
    return f"answered on {say_day(on)}"


def snoozed(until: date) -> str:
    """They asked to be left until a day."""
    return f"snoozed until {say_day(until)}"


def caught_up(missed: Sequence[date], stood_in: date) -> str:
    """After an outage one request stood for all that were missed."""
    which = f"{say_day(missed[0])} to {say_day(missed[-1])}" if len(missed) > 1 else say_day(missed[0])
    return f"not sent on time ({len(missed)}: {which}); the request of {say_day(stood_in)} stands for it"


def asked_already() -> str:
    """The same question was asked before and waits for its answer, which answers both."""
    return "the same question waits for its answer already, and is asked again each week"


def past(on: date) -> str:
    """What it was about had been when it could have been sent."""
    return f"not sent on time: {say_day(on)} had passed"


def nobody() -> str:
    """There was nobody to ask."""
    return "not sent: nobody in the plan could be asked"


def settled() -> str:
    """It was answered or settled between being queued and being sent."""
    return "no longer needed when it was to be sent"


def not_theirs() -> str:
    """The person may not see the item any more."""
    return "not sent: they can no longer see it"


def unreached(name: str, reason: str) -> str:
    """Somebody could not be written to."""
    return f"I could not reach {name}: {reason}. Say who answers instead."


def not_erased(name: str, reason: str) -> str:
    """What was lawfully removed still stands in somebody's chat."""
    return f"I could not take what was removed by law out of my messages to {name}: {reason}. Ask them to delete it."


def not_posted(where: str, reason: str) -> str:
    """The week could not be told in a board's channel."""
    return f"I could not post the week's digest in {where}: {reason}."


def in_digest() -> str:
    """It stands in the digest they get each week."""
    return "it stands in their weekly digest"
