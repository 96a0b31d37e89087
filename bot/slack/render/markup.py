"""Writes words as Slack's mrkdwn and plain text objects, safely: nobody's text can become markup.

Slack reads `& < >` as entities and `<…>` as links and mentions, wherever it reads mrkdwn. It has no escape for
`* _ ~` and back-ticks, for `:emoji:`, for a `>` that begins a line or a `|` in a link's words: those become a
character that looks the same.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from bot.cutting import cut_between
from bot.links import host_of, in_words
from bot.text import BREAK, clean, one_line
from models.card import Bold, Day, Link, Mention, Span, Spans, Tinted, Tone, plain

Json = dict[str, Any]
People = Callable[[int], str | None]
Pictures = Callable[[str], str | None]

MARKERS: dict[Tone, str] = {
    Tone.NEUTRAL: "",
    Tone.BLUE: "🔵 ",
    Tone.GREEN: "🟢 ",
    Tone.AMBER: "🟠 ",
    Tone.RED: "🔴 ",
    Tone.GREY: "⚪ ",
}

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
_BAR = "\N{DIVIDES}"
_MORE_THAN = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
_JOINER = "\N{WORD JOINER}"
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI = re.compile(r":(?=:|[^\s:]{1,100}:)")
_EVERYBODY = re.compile(r"@(?=here|channel|everyone|group)", re.IGNORECASE)
_QUOTE = re.compile(r"^(\s*)&gt;", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")
_TOKEN = re.compile(r"<[^<>]*>|\*[^*\n]+\*|&(?:amp|lt|gt);|.", re.DOTALL)
_ESCAPE = re.compile(r"&(?:amp|lt|gt);|.", re.DOTALL)
_USER = re.compile(r"[UW][A-Z0-9]{1,30}\Z")
_HANG = "\n\u2003"
_LONGEST_BOLD = 1_000
_LONGEST_URL = 2_000
_LONGEST_NAME = 300


@dataclass(slots=True)
class _Piece:
    """Words, bold or not; or markup of ours, which is never touched again."""

    text: str
    kind: str = "words"


def section(text: str) -> Json:
    """A block of mrkdwn, never folded away behind "Show more"."""
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def context(text: str) -> Json:
    """A block of mrkdwn set small."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def part(value: object, key: str) -> Any:
    """What Slack's JSON has under a key; None where it has not, or is of another shape."""
    return value.get(key) if isinstance(value, Mapping) else None


def nobody(_person: int) -> None:
    """The Slack user behind a person of ours, where none is known."""


def no_picture(_file: str) -> None:
    """The address of a picture, where Slack can fetch none."""


def mrkdwn(spans: Spans, people: People = nobody, *, lines: bool = False, bold: bool = False) -> str:
    """The spans as one line of mrkdwn or, with `lines`, in the lines they were typed in, all but the first indented."""
    if len(spans) == 1 and type(only := spans[0]) is str and not bold and _is_calm(only):
        return only.strip()
    if (calm := _calm(spans, bold=bold)) is not None:
        return calm
    pieces = _joined([piece for span in spans for piece in _pieces(span, people)])
    if bold:
        pieces = [_Piece(piece.text, "bold" if piece.kind == "words" else piece.kind) for piece in pieces]
    said = "".join([_drawn(pieces, place, lines=lines) for place in range(len(pieces))])
    if "\n" not in said:
        return _no_quote(said.strip())
    return _no_quote(_HANG.join([line for each in said.split("\n") if (line := each.strip())]))


def words(spans: Spans) -> str:
    """The spans as words alone, escaped, for notifications and screen readers."""
    said = _said(spans)
    return said.strip() if _is_calm(said) else _no_quote(inert(one_line(said)))


def _said(spans: Spans) -> str:
    if len(spans) == 1 and type(spans[0]) is str:
        return spans[0]
    return "".join([span if type(span) is str else _in_words(span) for span in spans])


def _in_words(span: Span) -> str:
    return in_words(span) if isinstance(span, Link) else plain((span,))


def _is_calm(line: str) -> bool:
    """Whether a line is as most are: nothing in it can mean anything, and its only white space is single spaces.

    It is asked of all that is drawn, and to look for a character costs a tenth of what a pattern does.
    """
    return not (
        "&" in line or "<" in line or ">" in line or "*" in line or "~" in line or "`" in line or "_" in line
        or "@" in line or "  " in line or not line.isprintable() or (":" in line and _EMOJI.search(line))
    )  # fmt: skip


def _calm(spans: Spans, *, bold: bool) -> str | None:
    """The spans as mrkdwn, where they are one calm line without links or mentions; else None."""
    if any(type(span) is Link or type(span) is Mention for span in spans):
        return None
    pieces = _joined([piece for span in spans for piece in _pieces(span, nobody)])
    line = "".join([piece.text for piece in pieces])
    if not _is_calm(line):
        return None
    drawn, end = [], 0
    for piece in pieces:
        start, end = end, end + len(piece.text)
        strong = bold or piece.kind == "bold"
        drawn.append(_strong(piece.text, apart=_apart(line[:start], line[end:])) if strong else piece.text)
    return "".join(drawn).strip()


def inert(text: str) -> str:
    """Clean text as mrkdwn in which nothing means anything."""
    said = text.translate(_INERT) if _MEANING.search(text) else text
    if "_" in said:
        said = _UNDERSCORE.sub(_LOW_LINE, said)
    if "@" in said:
        said = _EVERYBODY.sub(f"@{_JOINER}", said)
    return _EMOJI.sub(_COLON, said) if ":" in said else said


def _no_quote(text: str) -> str:
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
    said = clip(said.translate(_ENTITY) if _MEANING.search(said) else said, most, _ESCAPE)
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


def _pieces(span: Span, people: People) -> list[_Piece]:
    match span:
        case str():
            return [_Piece(clean(span))]
        case Bold(text):
            return [_Piece(clean(text), "bold")]
        case Tinted(text, tone):
            return [_Piece(MARKERS[tone]), _Piece(clean(text), "bold")]
        case Day():
            return [_Piece(plain((span,)))]
        case Mention(person_id, name):
            user = people(person_id)
            known = user is not None and _USER.match(user)
            return [_Piece(f"<@{user}>", "markup") if known else _Piece(clean(name))]
        case Link():
            return _link(span)
        case _:
            assert_never(span)


def _link(link: Link) -> list[_Piece]:
    """The link with the host it really goes to after its text; no link where that cannot be told or is not http."""
    host, url = host_of(link.url), link.url.translate(_ENTITY)
    if not host or len(url) > _LONGEST_URL:
        return [_Piece(in_words(link))]
    name = clip(inert(one_line(link.text)).replace("|", _BAR), _LONGEST_NAME)
    shown = name if name and link.text in {host, link.url} else f"{name} ({host})".strip()
    return [_Piece(f"<{url}|{shown}>", "markup")]


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Neighbours of a kind as one, so that nothing can be made of two halves."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and piece.kind == joined[-1].kind != "markup":
            joined[-1] = _Piece(joined[-1].text + piece.text, piece.kind)
        elif piece.text:
            joined.append(piece)
    return joined


def _drawn(pieces: list[_Piece], place: int, *, lines: bool) -> str:
    piece = pieces[place]
    if piece.kind == "markup":
        return piece.text
    text = _spaced(piece.text, lines=lines)
    if piece.kind == "words":
        return inert(text)
    before = _sent(pieces[place - 1]) if place else ""
    after = _sent(pieces[place + 1]) if place + 1 < len(pieces) else ""
    return _strong(inert(text), apart=_apart(before, after))


def _spaced(text: str, *, lines: bool) -> str:
    """Text with one space where it had several, and with its line breaks or none."""
    if text.isprintable() and "  " not in text:  # of all white space, only the space is printable
        return text
    return _SPACES.sub(" ", BREAK.sub("\n" if lines else " ", text))


def _sent(piece: _Piece) -> str:
    """A piece as Slack will see it: what makes a character inert may make a letter of it."""
    return piece.text if piece.kind == "markup" else inert(piece.text)


def _apart(before: str, after: str) -> bool:
    """Whether what stands between these touches neither a letter nor a digit."""
    return not (before[-1:].isalnum() or after[:1].isalnum())


def _strong(text: str, *, apart: bool) -> str:
    """Inert text, bold where Slack would draw it so: apart from other words, and within a line."""
    said = text.strip()
    if not said or not apart or "\n" in said or len(said) > _LONGEST_BOLD:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}*{said}*{tail}"
