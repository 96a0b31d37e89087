"""Lines in, answers out: makes Requests of what is typed at the console, and prints the Replies."""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TextIO

from bot.console.clock import ConsoleClock
from bot.console.form import ask_form
from bot.console.render import WIDTH, card_text, reply_json, reply_text
from bot.text import one_line
from handlers.guarding import CONFIRMED
from handlers.request import Request
from models.card import Action, Card, Form, Paragraph, Reply, TextField

Ask = Callable[[Request], Reply]

LONGEST = 10_000

_HINT = (
    'A number presses a button. "as EMAIL" changes who you are, "as" alone makes you the local operator '
    'again; "now 2010-04-07" or "now +7" moves the clock; "quit" ends.'
)
_INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended


def say(ask: Ask, texts: Iterable[str], *, actor: str, out: TextIO, as_json: bool = False) -> int:
    """Answers each text in turn, as text or as JSON, one part a line. Returns 1 if any was refused."""
    screen = _Screen(out, colour=in_colour(out, os.environ))
    refused = False
    for text in texts:
        reply = _fault(text) or ask(_request(text, actor))
        refused |= reply.refused
        if as_json:
            screen.write("".join(json.dumps(line) + "\n" for line in reply_json(reply)))
        else:
            screen.reply(reply)
    return int(refused)


def converse(ask: Ask, *, actor: str, inp: TextIO, out: TextIO, interactive: bool, clock: ConsoleClock) -> int:
    """Talks until "quit" or the end of input. Returns 1 if a script (not a person) was refused anything."""
    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH) if interactive else WIDTH
    screen = _Screen(out, colour=in_colour(out, os.environ), width=width, numbered=interactive)
    talk = _Conversation(ask, _Lines(inp, screen, interactive=interactive), screen, clock, actor, interactive)
    try:
        talk.run()
    except EOFError:
        screen.write("\n" if interactive else "")
    except KeyboardInterrupt:
        screen.write("\n")
        return _INTERRUPTED
    return int(talk.refused and not interactive)


def in_colour(out: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to use colour: on a terminal that has it, unless NO_COLOR says not to."""
    return out.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


@dataclass(frozen=True, slots=True)
class _Screen:
    out: TextIO
    colour: bool
    width: int = WIDTH
    numbered: bool = False

    def reply(self, reply: Reply) -> None:
        text = reply_text(reply, colour=self.colour, width=self.width, numbered=self.numbered)
        self.write(f"{text}\n\n" if text else "")

    def card(self, card: Card) -> None:
        text = card_text(card, colour=self.colour, width=self.width, numbered=True)
        self.write(f"{text}\n" if text else "")

    def write(self, text: str) -> None:
        self.out.write(self.fit(text))
        self.out.flush()

    def fit(self, text: str) -> str:
        """What the stream's encoding can hold; the rest becomes "?"."""
        encoding = self.out.encoding or "utf-8"
        return text.encode(encoding, "replace").decode(encoding)


class _Lines:
    """What is typed, a line at a time, whatever bytes come."""

    def __init__(self, inp: TextIO, screen: _Screen, *, interactive: bool) -> None:
        self._inp = inp
        self._screen = screen
        self._edited = interactive and inp is sys.stdin and screen.out is sys.stdout
        if isinstance(inp, io.TextIOWrapper):
            inp.reconfigure(errors="surrogateescape")
        if self._edited:
            with suppress(ImportError):  # Only Unix has it; `input` then gives history and arrow keys.
                import readline  # noqa: F401, PLC0415  because importing it is what switches it on

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError at the end; for an unusable one ValueError, in words to show."""
        text = (input(self._screen.fit(prompt)) if self._edited else self._next(prompt)).strip()
        if fault := _fault(text):
            raise ValueError(fault.cards[0].title)
        return text

    def _next(self, prompt: str) -> str:
        self._screen.write(prompt)
        line = rest = self._inp.readline(LONGEST + 2)
        if not line:
            raise EOFError
        while rest and not rest.endswith("\n"):
            rest = self._inp.readline(LONGEST)
        return line


@dataclass(slots=True)
class _Conversation:
    ask: Ask
    lines: _Lines
    screen: _Screen
    clock: ConsoleClock
    actor: str
    interactive: bool
    buttons: tuple[Action, ...] = ()
    doubted: Form | None = field(default=None, init=False)
    refused: bool = field(default=False, init=False)

    def run(self) -> None:
        if self.interactive:
            self._tell(_HINT, quiet=True)
        while (text := self._read()).lower() not in {"quit", "exit"}:
            if text and not self._heard_here(text):
                self._answer(text)

    def _read(self) -> str:
        who = one_line(self.actor.partition("@")[0]) or "operator"
        try:
            text = self.lines.read(f"{who}> " if self.interactive else "")
        except ValueError as unusable:
            self._refuse(str(unusable))
            return ""
        if text and not self.interactive:
            self._echo(text)
        return text

    def _heard_here(self, text: str) -> bool:
        """Does what is said to the console itself, and says whether it was."""
        match text.split():
            case [word] if word.lower() == "as":
                self._become("")
            case [word, who] if word.lower() == "as":
                self._become(who)
            case [word] if word.lower() == "now":
                self._tell(f"It is {self.clock.words()}.")
            case [word, *time] if word.lower() == "now" and (len(time) == 1 or time[0][0] in "+0123456789"):
                self._move_clock("T".join(time))
            case [word] if self.doubted and word.lower().rstrip(".!") in ("yes", "y"):
                self._promise(self.doubted)
            case [number] if self.interactive and self.buttons and re.fullmatch("[0-9]{1,3}", number):
                self._press(int(number))
            case _:
                return False
        return True

    def _become(self, who: str) -> None:
        if who and "@" not in who:
            self._refuse('Say who with an e-mail address, as in "as amira@example.gov.uk".')
        else:
            self.actor, self.buttons, self.doubted = who, (), None
            self._tell(f"You are {who or 'the local operator'}.")

    def _promise(self, form: Form) -> None:
        """Sends again what the guard asked about in the last answer, with the promise that it identifies no child."""
        kept = {field.name: field.value for field in form.fields if isinstance(field, TextField) and field.value}
        self._send(form.command, {**kept, CONFIRMED: "yes"})

    def _move_clock(self, to: str) -> None:
        try:
            self.clock.move(to)
        except ValueError as nonsense:
            self._refuse(str(nonsense))
        else:
            self._tell(f"It is {self.clock.words()}.")

    def _press(self, number: int) -> None:
        if 1 <= number <= len(self.buttons):
            command = self.buttons[number - 1].command
            self._echo(command)
            self._answer(command)
        else:
            self._refuse(f"There is no button {number}: the last answer's are 1 to {len(self.buttons)}.")

    def _answer(self, text: str) -> None:
        form = self._send(text).form
        if form and self.interactive:
            self._fill_in(form)

    def _fill_in(self, form: Form | None) -> None:
        values: dict[str, str] | None = {}
        while form and values is not None:
            values = ask_form(form, values if form.errors else {}, self.lines.read, self.screen.card)
            if values is None:
                self._tell("Stopped: nothing was saved.")
            else:
                form = self._send(form.command, values).form

    def _send(self, text: str, values: Mapping[str, str] | None = None) -> Reply:
        reply = self.ask(_request(text, self.actor, values))
        self.screen.reply(reply)
        self.buttons = tuple(action for card in reply.cards for action in card.actions)
        asked = reply.form
        self.doubted = asked if asked and any(field.name == CONFIRMED for field in asked.fields) else None
        self.refused |= reply.refused
        return reply

    def _echo(self, text: str) -> None:
        self.screen.write(f"> {one_line(text)}\n")

    def _tell(self, sentence: str, *, quiet: bool = False) -> None:
        self.screen.reply(Reply((Card("", (Paragraph((sentence,), quiet),)),)))

    def _refuse(self, sentence: str) -> None:
        self.refused = True
        self._tell(sentence)


def _request(text: str, actor: str, values: Mapping[str, str] | None = None) -> Request:
    """The one place that makes a Request, and so where an `@path` will become an attachment."""
    return Request("console", actor, "console", text, values or {})


def _fault(text: str) -> Reply | None:
    """The refusal of text that cannot be used."""
    if len(text) > LONGEST:
        sentence = f"That is longer than {LONGEST:,} characters, so I did not use it. Send it in parts."
    elif re.search("[\ud800-\udfff]", text):
        sentence = "Part of that was not readable text (UTF-8), so I did not use it. Type it again."
    else:
        return None
    return Reply((Card(sentence),), refused=True)
