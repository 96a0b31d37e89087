"""Where an item stands: one standing, one colour and the reasons, from facts that are never merged.

The default key: blue, signed off; red, off track or past its limit undelivered; amber, at risk, an action
past its date, 28 days' silence, or evidence missing once it matters or a board wants it; grey, not enough
evidence or no date; otherwise green. A plan may replace words, colours and thresholds; the key stays total.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from models.card import Tone
from models.rules.dates import say_day
from models.rules.deadlines import TimeLimit, days_late, late_from
from models.vocabulary import Delivery, SignOff


class Standing(StrEnum):
    """Every standing an item can have; the first that fits is the one it has."""

    SIGNED_OFF = "signed_off"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    OVERDUE = "overdue"
    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    COMPLETED_UNPROVED = "completed_unproved"
    ON_TRACK = "on_track"
    NOT_STARTED = "not_started"
    PAUSED = "paused"


_TONES = {
    Standing.SIGNED_OFF: Tone.BLUE,
    Standing.AWAITING_SIGN_OFF: Tone.GREEN,
    Standing.OVERDUE: Tone.RED,
    Standing.OFF_TRACK: Tone.RED,
    Standing.AT_RISK: Tone.AMBER,
    Standing.NOT_ENOUGH_EVIDENCE: Tone.GREY,
    Standing.COMPLETED_UNPROVED: Tone.AMBER,
    Standing.ON_TRACK: Tone.GREEN,
    Standing.NOT_STARTED: Tone.GREEN,
    Standing.PAUSED: Tone.GREY,
}

SEVERITY = (Tone.RED, Tone.AMBER, Tone.GREY, Tone.GREEN, Tone.BLUE, Tone.NEUTRAL)
_WORST_FIRST = (Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.NOT_ENOUGH_EVIDENCE)


@dataclass(frozen=True, slots=True)
class Key:
    """A plan's colours, words and thresholds (in days)."""

    tones: Mapping[Standing, Tone] = field(default_factory=lambda: _TONES)
    words: Mapping[Standing, str] = field(
        default_factory=lambda: {standing: tone.value.capitalize() for standing, tone in _TONES.items()}
    )
    silence_days: int = 28
    evidence_days: int = 28

    def worse(self, one: Standing, other: Standing) -> Standing:
        """The standing whose colour is the more serious; `one` when they are alike."""
        mine, theirs = SEVERITY.index(self.tones[one]), SEVERITY.index(self.tones[other])
        return other if theirs < mine else one


class LateAction(NamedTuple):
    """An open action past its own original date."""

    label: str
    due_on: date


class Facts(NamedTuple):
    """What is known of an item on one day. Days are calendar days in the council's time zone.

    `silent_since` is the day of the last word, or the first day somebody could have given one.
    `open_actions` are the deliveries of actions not completed; `proof` is whether accepted evidence
    that is not only process speaks for the improvement, and none against it stands unanswered; `against` is
    whether any does stand unanswered. `wanted_by` is the day by which the board wants more of it, while none is in.
    `doubted_by` has said that what was signed off no longer holds; `kept` is that the board has answered such a doubt.
    """

    delivery: Delivery
    sign_off: SignOff = SignOff.NOT_REQUESTED
    limit: TimeLimit = TimeLimit.NONE_STATED
    due_on: date | None = None
    silent_since: date | None = None
    open_actions: frozenset[Delivery] = frozenset()
    late_action: LateAction | None = None
    proof: bool = False
    needs_proof: bool = True
    against: bool = False
    wanted_by: date | None = None
    doubted_by: str = ""
    kept: bool = False


class Why(StrEnum):
    """The kinds of reason a standing can have; the words for them are chosen where people read them."""

    SIGNED_OFF = "signed_off"
    DOUBTED = "doubted"
    CONTRADICTED = "contradicted"
    REQUESTED = "requested"
    PAST_LIMIT = "past_limit"
    PAST_DATE = "past_date"
    OFF_TRACK = "off_track"
    ACTION_OFF_TRACK = "action_off_track"
    ACTION_LATE = "action_late"
    AT_RISK = "at_risk"
    ACTION_AT_RISK = "action_at_risk"
    SILENT = "silent"
    UNPROVED = "unproved"
    AGAINST = "against"
    COMPLETED_AGAINST = "completed_against"
    EVIDENCE_DUE = "evidence_due"
    WANTED = "wanted"
    NOT_ENOUGH = "not_enough"
    ACTION_NOT_ENOUGH = "action_not_enough"
    NO_DATE = "no_date"
    PROVED = "proved"
    DONE = "done"
    ON_TRACK = "on_track"
    NOT_STARTED = "not_started"
    PAUSED = "paused"
    BOARD = "board"


class Reason(NamedTuple):
    """Why an item stands as it does: a kind, a number of days where one matters, and a name."""

    why: Why
    days: int = 0
    name: str = ""


class Verdict(NamedTuple):
    """A standing and every reason that led to it or would have, the deciding one first."""

    standing: Standing
    reasons: tuple[Reason, ...]


def judge(facts: Facts, today: date, key: Key) -> Verdict:
    """Where an item stands on `today`. The first standing that fits wins; later reasons are kept.

    What is red, amber or grey stays so when sign-off is asked for: only the board's sign-off settles an item.
    """
    if facts.sign_off is SignOff.SIGNED_OFF:
        return Verdict(Standing.SIGNED_OFF, (Reason(Why.SIGNED_OFF), *_doubts(facts)))
    found = [
        *_red(facts, today),
        *_amber(facts, today, key),
        *_grey(facts),
        *_requested(facts),
        *_rest(facts),
    ]
    return Verdict(found[0][0], tuple(reason for _, reason in found if reason.why in _TELLING or reason is found[0][1]))


def with_board(verdict: Verdict, board: Delivery | None, name: str, key: Key) -> Verdict:
    """`verdict` beside a board's word on delivery: the worse of the two heads the card."""
    if board is None:
        return verdict
    theirs = delivery_standing(board)
    if key.worse(verdict.standing, theirs) is verdict.standing:
        return verdict
    return Verdict(theirs, (Reason(Why.BOARD, name=name), *verdict.reasons))


def delivery_standing(word: Delivery) -> Standing:
    """The standing that a word on delivery alone gives."""
    return _BY_WORD[word]


def shown_delivery(owner_word: Delivery, open_actions: frozenset[Delivery]) -> Delivery:
    """The owner's word, never better than the worst open action."""
    for worse in _WORST_FIRST:
        if owner_word is worse or worse in open_actions:
            return worse
    return owner_word


def overdue(facts: Facts, today: date) -> bool:
    """Past its original limit and not signed off."""
    return (
        facts.due_on is not None
        and facts.sign_off is not SignOff.SIGNED_OFF
        and today >= late_from(facts.due_on, facts.limit)
    )


def key_from(settings: Mapping[str, Any]) -> Key:
    """The plan's key. Raises ValueError when it names an unknown colour or misses a standing."""
    return _key(
        tuple(sorted((name, entry["colour"], entry["word"]) for name, entry in settings["colour_key"].items()))
        if settings.get("colour_key")
        else (),
        settings.get("silence_days", 28),
        settings.get("evidence_days", 28),
    )


@cache
def _key(entries: tuple[tuple[str, str, str], ...], silence_days: int, evidence_days: int) -> Key:
    if not entries:
        return Key(silence_days=silence_days, evidence_days=evidence_days)
    tones = {Standing(name): Tone(colour) for name, colour, _ in entries}
    if missing := [standing.value for standing in Standing if standing not in tones]:
        message = f"the colour key has no colour for {', '.join(missing)}"
        raise ValueError(message)
    return Key(tones, {Standing(name): word for name, _, word in entries}, silence_days, evidence_days)


_BY_WORD = {
    Delivery.NOT_STARTED: Standing.NOT_STARTED,
    Delivery.ON_TRACK: Standing.ON_TRACK,
    Delivery.AT_RISK: Standing.AT_RISK,
    Delivery.OFF_TRACK: Standing.OFF_TRACK,
    Delivery.COMPLETED: Standing.ON_TRACK,
    Delivery.NOT_ENOUGH_EVIDENCE: Standing.NOT_ENOUGH_EVIDENCE,
    Delivery.PAUSED: Standing.PAUSED,
}

# Reasons worth reading even when another decided the colour.
_TELLING = {
    Why.PAST_LIMIT, Why.ACTION_LATE, Why.SILENT, Why.UNPROVED, Why.COMPLETED_AGAINST, Why.AGAINST, Why.EVIDENCE_DUE,
    Why.NO_DATE, Why.REQUESTED, Why.WANTED,
}  # fmt: skip

_Found = list[tuple[Standing, Reason]]


def _doubts(facts: Facts) -> tuple[Reason, ...]:
    if facts.doubted_by:
        return (Reason(Why.DOUBTED, name=facts.doubted_by),)
    return (Reason(Why.CONTRADICTED),) if facts.against and not facts.kept else ()


def _red(facts: Facts, today: date) -> _Found:
    found: _Found = []
    delivered = shown_delivery(facts.delivery, facts.open_actions) is Delivery.COMPLETED
    if not delivered and facts.due_on is not None and overdue(facts, today):
        why = Why.PAST_LIMIT if facts.needs_proof else Why.PAST_DATE
        found.append((Standing.OVERDUE, Reason(why, days_late(facts.due_on, facts.limit, today))))
    if facts.delivery is Delivery.OFF_TRACK:
        found.append((Standing.OFF_TRACK, Reason(Why.OFF_TRACK)))
    elif Delivery.OFF_TRACK in facts.open_actions:
        found.append((Standing.OFF_TRACK, Reason(Why.ACTION_OFF_TRACK)))
    return found


def _amber(facts: Facts, today: date, key: Key) -> _Found:
    found: _Found = []
    if facts.late_action is not None:
        late = facts.late_action
        found.append((Standing.AT_RISK, Reason(Why.ACTION_LATE, (today - late.due_on).days, late.label)))
    if facts.delivery is Delivery.AT_RISK:
        found.append((Standing.AT_RISK, Reason(Why.AT_RISK)))
    elif Delivery.AT_RISK in facts.open_actions:
        found.append((Standing.AT_RISK, Reason(Why.ACTION_AT_RISK)))
    return [*found, *_silence(facts, today, key), *_unproved(facts, today, key), *_wanted(facts)]


def _silence(facts: Facts, today: date, key: Key) -> _Found:
    if facts.silent_since is None or facts.delivery in (Delivery.COMPLETED, Delivery.PAUSED):
        return []
    days = (today - facts.silent_since).days
    return [(Standing.AT_RISK, Reason(Why.SILENT, days))] if days >= key.silence_days else []


def _unproved(facts: Facts, today: date, key: Key) -> _Found:
    if facts.proof or not facts.needs_proof or facts.delivery is Delivery.PAUSED:
        return []
    if facts.delivery is Delivery.COMPLETED:
        return [(Standing.COMPLETED_UNPROVED, Reason(Why.COMPLETED_AGAINST if facts.against else Why.UNPROVED))]
    if facts.due_on is None or (days := (facts.due_on - today).days) > key.evidence_days:
        return []
    return [(Standing.AT_RISK, Reason(Why.AGAINST if facts.against else Why.EVIDENCE_DUE, days))]


def _wanted(facts: Facts) -> _Found:
    if facts.wanted_by is None or facts.delivery is Delivery.PAUSED:
        return []
    standing = Standing.COMPLETED_UNPROVED if facts.delivery is Delivery.COMPLETED else Standing.AT_RISK
    return [(standing, Reason(Why.WANTED, name=say_day(facts.wanted_by)))]


def _grey(facts: Facts) -> _Found:
    found: _Found = []
    if facts.delivery is Delivery.NOT_ENOUGH_EVIDENCE:
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.NOT_ENOUGH)))
    elif Delivery.NOT_ENOUGH_EVIDENCE in facts.open_actions:
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.ACTION_NOT_ENOUGH)))
    done = facts.delivery is Delivery.COMPLETED and not facts.needs_proof
    if facts.due_on is None and facts.delivery is not Delivery.PAUSED and not done:
        found.append((Standing.NOT_ENOUGH_EVIDENCE, Reason(Why.NO_DATE)))
    return found


def _requested(facts: Facts) -> _Found:
    if facts.sign_off is SignOff.REQUESTED and facts.delivery is not Delivery.PAUSED:
        return [(Standing.AWAITING_SIGN_OFF, Reason(Why.REQUESTED))]
    return []


def _rest(facts: Facts) -> _Found:
    match facts.delivery:
        case Delivery.COMPLETED:
            return [(Standing.ON_TRACK, Reason(Why.PROVED if facts.needs_proof else Why.DONE))]
        case Delivery.NOT_STARTED:
            return [(Standing.NOT_STARTED, Reason(Why.NOT_STARTED))]
        case Delivery.PAUSED:
            return [(Standing.PAUSED, Reason(Why.PAUSED))]
        case _:
            return [(Standing.ON_TRACK, Reason(Why.ON_TRACK))]
