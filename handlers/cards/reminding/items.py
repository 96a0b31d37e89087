"""How one recommendation or action reads that somebody is asked about, or is told that nobody answers for."""

from datetime import date

from handlers.cards.reminding.lines import Line, Said
from handlers.cards.words import count, lateness, say
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because
from models.card import Action
from models.rules.dates import say_day, say_day_long
from models.vocabulary import Delivery, DueKind, SignOff

_MAY_ANSWER = (Because.OWNER, Because.NAMED, Because.COVER, Because.DEPUTY)
_THEIRS = (Because.OWNER, Because.DEPUTY)


def item_line(said: Said, today: date) -> Line:
    """One recommendation or action that somebody is asked about."""
    if DueKind.ESCALATION in said.kinds or said.because not in _MAY_ANSWER:
        return _escalated(said, today)
    matter = said.matter
    besides = _state(said, today)
    words = "; ".join(part for part in (_due(matter, today), besides) if part)
    alone = f"{matter.called}: {words}"
    return Line(
        said.view, matter.called, words, _urgency(matter, today), _answers(matter),
        Action(f"Update {matter.label}", f"update {matter.reference}"), _capital(alone), said.because,
        _stops(said), matter.text, said.manager_on if said.because is Because.OWNER else None, matter.due_on, besides,
        disown=Action("Not mine", f"not mine {matter.reference}") if said.because in _THEIRS else None,
    )  # fmt: skip


def _state(said: Said, today: date) -> str:
    matter = said.matter
    parts = [_moved(matter), _where(matter, yours=said.because is Because.OWNER)]
    if DueKind.SILENCE in said.kinds and matter.asked.first_asked_on:
        since = max(matter.asked.first_asked_on, matter.word.on if matter.word else matter.asked.first_asked_on)
        parts.append(f"no word for {count((today - since).days, 'day')}")
    elif matter.word is not None:
        parts.append(f"last word {say_day(matter.word.on)}")
    elif not matter.asked.delivered:
        parts.append("no word yet")
    return "; ".join(part for part in parts if part)


def _moved(matter: Matter) -> str:
    """The original date of an item whose date was moved, which never vanishes."""
    was = matter.original_on
    return f"first due {say_day(was)}" if was and matter.due_on and was != matter.due_on else ""


def _due(matter: Matter, today: date) -> str:
    if matter.earliest_on is not None:
        return f"due no earlier than {say_day_long(matter.earliest_on)}; the publication date is not recorded"
    if matter.due_on is None:
        return "it has no date; a word each month keeps the board informed"
    if matter.due_on >= today:
        return f"due {say_day_long(matter.due_on)}, {lateness(matter.due_on, today)}"
    limit = "its limit" if matter.kind == "recommendation" else "its date"
    return f"{count((today - matter.due_on).days, 'day')} past {limit} of {say_day(matter.due_on)}"


def _where(matter: Matter, *, yours: bool) -> str:
    by = "you report it" if yours else "reported"
    if matter.asked.delivered:
        return f"{by} completed; {_UNSIGNED.get(matter.sign_off, 'the board has not signed it off')}"
    return "" if matter.delivery is Delivery.NOT_STARTED else f"{by} {say(matter.delivery)}"


_UNSIGNED = {
    SignOff.NOT_REQUESTED: "the board has not been asked to sign it off",
    SignOff.RETURNED: "the board returned it, and has not been asked again",
    SignOff.REOPENED: "the board reopened it, and has not been asked again",
}


def _answers(matter: Matter) -> tuple[Action, ...]:
    update = f"update {matter.reference}"
    if matter.asked.delivered:
        return (
            Action("Add evidence", f"evidence add {matter.reference}"),
            Action("Ask for sign-off", f"sign-off request {matter.reference}"),
            Action("Why this", f"why {matter.reference}"),
        )
    return (
        Action("On track", f"{update} on track"),
        Action("At risk", f"{update} at risk"),
        Action("Completed", f"{update} completed"),
        Action("I need help", update),
        *((Action("Ask for a new date", f"change date {matter.reference}"),) if matter.due_on else ()),
    )


def _stops(said: Said) -> str:
    """How it stops, and what the board sees if nothing comes."""
    if said.matter.asked.delivered:
        return "Asking for sign-off stops this."
    until = f"Any answer stops this until {say_day_long(said.next_on)}. " if said.next_on else ""
    return f"{until}{_otherwise(said)}"


def _otherwise(said: Said) -> str:
    """What the board sees if nothing comes: only what it really will see."""
    matter, on = said.matter, said.digest_on
    word = matter.word.on if matter.word else None
    silent = word is None or (on is not None and (on - word).days >= matter.ladders.silence_days)
    if on is not None and silent and matter.kind == "recommendation":
        return f"Otherwise the board's digest of {say_day_long(on)} counts {matter.called} as silent."
    last = f"your last word, of {say_day(word)}" if word else "no word on it"
    return f"Until then the board sees {last}."


def _escalated(said: Said, today: date) -> Line:
    matter = said.matter
    word = f"last update {say_day(matter.word.on)}" if matter.word else "no update yet"
    told = f"; its owner was told on {say_day(said.told_on)}" if said.told_on else ""
    words = "; ".join(part for part in (_due(matter, today), _moved(matter), f"{word}{told}") if part)
    actions = (
        Action("See it", f"status {matter.reference}"),
        *((Action("Reassign", f"assign {matter.reference}"),) if said.may_assign else ()),
        *(
            (Action("Ask for a new date", f"change date {matter.reference}"),)
            if matter.due_on and said.may_update
            else ()
        ),
    )
    return Line(
        said.view, matter.called, f"{words}. Can you help?", _urgency(matter, today), actions,
        Action(f"See {matter.label}", f"status {matter.reference}"),
        _capital(f"{matter.called}: {words}. Can you help?"), said.because, about=matter.text,
    )  # fmt: skip


def _urgency(matter: Matter, today: date) -> tuple[int, int, str]:
    """The latest first, then the soonest due, then what has no date; what is delivered after the rest."""
    days = (matter.due_on - today).days if matter.due_on else 10_000
    return (int(matter.asked.delivered), days, matter.label)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
