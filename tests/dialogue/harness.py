"""Conversations as people read them: a page of who said what and what was answered, replayed word for word.

A page begins with what it shows, in a sentence or two, then says what everybody needs to know:

    plans: cambridgeshire-2009, cambridgeshire-2009-overlay
    drafts: worcestershire-2017            (plans nobody has published; may be left out)
    database: demonstration                (where somebody signs off at the console; may be left out)
    now: 2010-04-07 09:00                  (in London)
    amira: head.of.participation@cambridgeshire.example
    operator:                              (nobody's address: the local operator)

A line of `---` ends that. Then come the turns, each with the answer below it, exactly as a pipe would show it:

    amira> status SG4                      something said
    amira presses> Post an update          a button of the last answer, by its words
    amira fills in> delivery=at risk | narrative=Waiting for IT.      the form of the last answer
    (now 2010-05-04 09:00)                 time passes
    # a remark for the reader

An answer that refused ends in a line that says so. `python -m tests.dialogue --record FILE` writes the answers
given now into a page; read the difference before you keep it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.console.render import reply_text
from models.card import Reply
from tests.worlds import LONDON, Setting, World, buttons

PAGES = tuple(sorted(Path(__file__).parent.glob("*.txt")))
REFUSED = "(refused)"
FAILED = "Something went wrong"
_TURN = re.compile(r"(?P<who>\w+)(?P<how>| presses| fills in)> (?P<said>.+)")
_MOMENT = re.compile(r"\(now (?P<now>[^)]+)\)")


@dataclass(frozen=True)
class Page:
    """A page read: what stands above the line, and the lines of those who speak."""

    head: str
    setting: Setting
    people: dict[str, str]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """One line of a page as it went: who spoke (their address), what that said in a command, and the answer."""

    line: str
    who: str
    command: str
    reply: Reply


def read_page(text: str) -> Page:
    """What a page says. Raises ValueError for one that cannot be understood."""
    head, found, body = text.partition("\n---\n")
    if not found:
        raise ValueError("A page has a line of --- between what everybody needs to know and what is said.")
    told = dict(_named(line) for line in head.split("\n\n")[-1].splitlines())
    setting = Setting(
        plans=_list(told.pop("plans", "")),
        drafts=_list(told.pop("drafts", "")),
        now=_moment(told.pop("now")),
        demonstration=told.pop("database", "") == "demonstration",
    )
    return Page(head, setting, told, tuple(line for line in body.splitlines() if _speaks(line, told)))


def _named(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise ValueError(f"“{line}” should be a name, a colon, and what it stands for.")
    return name.strip(), value.partition("(")[0].strip()


def _list(said: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in said.split(",") if name.strip())


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=LONDON)


def _speaks(line: str, people: dict[str, str]) -> bool:
    found = _TURN.fullmatch(line)
    return bool(found and found["who"] in people) or bool(_MOMENT.fullmatch(line)) or line.startswith("# ")


def play(page: Page, world: World) -> Iterator[Turn | str]:
    """Every turn as it goes; a remark, or time passing, is only its line."""
    last = Reply()
    for line in page.lines:
        if found := _MOMENT.fullmatch(line):
            world.now = _moment(found["now"])
        turn = _TURN.fullmatch(line)
        if turn is None or line.startswith("# "):
            yield line
            continue
        who = page.people[turn["who"]]
        command, values = _command(turn["how"].strip(), turn["said"], last)
        last = world.ask(who, command, values)
        yield Turn(line, who, command, last)


def _command(how: str, said: str, last: Reply) -> tuple[str, dict[str, str]]:
    """What a turn comes to, and a form's answers."""
    if how == "presses":
        found = [button.command for button in buttons(last) if button.label == said]
        if len(found) != 1:
            raise ValueError(f"There is not one button “{said}”; there are {[b.label for b in buttons(last)]}.")
        return found[0], {}
    if how == "fills in":
        if last.form is None:
            raise ValueError(f"There is no form to fill in with “{said}”.")
        return last.form.command, dict(_answer(part) for part in said.split(" | "))
    return said, {}


def _answer(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def replayed(text: str, world: World) -> str:
    """The whole page with the answers given now."""
    page = read_page(text)
    told = [_told(turn) for turn in play(page, world)]
    return "\n\n".join([f"{page.head}\n---", *told]) + "\n"


def _told(turn: Turn | str) -> str:
    if isinstance(turn, str):
        return turn
    return "\n".join([turn.line, reply_text(turn.reply), *([REFUSED] if turn.reply.refused else [])])
