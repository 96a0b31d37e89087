"""The results as people read them: a table to print, and docs/performance.md rewritten around it."""

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bot.slack.manifest import COMMAND
from tests.benchmarks import report_sending
from tests.benchmarks import teams as in_teams
from tests.benchmarks.answering import FACTS, FOURTH, ONE_QUERY, REPLY, STATEMENTS, TEXT, Answered
from tests.benchmarks.made_plan import LARGE, SMALL, Size
from tests.benchmarks.rendering import BLOCKS, DRAWN, PLAIN
from tests.benchmarks.rounds import Timed
from tests.benchmarks.serving import IMPORTS, REQUESTS, SERVER, Grown, Ready
from tests.benchmarks.serving import NEEDED as NEEDED_TO_SERVE
from tests.benchmarks.slack import BARE, BOT, BY_HAND, Posted
from tests.benchmarks.starting import CONSOLE, LIBRARIES, NEEDED, PYTHON, Started
from tests.benchmarks.tables import bar as _bar
from tests.benchmarks.tables import table as _table

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_BEGIN, _END = "<!-- results: written by make bench -->\n", "<!-- end of results -->\n"
_MICRO, _MILLI = 1e6, 1e3
_SEVENTH = 0.143  # of the time a stock bot takes for a turn: seven times its turns a second


class Measured(NamedTuple):
    """All that one run of the benchmarks measured."""

    answers: Sequence[Answered]
    start: Started
    posts: Sequence[Posted]
    spoken: in_teams.Spoken
    drawing: Mapping[str, Timed]
    ready: Ready
    grown: Grown
    clocked: report_sending.Clocked


def results(run: Measured, machine: str) -> str:
    """All tables, as Markdown."""
    asked = *_answering(run.answers), slack(run.posts), teams(run.spoken)
    clock = report_sending.tables(run.clocked)
    tables = *asked, *clock, _drawing(run), _starting(run.start), _serving(run), _bars(run)
    return "\n\n".join((f"Machine: {machine}.", *tables))


def _drawing(run: Measured) -> str:
    rows = [
        (platform, way, f"{timed.usual(way) * _MICRO:,.0f}", f"{timed.ratio(way, PLAIN):.2f}")
        for platform, timed in run.drawing.items()
        for way in (PLAIN, DRAWN)
    ]
    about = f"a reply of {BLOCKS} blocks, with its text, as JSON"
    return f"**Drawing** ({about})\n\n{_table(('platform', 'way', 'microseconds', 'ratio'), rows)}"


def _serving(run: Measured) -> str:
    timed, held = run.ready.timed, run.ready.megabytes
    rows = [
        (way, f"{timed.usual(way) * _MILLI:,.0f}", f"{timed.ratio(way, IMPORTS):.2f}", f"{held[way]:.0f}",
         f"{held[way] / held[IMPORTS]:.2f}")
        for way in (IMPORTS, SERVER)
    ]  # fmt: skip
    return (
        f"**Getting ready to serve Slack** (on SQLite; what it imports: {', '.join(NEEDED_TO_SERVE)})\n\n"
        f"{_table(('what', 'wall ms', 'ratio', 'memory MB', 'ratio'), rows)}\n\n"
        f"It held {run.grown.before:.0f} MB after its first hundred requests, and {run.grown.after:.0f} MB after "
        f"{REQUESTS:,} more."
    )


def slack(posts: Sequence[Posted]) -> str:
    """What a signed slash command costs the server, and how long it takes, as a table."""
    rows = [_post(each, way) for each in posts for way in each.wall.seconds]
    heads = (
        "at once", "server", "processor microseconds", "/ bare Bolt", "requests a second", "/ bare Bolt", "p50 ms",
        "p99 ms",
    )  # fmt: skip
    about = "one request of Slack's each, signed, on SQLite, by an owner; ratios are medians of each round's own"
    return f"**`{COMMAND} {FOURTH}` over HTTP** ({about})\n\n{_table(heads, rows)}"


def _post(each: Posted, way: str) -> tuple[str, ...]:
    return (
        f"{each.at_once}", way, f"{each.processor.usual(way) * _MICRO:,.0f}", f"{each.processor.ratio(way, BARE):.2f}",
        f"{1 / each.wall.usual(way):,.0f}", f"{1 / each.wall.ratio(way, BARE):.2f}",
        f"{each.usual.usual(way) * _MILLI:.2f}", f"{each.slowest.usual(way) * _MILLI:.1f}",
    )  # fmt: skip


def slack_bars(each: Posted) -> Iterator[tuple[str, ...]]:
    """What is to be reached with this many at once: alone, how soon it answers; with many, what it costs."""
    small, large = (f"{size.name}: {BOT}" for size in (SMALL, LARGE))
    small_hand, large_hand = (f"{size.name}: {BY_HAND}" for size in (SMALL, LARGE))
    what, where = f"`{COMMAND} {FOURTH}`", f"Slack, {each.at_once} at once"
    if each.at_once == 1:
        yield _bar(f"{what}: p50 / bare Bolt", where, each.usual.ratio(small, BARE), 2)
        return
    yield _bar(f"{what}: processor, small plan / by hand", where, each.processor.ratio(small, small_hand), 2)
    yield _bar(f"{what}: processor, large plan / by hand", where, each.processor.ratio(large, large_hand), 1.6)
    yield _bar(f"{what}: processor, large plan / small plan", where, each.processor.ratio(large, small), 1.3)
    yield _bar(f"{what}: time a request, small plan / bare Bolt", where, each.wall.ratio(small, BARE), 2)
    yield _bar(f"{what}: p99, small plan / by hand", where, each.slowest.ratio(small, small_hand), 2)


def teams(spoken: in_teams.Spoken) -> str:
    """What a signed turn of Teams costs the server, with its reply, and what sixty messages take."""
    rows = [_turn(each, way) for each in spoken.posts for way in each.wall.seconds]
    heads = (
        "at once", "server", "processor microseconds", "/ floor", "turns a second", "/ stock", "p50 ms", "p99 ms",
    )  # fmt: skip
    about = (
        "one activity each, signed, on SQLite, by an owner; a turn ends when its reply has come to the connector, a "
        "card action when it is answered in place; ratios are medians of each round's own"
    )
    return f"**`{FOURTH}` in Teams** ({about})\n\n{_table(heads, rows)}\n\n{_aside(spoken)}"


def _turn(each: Posted, way: str) -> tuple[str, ...]:
    return (
        f"{each.at_once}", way, f"{each.processor.usual(way) * _MICRO:,.0f}",
        f"{each.processor.ratio(way, in_teams.FLOOR):.2f}", f"{1 / each.wall.usual(way):,.0f}",
        f"{_against_stock(each, way):.2f}", f"{each.usual.usual(way) * _MILLI:.2f}",
        f"{each.slowest.usual(way) * _MILLI:.1f}",
    )  # fmt: skip


def _against_stock(each: Posted, way: str) -> float:
    """How many times the turns a second of a stock bot."""
    return 1 / each.wall.ratio(way, in_teams.STOCK)


def _aside(spoken: in_teams.Spoken) -> str:
    """What was compared with what, and what the table does not say."""
    sixty, messages = spoken.sixty, in_teams.MESSAGES
    return (
        f"The floor is {in_teams.FLOOR}: it checks the same token, sends one text and reads no plan. The stock bot is "
        "botbuilder-core's own cloud adapter behind an aiohttp route like that of its aiohttp package, which is not "
        "needed here; its token is kept for it, which otherwise it asks for in each turn. Our own limits, which keep "
        "to those of Teams, are lifted while turns are measured.\n\n"
        f"In {spoken.turns:,} turns the bot asked for {spoken.token_fetches} token. To a connector that takes a second "
        f"for each, one message took {sixty.one:.2f} s, {messages} given at once {sixty.free:.2f} s, and "
        f"{sixty.paced:.2f} s at the {sixty.per_second} a second to which the bot keeps unless it is told otherwise."
    )


def teams_bars(spoken: in_teams.Spoken) -> Iterator[tuple[str, ...]]:
    """What is to be reached with many at once, and in the keeping of tokens."""
    each, what = spoken.posts[-1], f"`{FOURTH}`"
    where, cost = f"Teams, {each.at_once} at once", each.processor.ratio
    yield _bar(f"{what}: processor / {in_teams.FLOOR}", where, cost(in_teams.BOT, in_teams.FLOOR), 4.5)
    yield _bar("card action: processor / the floor of a turn", where, cost(in_teams.BOT_PRESSED, in_teams.FLOOR), 3.5)
    yield _bar(
        f"{what}: time a turn / stock botbuilder", where, each.wall.ratio(in_teams.BOT, in_teams.STOCK), _SEVENTH
    )
    yield _bar(f"token fetches in {in_teams.TURNS:,} turns", "Teams", spoken.token_fetches, 1)


def _answering(answers: Sequence[Answered]) -> Iterator[str]:
    for question in dict.fromkeys(each.question for each in answers):
        rows = [_answer(each, size) for each in answers if each.question == question for size in (SMALL, LARGE)]
        heads = (
            "database", "who asks", "plan", "by hand, statements", "by hand, one query", "facts", "reply",
            "reply as text", "facts / statements", "reply / statements", "text / statements", "text / one query",
        )  # fmt: skip
        yield f"**`{question}`** (microseconds; ratios are medians of each round's own)\n\n{_table(heads, rows)}"


def _answer(each: Answered, size: Size) -> tuple[str, ...]:
    ways = [f"{size.name}: {way}" for way in (STATEMENTS, ONE_QUERY, FACTS, REPLY, TEXT)]
    statements, one_query, read, reply, text = ways
    ratio = each.timed.ratio
    return (
        each.store, each.who, size.name, *(f"{each.timed.usual(way) * _MICRO:,.0f}" for way in ways),
        f"{ratio(read, statements):.2f}", f"{ratio(reply, statements):.2f}", f"{ratio(text, statements):.2f}",
        f"{ratio(text, one_query):.2f}",
    )  # fmt: skip


def _starting(start: Started) -> str:
    rows = [
        (way, f"{start.timed.usual(way) * _MILLI:,.0f}", f"{start.timed.ratio(way, LIBRARIES):.2f}",
         f"{start.processor.usual(way) * _MILLI:,.0f}", f"{start.processor.ratio(way, LIBRARIES):.2f}",
         f"{start.megabytes[way]:.0f}", f"{start.megabytes[way] / start.megabytes[LIBRARIES]:.2f}")
        for way in (PYTHON, LIBRARIES, CONSOLE)
    ]  # fmt: skip
    heads = ("what starts", "wall ms", "ratio", "processor ms", "ratio", "memory MB", "ratio")
    loaded = ", ".join(start.unneeded) or "none"
    return (
        f"**Starting** (one answer to `help`, then the end; the libraries are {', '.join(NEEDED)})\n\n"
        f"{_table(heads, rows)}\n\nOther packages that the console loads: {loaded}."
    )


def _bars(run: Measured) -> str:
    rows = [
        _bar("console start / importing its libraries", "wall", run.start.timed.ratio(CONSOLE, LIBRARIES), 1.5),
        _bar("ready to serve / importing its libraries", "Slack", run.ready.timed.ratio(SERVER, IMPORTS), 1.5),
        _bar("memory after ten thousand requests / before", "Slack", run.grown.after / run.grown.before, 1.1),
        *(
            _bar(f"drawing {BLOCKS} blocks / plain dictionaries", platform, timed.ratio(DRAWN, PLAIN), 1.5)
            for platform, timed in run.drawing.items()
        ),
    ]
    for each in run.answers:
        if each.question == FOURTH:
            rows += _bars_of_one(each)
    rows += [bar for post in run.posts for bar in slack_bars(post)]
    rows += teams_bars(run.spoken)
    rows += report_sending.bars(run.clocked)
    return f"**What is to be reached**\n\n{_table(('what', 'where', 'measured', 'at most', ''), sorted(rows))}"


def _bars_of_one(each: Answered) -> Iterator[tuple[str, ...]]:
    """Of one recommendation: how it grows with the plan, as a reply and drawn, and its facts against their floor."""
    where, ratio = f"{each.store}, {each.who}", each.timed.ratio
    for way in (REPLY, TEXT):
        grown = ratio(f"{LARGE.name}: {way}", f"{SMALL.name}: {way}")
        yield _bar(f"`{FOURTH}`, {way}: large plan / small plan", where, grown, 1.3)
    floor = f"{LARGE.name}: {STATEMENTS}"
    yield _bar(f"`{FOURTH}`, {FACTS}: large plan / statements", where, ratio(f"{LARGE.name}: {FACTS}", floor), 2)


def keep(text: str) -> None:
    """Put the results into the page, in place of those it holds."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    PAGE.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{after}", encoding="utf-8")


def machine() -> str:
    """What the numbers were measured on; never where or when."""
    model = next((line.partition(":")[2].strip() for line in _cpu_lines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in ("SQLAlchemy", "sqlmodel", "psycopg"))
    return (
        f"{os.cpu_count()} cores ({model or platform.machine()}), {memory:.0f} GB, {platform.system()},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL 18, {libraries}"
    )


def _cpu_lines() -> Sequence[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text().splitlines() if file.exists() else ()
