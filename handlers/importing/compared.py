"""Values as an import tells of them: in words, and where two long ones differ, the part in which they do."""

from datetime import date
from enum import Enum
from itertools import takewhile

from models.rules.dates import say_day

LONGEST = 70
_WINDOW = 160  # characters of a long text that are shown from where it differs
_BEFORE = 30


def apart(old: object, new: object) -> tuple[str, str]:
    """Two values in words, each of two long texts from a little before where they begin to differ."""
    if not (isinstance(old, str) and isinstance(new, str)) or isinstance(old, Enum) or isinstance(new, Enum):
        return shown(old), shown(new)
    texts = [" ".join(each.split()) for each in (old, new)]
    if not all(texts) or max(map(len, texts)) <= _WINDOW:
        return texts[0] or "nothing", texts[1] or "nothing"
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = texts[0].rfind(" ", 0, max(same - _BEFORE, 0)) + 1
    first, second = (_window(each, start) for each in texts)
    return first, second


def _window(text: str, start: int) -> str:
    part = text[start : start + _WINDOW].rstrip()
    return f"{'…' if start else ''}{part}{'…' if start + _WINDOW < len(text) else ''}"


def shown(value: object) -> str:
    """A stored value in words, cut short where it is long."""
    match value:
        case None | "" | [] | {}:
            return "nothing"
        case Enum():
            return str(value.value).replace("_", " ")
        case date():
            return say_day(value)
        case list() | tuple():
            return _cut(", ".join(shown(each) for each in value))
        case dict():
            return _cut("; ".join(f"{name}: {shown(each)}" for name, each in value.items()))
        case _:
            return _cut(" ".join(str(value).split()))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
