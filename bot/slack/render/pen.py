"""Draws a card's spans as mrkdwn: what stands in bold, who is mentioned, and where a link really goes."""

import re
from collections.abc import Callable, Iterator
from typing import assert_never

from bot.links import host_of, in_words
from bot.slack.render.markup import clip, entities, inert, means, without_quotes
from bot.text import BREAK, clean, one_line
from models.card import Bold, Day, Link, Mention, Span, Spans, Tinted, Tone, plain

People = Callable[[int], str | None]

MARKERS: dict[Tone, str] = {
    Tone.NEUTRAL: "",
    Tone.BLUE: "🔵 ",
    Tone.GREEN: "🟢 ",
    Tone.AMBER: "🟠 ",
    Tone.RED: "🔴 ",
    Tone.GREY: "⚪ ",
}

_BAR = "\N{DIVIDES}"
_SPACES = re.compile(r"[^\S\n]+")
_USER = re.compile(r"[UW][A-Z0-9]{1,30}\Z")
_HANG = "\n\u2003"
_LONGEST_BOLD = 1_000
_LONGEST_URL = 2_000
_LONGEST_NAME = 300
_WORDS, _BOLD, _MARKUP = "words", "bold", "markup"
_Piece = tuple[str, str]
"""Words, bold or not; or markup of ours, which is never touched again."""


def nobody(_person: int) -> None:
    """The Slack user behind a person of ours, where none is known."""


class Pen:
    """Draws for a message in which people are these users.

    None of its words holds a sign of Slack's where it is `calm`; where it is `plain`, its paragraphs and facts are
    tidy as well.
    """

    def __init__(self, people: People = nobody, *, calm: bool = False, plain: bool = False) -> None:
        self._people = people
        self._calm = calm
        self.plain = plain

    def value(self, spans: Spans) -> str:
        """The value of a card's fact, as one line."""
        if self.plain and len(spans) == 1 and type(only := spans[0]) is str:
            return only
        return self.line(spans)

    def line(self, spans: Spans, *, lines: bool = False, bold: bool = False) -> str:
        """The spans as one line or, with `lines`, in the lines they were typed in, all but the first indented."""
        if len(spans) == 1 and type(only := spans[0]) is str and self._as_it_is(only):
            return _strong(only.strip(), "", "") if bold else only.strip()
        pieces = _joined(spans, self._people)
        if bold:
            pieces = [(text, _BOLD if kind == _WORDS else kind) for text, kind in pieces]
        whole = "".join([text for text, _ in pieces])
        if self._as_it_is(whole) and not any(kind == _MARKUP for _, kind in pieces):
            return _calmly(pieces, whole)
        said = "".join([_drawn(pieces, place, lines=lines) for place in range(len(pieces))])
        if "\n" not in said:
            return without_quotes(said.strip())
        return without_quotes(_HANG.join([line for each in said.split("\n") if (line := each.strip())]))

    def _as_it_is(self, line: str) -> bool:
        """Whether a line is drawn as it is, as most are: no sign in it, and no white space but single spaces."""
        return line.isprintable() and "  " not in line and (self._calm or not means(line))


def mrkdwn(spans: Spans, *, lines: bool = False) -> str:
    """The spans as mrkdwn, those who are mentioned by name."""
    return Pen().line(spans, lines=lines)


def _pieces(span: Span, people: People) -> Iterator[_Piece]:
    match span:
        case str():
            yield clean(span), _WORDS
        case Bold(text):
            yield clean(text), _BOLD
        case Tinted(text, tone):
            yield MARKERS[tone], _WORDS
            yield clean(text), _BOLD
        case Day():
            yield plain((span,)), _WORDS
        case Mention(person_id, name):
            user = people(person_id)
            known = user is not None and _USER.match(user)
            yield (f"<@{user}>", _MARKUP) if known else (clean(name), _WORDS)
        case Link():
            yield _link(span)
        case _:
            assert_never(span)


def _link(link: Link) -> _Piece:
    """The link with the host it really goes to after its text; no link where that cannot be told or is not http."""
    host, url = host_of(link.url), entities(link.url)
    if not host or len(url) > _LONGEST_URL:
        return in_words(link), _WORDS
    name = clip(inert(one_line(link.text)).replace("|", _BAR), _LONGEST_NAME)
    shown = name if name and link.text in {host, link.url} else f"{name} ({host})".strip()
    return f"<{url}|{shown}>", _MARKUP


def _joined(spans: Spans, people: People) -> list[_Piece]:
    """The pieces of the spans, neighbours of a kind as one, so that nothing can be made of two halves."""
    joined: list[_Piece] = []
    for span in spans:
        for text, kind in _pieces(span, people):
            if joined and kind == joined[-1][1] != _MARKUP:
                joined[-1] = (joined[-1][0] + text, kind)
            elif text:
                joined.append((text, kind))
    return joined


def _calmly(pieces: list[_Piece], whole: str) -> str:
    """Pieces that hold no sign, each word of them as it is."""
    drawn, end = "", 0
    for text, kind in pieces:
        start, end = end, end + len(text)
        drawn += _strong(text, whole[:start], whole[end:]) if kind == _BOLD else text
    return drawn.strip()


def _drawn(pieces: list[_Piece], place: int, *, lines: bool) -> str:
    text, kind = pieces[place]
    if kind == _MARKUP:
        return text
    said = inert(_spaced(text, lines=lines))
    if kind == _WORDS:
        return said
    before = _sent(pieces[place - 1]) if place else ""
    after = _sent(pieces[place + 1]) if place + 1 < len(pieces) else ""
    return _strong(said, before, after)


def _spaced(text: str, *, lines: bool) -> str:
    """Text with one space where it had several, and with its line breaks or none."""
    if text.isprintable() and "  " not in text:  # of all white space, only the space is printable
        return text
    return _SPACES.sub(" ", BREAK.sub("\n" if lines else " ", text))


def _sent(piece: _Piece) -> str:
    """A piece as Slack will see it: what makes a character inert may make a letter of it."""
    text, kind = piece
    return text if kind == _MARKUP else inert(text)


def _strong(text: str, before: str, after: str) -> str:
    """Inert text, bold where Slack would draw it so: apart from the words beside it, and within a line."""
    said = text.strip()
    apart = not (before[-1:].isalnum() or after[:1].isalnum())
    if not said or not apart or "\n" in said or len(said) > _LONGEST_BOLD:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}*{said}*{tail}"
