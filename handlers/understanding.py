"""What somebody meant: forgiving of case, spare words, near misses, a leading /ofsted or a mention."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handlers import grammar
from handlers.cards.words import listed, short
from handlers.commands import COMMANDS, Command
from handlers.context import Arguments
from handlers.errors import UserError
from handlers.grammar import Token, reference
from models.card import Action
from models.vocabulary import Role

LONGEST = 10_000
_ADDRESSED = re.compile(
    r"\A\s*(?:(?:<@[A-Z0-9]+(?:\|[^>]*)?>|<at>[^<>]{0,80}</at>|@\S+|/?ofsted(?:-bot)?)(?:[,:]?\s+|\Z))+", re.IGNORECASE
)
_GREETED = re.compile(r"\A(?:hi|hello|hey|dear)[,!]?\s+(?:ofsted[\s-])?bot[,.:!]?\s+(?=\S)", re.IGNORECASE)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_SIGN_OFF = re.compile(r"\Asign(?: off|off)\b", re.IGNORECASE)
_NEAR = 0.72
_FEWEST_WORDS = 5
_FEW_NAMES = 6
_FEWEST_IN_REPLY = 3
ROLES = f"The roles are: {', '.join(each.replace('_', '-') for each in Role)}."
_THANKS = frozenset({"thanks", "thank", "you", "please", "ta", "cheers"})
_ASKING = frozenset(
    {"am", "are", "does", "has", "how", "how's", "how’s", "is", "was", "what", "what's", "when", "when's", "where"}
    | {"where's", "who", "who's", "whose"}
)
_ASKED_OF_ALL = frozenset({"all", "are", "do", "doing", "going", "how", "is", "it", "plan", "the", "things", "we"})
_ASKED_OF_ONE = frozenset({"am", "answer", "do", "for", "have", "i", "is", "late", "mine", "own", "what", "which"})
_FEW_ASKED = 8
_FEW_NAMED = 3
_PRESSED = {
    "actions": ("status", "actions"), "timeline": ("status", "timeline"), "judgements": ("status", "judgements"),
    "overdue actions": ("overdue", "actions"), "late actions": ("overdue", "actions"),
    "my actions": ("mine",), "due actions": ("due",),
}  # fmt: skip
"""What buttons are called, and lists as they are named in speech, with the command that answers each."""
_STREAM = frozenset({"workstream", "ws", "stream"})
_POLITE = frozenset({"please", "hi", "hello", "thanks"})


@dataclass(frozen=True, slots=True)
class Understood:
    """A row of the table, and what filled its slots."""

    command: Command
    arguments: Arguments
    usage: str = ""


_BELOW_ONE = re.compile(r"[a-z-]+(?: [a-z-]+){0,2} (-\d{1,9})(?!\S)", re.IGNORECASE)
_FIRST = {command.name.split()[0] for command in COMMANDS}
_BEGUN_BY = {
    first: [(command, usage) for command in COMMANDS if command.name.split()[0] == first for usage in command.usages]
    for first in _FIRST
}
_TWO = 2
_LETTERED = re.compile(r"[a-z]{1,6}-?\d{1,6}(?:\.\d{1,4})?", re.IGNORECASE)
_OF_TWO_WORDS = frozenset(command.name for command in COMMANDS if " " in command.name and command.changes)
_ALIASES = {alias: command.name for command in COMMANDS for alias in command.aliases}


@lru_cache(maxsize=1)
def understand(text: str) -> Understood:
    """The command that was meant. Raises UserError, with what to type instead, when there is none.

    The last words are remembered, for while one request is handled they are asked about more than once.
    """
    if len(text) > LONGEST:
        raise UserError(
            f"That is {len(text):,} characters long; at most {LONGEST:,} are read. Shorten it. Nothing was kept."
        )
    check_readable(text)
    said, version = grammar.version_in(_SIGN_OFF.sub("sign-off", _addressed_to_nobody(grammar.unwrapped(text.strip()))))
    if not said or all(word.casefold().strip(",.!") in _THANKS for word in said.split()):
        return Understood(_named("help"), Arguments({}))
    for words, plainly in _readings(grammar.tokens(said)):
        found = _match(words, version)
        if found and (plainly or not found.command.changes):
            _check_names(found, words)
            return found
    raise _puzzled(said)


def _addressed_to_nobody(said: str) -> str:
    """What was said without the bot's name or a mention before it."""
    return _GREETED.sub("", _ADDRESSED.sub("", said).strip())


def _check_names(found: Understood, words: tuple[Token, ...]) -> None:
    """Raises UserError for `name=value` in an order that has no such name, before it is kept among the words."""
    usage = found.usage
    known, strange = grammar.names(usage), grammar.unknown_names(usage, words)
    if not (found.command.changes and known and strange):
        return
    name = found.command.name
    raise UserError(
        f"“{name}” has no {strange[0]}=. {_instead(name, strange[0], known)} Words with = in them go in quotation "
        "marks; nothing was recorded.", _help(name),
    )  # fmt: skip


def _instead(name: str, strange: str, known: tuple[str, ...]) -> str:
    """The name that was nearly typed; else those there are, where they are few."""
    if near := difflib.get_close_matches(strange, known, 1, _NEAR):
        return f"Did you mean {near[0]}=?"
    there = listed(f"{each}=" for each in known)
    return f"What it has: {there}." if len(known) <= _FEW_NAMES else f"Say “help {name}” for what it has."


def is_prose(text: str, *, reply: bool) -> bool:
    """Whether words are no command, nor nearly one, but may be an update; in a `reply` fewer words will do."""
    words = _ADDRESSED.sub("", text).split()
    if len(words) < (_FEWEST_IN_REPLY if reply else _FEWEST_WORDS) or words[-1].endswith("?"):
        return False
    try:
        understand(text)
    except UserError:
        return not difflib.get_close_matches(words[0].casefold().strip(",.!"), sorted(_FIRST), 1, _NEAR)
    return False


def check_readable(*texts: str) -> None:
    """Raises UserError for what is no text, and so can be neither stored nor printed."""
    if any(_UNREADABLE.search(text) for text in texts):
        raise UserError("Part of that was not readable text, so I did not use it. Nothing was kept. Type it again.")


def _readings(words: tuple[Token, ...]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Ways to read the words, the most literal first, each with whether that is plainly what was said.

    Only what was plainly said may change anything: "how do I publish?" is no order to publish.
    """
    if turned := _turned(words):
        yield turned, _orders(words)
    plain = grammar.without_filler(words)
    if spoken := _PRESSED.get(" ".join(word.text.casefold().strip("?!.,") for word in plain)):
        yield tuple(map(Token, spoken)), False
    led = _without_lead(words)
    greeting = led is not words and words[0].text.casefold().strip(",.!") in _POLITE
    yield (led if greeting else words), _orders(words)
    polite = all(word.text.casefold().strip(",.!") in _POLITE for word in words[: len(words) - len(led)])
    yield led, polite and _orders(led)
    yield _corrected(led), False
    plain = grammar.without_filler(led)
    yield _for_reading(plain), False
    yield _for_reading(_corrected(plain)), False
    if _names_several(plain):
        yield (Token("status"), *plain), False
    if reference(" ".join(word.text for word in plain)) and _canonical(plain[0].text.casefold()) not in _FIRST:
        yield (Token("status"), *plain), False
    if 1 < len(plain) < _FEWEST_WORDS and plain[0].text.casefold() in _STREAM:
        yield (Token("status"), *plain), False
    if len(plain) > 1 and reference(" ".join(word.text for word in plain[:-1])):
        yield _for_reading((plain[-1], *plain[:-1])), False  # "SG4 history"
    yield _asked(words), False


def _turned(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """A command of two words with the item between them, "evidence E8 accept", in its order; else nothing."""
    if len(words) < _TWO or not _LETTERED.fullmatch(words[1].text):
        return ()
    first = words[0].text.casefold()
    if first == "reopen":
        return (Token("sign-off"), *words)
    if len(words) == _TWO or words[2].quoted or f"{first} {words[2].text.casefold()}" not in _OF_TWO_WORDS:
        return ()
    return (words[0], words[2], words[1], *words[3:])


def _names_several(words: tuple[Token, ...]) -> bool:
    """Whether all that was said is the numbers of two or three items: "SG4 & LAC4"."""
    said = [word.text for word in words if word.text != "&"]
    return 1 < len(said) <= _FEW_NAMED and all(
        reference(each) and any(sign.isdigit() for sign in each) for each in said
    )


def _asked(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """A short question about one item, the whole plan or oneself, as the command that answers it."""
    heard = [word.text.casefold().strip("?!.,;:") for word in words]
    if not heard or heard[0] not in _ASKING or len(heard) > _FEW_ASKED:
        return ()
    called = [word for word in heard if any(sign.isdigit() for sign in word) and reference(word)]
    if called:
        return (Token("status"), Token(called[0])) if len(called) == 1 else ()
    if set(heard) <= _ASKED_OF_ALL:
        return (Token("status"),)
    return (Token("mine"),) if "i" in heard and set(heard) <= _ASKED_OF_ONE else ()


def _orders(words: tuple[Token, ...]) -> bool:
    return bool(words) and not words[0].text.endswith("?")


def _without_lead(words: tuple[Token, ...]) -> tuple[Token, ...]:
    first = next((place for place, word in enumerate(words) if not grammar.is_filler(word.text)), 0)
    return words[first:] if first else words


def _corrected(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The first word as the command it nearly is, when that command only reads."""
    if not words or _canonical(words[0].text.casefold()) in _FIRST:
        return words
    near = difflib.get_close_matches(words[0].text.casefold(), sorted(_reading()), 1, _NEAR)
    return (Token(near[0]), *words[1:]) if near else words


def _for_reading(words: tuple[Token, ...]) -> tuple[Token, ...]:
    return words if words and _canonical(words[0].text.casefold()) in _reading() else ()


def _reading() -> frozenset[str]:
    return frozenset(command.name.split()[0] for command in COMMANDS if not command.changes)


def _canonical(word: str) -> str:
    return _ALIASES.get(word, word)


def _match(words: tuple[Token, ...], version: int | None) -> Understood | None:
    """The first row that fits; of its usages, the first that has every name given, if one has."""
    if not words:
        return None
    said = words[0].text.casefold()
    head = Token(_canonical(said.rstrip("?!.,:") or said), words[0].quoted)
    said_so, nearly = (head, *words[1:]), None
    heard = {word.text.casefold() for word in said_so}
    for command, usage in _BEGUN_BY.get(head.text, ()):
        if nearly and command is not nearly.command:
            break
        if grammar.needed(usage) <= heard and (filled := grammar.match(usage, said_so)) is not None:
            found = Understood(command, Arguments(filled, version), usage)
            if not grammar.unknown_names(usage, said_so):
                return found
            nearly = nearly or found
    return nearly


def _puzzled(said: str) -> UserError:
    """How to say the command that was begun; else what may have been meant."""
    first = _canonical(said.split(maxsplit=1)[0].casefold().rstrip("?!.,:"))
    begun = [command for command in COMMANDS if command.name.split()[0] == first]
    below = _BELOW_ONE.match(said)
    if below and any("<number>" in usage for command in begun for usage in command.usages):
        return UserError(
            f"No recommendation or action is numbered {below[1]}. Say its number or label, such as SG4.",
            Action("Whole plan", "status"),
        )
    if begun:
        return _begun(said, begun)
    near = [name for name in sorted(_OF_TWO_WORDS) if name.split()[1] == first][:_FEW_NAMED]
    near = near or difflib.get_close_matches(first, sorted(_FIRST), 2, 0.6)
    meant = [Action(name, _to_press(name)) for name in near]
    called = [word for word in dict.fromkeys(map(grammar.sense, said.split())) if reference(word)]
    numbered = [word for word in called if any(sign.isdigit() for sign in word)][:_FEW_NAMED]
    meant += [Action(f"status {word}", f"status {word}") for word in numbered or called[:1]]
    words = any(sign.isalnum() for sign in said)
    search = Action(f"search {short(said, 30)}", f"search {short(said, 100)}") if words else Action("status", "status")
    return UserError(
        f"I did not understand “{short(said, 80)}”." + (" Did you mean:" if meant else " Try one of these:"),
        *meant, search, Action("help", "help"),
    )  # fmt: skip


def _begun(said: str, family: list[Command]) -> UserError:
    """How to say what was begun: the one of the family it nearest is, in one line; else which of them there are."""
    first, *others = said.casefold().split()
    first = _canonical(first.rstrip("?!.,:"))
    words = [first, *others]
    meant = [command for command in family if command.name.split() == words[: command.name.count(" ") + 1]]
    alone = _match((Token(first),), None) is not None
    if not meant or (alone and others and len(family) > 1 and all(command.name == first for command in meant)):
        return _of_a_family(first, others[:1], family, alone=alone)
    command = max(meant, key=lambda each: each.name.count(" "))
    example = f" For example: {command.example}" if command.example else ""
    say = f"Say “{grammar.plainly(command.usages[0])}”."
    roles = f" {ROLES}" if "<role>" in command.usages[0] else ""
    return UserError(f"I did not follow that. {say}{roles}{example}", _help(command.name))


def _of_a_family(first: str, other: list[str], family: list[Command], *, alone: bool) -> UserError:
    """Which words may follow the first, where what follows is none of them, or nothing does."""
    second = [command.name.split(maxsplit=1)[1] for command in family if " " in command.name]
    near = difflib.get_close_matches(other[0], second, 1, _NEAR) if other else []
    if near:
        said = f"I did not follow that. Did you mean “{first} {near[0]}”?"
        return UserError(said, _help(f"{first} {near[0]}"))
    any_of = f"{', '.join(second[:-1])} or {second[-1]}" if len(second) > 1 else second[0]
    stands = f"stands alone, or before {any_of}" if alone else f"needs another word: {any_of}"
    return UserError(f"I did not follow that. “{first}” {stands}.", _help(first))


def _help(name: str) -> Action:
    return Action(f"help {name}", f"help {name}")


def _to_press(name: str) -> str:
    """The command a button says for one that was nearly typed: itself where it only reads and needs no more words."""
    found = _match((Token(name),), None)
    return name if found and not found.command.changes else f"help {name}"


def _named(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)
