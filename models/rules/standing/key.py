"""The standings, and the colour and the word that a plan's key gives each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from models.card import Tone


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
