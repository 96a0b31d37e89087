"""What somebody called an item: its number or label, perhaps with its plan and kind."""

import difflib
import re
from dataclasses import dataclass

LONGEST_LABEL = 60  # of a name in a button; a longer one is known by its beginning
_NOUNS = {
    "recommendation": "rec", "recommendations": "rec", "rec": "rec", "recs": "rec", "r": "rec",
    "area": "rec", "item": "rec", "number": "", "no": "", "no.": "",
    "action": "action", "act": "action", "actions": "action", "a": "action",
    "workstream": "workstream", "ws": "workstream", "stream": "workstream", "w": "workstream",
    "phase": "phase", "ph": "phase", "programme": "programme", "program": "programme",
}  # fmt: skip
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split(), 1)}
_LONG_NOUN = 4  # a slip in a shorter one could be anything
_LABEL = r"(?:[a-z]{1,12}[- ]?)?\d{1,6}(?:\.\d{1,4}){0,3}[a-z]?"
_REF = re.compile(rf"(?:[a-z0-9-]{{1,80}}/)?#?{_LABEL}\Z", re.IGNORECASE)
_QUALIFIED = re.compile(r"[a-z0-9-]{1,80}/\S{1,80}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """What somebody called an item: perhaps its plan and kind, and its number or label.

    `bare` is the label without the letters that only say its kind: the 4.2 of "a4.2". `spelt` is all that was said,
    as the label it may be: "action4" of "action 4". `apart` is whether its kind was a word of its own, and not an
    "A" that a label may begin with as well.
    """

    label_key: str
    plan: str = ""
    noun: str = ""
    number: int | None = None
    bare: str = ""
    spelt: str = ""
    apart: bool = False


def label_key(label: str) -> str:
    """A label as it is compared: "SG 4" and "sg4" are one; dots count, other signs do not."""
    folded = label.casefold()
    return (
        folded if folded.isalnum() else "".join([sign for sign in folded if sign.isalnum() or sign == "."]).strip(".")
    )


def reference(said: str) -> Reference | None:
    """The reference in `said`: "rec4", "recommendation 4", "#4", "SG4", "plan/SG4"; None for mere words."""
    words = said.strip().rstrip("?!.,;:").split()
    if not words or len(words) > 4:  # noqa: PLR2004  because no reference is longer
        return None
    noun, spelt, apart = "", label_key("".join(words)), False
    while len(words) > 1 and (kind := words[0].casefold().rstrip(".")) in _NOUNS:
        apart = apart or len(kind) > 1
        noun = _NOUNS[kind] or noun
        words.pop(0)
    if noun or said.casefold().startswith("number "):
        words[-1:] = [_NUMBERS.get(words[-1].casefold(), words[-1])]
    rest = " ".join(words)
    plan, slash, label = rest.rpartition("/")
    if slash:
        return Reference(label_key(label), plan.casefold(), noun, apart=apart) if _QUALIFIED.match(rest) else None
    return _reference(rest, noun, spelt, apart=apart) if _REF.match(rest) else None


def _reference(rest: str, noun: str, spelt: str, *, apart: bool) -> Reference:
    key = label_key(rest)
    letters = key.rstrip("0123456789.")
    digits = key[len(letters) :]
    means = _NOUNS.get(letters, "")
    bare = digits if not letters or (letters in _NOUNS and means in ("", noun or means)) else ""
    noun = noun or means
    return Reference(key, "", noun, int(bare) if bare.isdecimal() else None, bare, spelt, apart)


def bare_noun(said: str) -> str:
    """The kind of item that was named and nothing more: "rec"; empty for anything else."""
    return _NOUNS.get(said.casefold(), "")


def near_noun(word: str) -> str:
    """The kind of item that a word nearly names: "actionn" is an action; empty where it is near none, or is one."""
    said = word.casefold()
    near = difflib.get_close_matches(said, [noun for noun in _NOUNS if len(noun) >= _LONG_NOUN], 1, 0.8)
    return _NOUNS[near[0]] if near and said not in _NOUNS else ""
