"""The words of a reminder brought up to date for one item, once that was answered."""

import re
from typing import Final

_REPORTED: Final = r"(?:you report it [^;\n]+; )?"
_WORD: Final = re.compile(rf"{_REPORTED}(?:last word \d{{1,2}} \w+ \d{{4}}|no word for \d+ days?|no word yet)")


def brought(text: str, label: str) -> str:
    """A text whose line on `label` says that it is answered, and which counts it as silent no longer."""
    name = re.escape(label)
    said = re.sub(rf" ?Otherwise the board's digest of [^.\n]* counts {name} as silent\.", "", text)
    own = re.compile(rf"\*?(?:action )?{name}:", re.IGNORECASE)
    return "\n".join(_WORD.sub("answered", line) if own.match(line) else line for line in said.split("\n"))
