"""A delivery word nearly said, or said another way, where an update begins: it is asked about, never guessed."""

import difflib
import re
from dataclasses import dataclass

from handlers.context import Arguments, Context
from handlers.grammar import tokens
from models.vocabulary import Delivery

_NEAR = 0.84
_LONGEST = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SEPARATORS = " \t\n,.:;!-–—"
_BEFORE = (
    "a are as been bit currently delivery going has is it it's it’s its now quite rag remains reported running "
    "slightly status still this today very was we we're we’re"
)
_LEADING = frozenset(_BEFORE.split())
_OFF = (Delivery.AT_RISK, Delivery.OFF_TRACK)
_DONE = (Delivery.COMPLETED, Delivery.ON_TRACK)
_GOING = (Delivery.ON_TRACK, Delivery.AT_RISK)
_UNFINISHED = (Delivery.NOT_STARTED, Delivery.ON_TRACK, *_OFF)
_MEANINGS: dict[str, tuple[Delivery, ...]] = {
    **dict.fromkeys(("delayed", "delay", "late", "slipping", "slipped", "slip", "behind", "overdue"), _OFF),
    **dict.fromkeys(("stuck", "blocked", "stalled", "risk", "risky", "on hold", "parked", "not on track"), _OFF),
    **dict.fromkeys(("red", "failing", "failed"), (Delivery.OFF_TRACK, Delivery.AT_RISK)),
    **dict.fromkeys(("amber", "yellow"), (*_OFF, Delivery.ON_TRACK)),
    **dict.fromkeys(("green", "on time", "on target", "on course", "on schedule"), (Delivery.ON_TRACK, *_DONE[:1])),
    **dict.fromkeys(("underway", "under way", "in progress", "ongoing", "started"), _GOING),
    **dict.fromkeys(("blue", "done", "finished", "closed", "delivered", "achieved"), _DONE),
    **dict.fromkeys(("not done", "not finished", "not complete", "not completed", "incomplete"), _UNFINISHED),
    **dict.fromkeys(("grey", "gray", "unknown"), (Delivery.NOT_ENOUGH_EVIDENCE, Delivery.NOT_STARTED)),
}
_PHRASES = {state.value.replace("_", " "): state for state in Delivery if state is not Delivery.PAUSED}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What stood where a delivery word may stand, and which it may be.

    `narrative` is what is left to say once one is chosen, `whole` all the words as they were typed.
    """

    said: str
    meant: tuple[Delivery, ...]
    narrative: str
    whole: str


def doubt_of(ctx: Context, args: Arguments) -> Doubt | None:
    """What to ask before an update is recorded; None where its delivery word, or that there is none, is plain."""
    answered, typed = ctx.request.values, tokens(ctx.request.text)
    word, words = args.get("delivery"), args.get("narrative")
    if word:
        meant = () if "delivery" in answered else _MEANINGS.get(_plain(word), ())
        return Doubt(word.strip(_SEPARATORS), meant, words, f"{word} {words}".strip()) if meant else None
    if not words or "narrative" in answered or any(each.name == "narrative" for each in typed):
        return None
    found = _beginning(words)
    own_words = found is not None and found.narrative and any(each.quoted and each.text == words for each in typed)
    return None if own_words else found


def _beginning(words: str) -> Doubt | None:
    """The delivery word, or what is near one or means one, that `words` begin with."""
    found = list(_WORD.finditer(words))
    first = next((place for place, each in enumerate(found) if each[0].casefold() not in _LEADING), len(found))
    for size in range(_LONGEST, 0, -1):
        run = found[first : first + size]
        if len(run) < size:
            continue
        if meant := _meaning(" ".join(each[0].casefold() for each in run)):
            said, rest = words[run[0].start() : run[-1].end()], words[run[-1].end() :].strip(_SEPARATORS)
            return Doubt(said, meant, _left(words, rest, said), words)
    return None


def _left(words: str, rest: str, said: str) -> str:
    """What is left to say: the words after a delivery word; all of them where another word told the same."""
    after = tokens(rest)
    if len(after) == 1 and after[0].quoted:
        return after[0].text
    return rest if said.casefold() not in _MEANINGS else words if rest else ""


def _meaning(said: str) -> tuple[Delivery, ...]:
    if meant := _MEANINGS.get(said):
        return meant
    return tuple(_PHRASES[near] for near in difflib.get_close_matches(said, _PHRASES, 2, _NEAR))


def _plain(word: str) -> str:
    return " ".join(_WORD.findall(word.casefold()))
