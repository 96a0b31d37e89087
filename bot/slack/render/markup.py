"""Writes words as Slack's mrkdwn and plain text objects, safely: nobody's text can become markup.

Slack reads `& < >` as entities and `<…>` as links and mentions, wherever it reads mrkdwn. It has no escape for
`* _ ~` and back-ticks, for `:emoji:`, for a `>` that begins a line or a `|` in a link's words: those become a
character that looks the same.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.cutting import cut_between
from bot.text import one_line
from models.card import Paragraph

Json = dict[str, Any]
Pictures = Callable[[str], str | None]

LONGEST_TEXT = 3_000

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ENTITY = str.maketrans(_ENTITIES)
_INERT = str.maketrans(
    {
        **_ENTITIES,
        "*": "\N{ASTERISK OPERATOR}",
        "~": "\N{TILDE OPERATOR}",
        "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
    }
)
_MEANING = re.compile(r"[&<>*~`]")
_LOW_LINE = "\N{MODIFIER LETTER LOW MACRON}"
_COLON = "\N{RATIO}"
_MORE_THAN = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
_JOINER = "\N{WORD JOINER}"
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI = re.compile(r":(?=:|[^\s:]{1,100}:)")
_EVERYBODY = re.compile(r"@(?=here|channel|everyone|group)", re.IGNORECASE)
_QUOTE = re.compile(r"^(\s*)&gt;", re.MULTILINE)
_TOKEN = re.compile(r"<[^<>]*>|\*[^*\n]+\*|&(?:amp|lt|gt);|.", re.DOTALL)
_ESCAPE = re.compile(r"&(?:amp|lt|gt);|.", re.DOTALL)


def section(text: str) -> Json:
    """A block of mrkdwn, never folded away behind "Show more"."""
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def paragraph(plain: Paragraph) -> Json | None:
    """A paragraph that is drawn as it is, where it is no more than one short text; else None."""
    spans = plain.spans
    if len(spans) != 1 or type(only := spans[0]) is not str or not 0 < len(only) <= LONGEST_TEXT:
        return None
    if plain.quiet:
        return context(only)
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": only, "verbatim": True}}


def context(text: str) -> Json:
    """A block of mrkdwn set small."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def part(value: object, key: str) -> Any:
    """What Slack's JSON has under a key; None where it has not, or is of another shape."""
    return value.get(key) if isinstance(value, Mapping) else None


def no_picture(_file: str) -> None:
    """The address of a picture, where Slack can fetch none."""


def means(text: str) -> bool:
    """Whether anything in a text could mean something to Slack, which most texts do not.

    It is asked of all that is drawn, and to look for a character costs a tenth of what a pattern does.
    """
    return (
        "&" in text or "<" in text or ">" in text or "*" in text or "~" in text or "`" in text or "_" in text
        or "@" in text or (":" in text and _EMOJI.search(text) is not None)
    )  # fmt: skip


def inert(text: str) -> str:
    """Clean text as mrkdwn in which nothing means anything."""
    said = text.translate(_INERT) if _MEANING.search(text) else text
    if "_" in said:
        said = _UNDERSCORE.sub(_LOW_LINE, said)
    if "@" in said:
        said = _EVERYBODY.sub(f"@{_JOINER}", said)
    return _EMOJI.sub(_COLON, said) if ":" in said else said


def entities(text: str) -> str:
    """Text with the three characters that Slack takes for its own as entities."""
    return text.translate(_ENTITY) if "&" in text or "<" in text or ">" in text else text


def without_quotes(text: str) -> str:
    """Escaped text in which no line begins as a quotation."""
    return _QUOTE.sub(_unquoted, text) if "&gt;" in text else text


def _unquoted(found: re.Match[str]) -> str:
    return f"{found[1]}{_MORE_THAN}"


def unescaped(text: str) -> str:
    """Text as it was before it was escaped, from what Slack gives back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain_text(text: str, most: int, *, otherwise: str = "…") -> Json:
    """A plain text object of one line, at most `most` characters as sent; `otherwise` where there are no words."""
    said = one_line(text)
    said = clip(entities(said), most, _ESCAPE)
    return {"type": "plain_text", "text": said or otherwise, "emoji": False}


def clip(text: str, most: int, token: re.Pattern[str] = _TOKEN) -> str:
    """Escaped text of at most `most` characters; what is cut ends in "…", and cuts through nothing."""
    return text if len(text) <= most else cut(text, most - 1, token)[0].rstrip() + "…"


def split(text: str, most: int) -> list[str]:
    """Escaped text in parts of at most `most` characters, none cut through markup, an escape or a character."""
    if len(text) <= most:
        return [text] if text else []
    parts: list[str] = []
    while len(text) > most:
        head, text = cut(text, most)
        parts.append(head.rstrip())
        text = _QUOTE.sub(_unquoted, text.lstrip(), count=1)
    return [part for part in (*parts, text) if part]


def cut(text: str, most: int, token: re.Pattern[str] = _TOKEN) -> tuple[str, str]:
    """The beginning that fits `most` characters (5 at least), and the rest; between words if that keeps half of it."""
    return cut_between(text, most, token) or cut(text, most, _ESCAPE)
