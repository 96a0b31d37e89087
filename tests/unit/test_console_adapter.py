"""Talking to the console: said in one go, piped in, or by a person at a prompt."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from typing_extensions import override

from bot.console.adapter import LONGEST, converse, in_colour, say
from bot.console.clock import ConsoleClock
from handlers.request import Request
from models.card import (
    Action,
    Card,
    ChoiceField,
    DateField,
    FileField,
    Form,
    PersonField,
    Reply,
    TextField,
)

UPDATE = Form(
    "Update SG4",
    "update SG4 @v7",
    (
        ChoiceField("delivery", "Delivery", (("on-track", "On track"), ("at-risk", "At risk")), required=True),
        TextField("narrative", "In a sentence", hint="What is in the way?", value="IT.", max_length=20),
        DateField("due", "New date"),
        PersonField("owner", "Owner"),
        FileField("file", "Evidence"),
    ),
    intro="The board sees this.",
)


@dataclass
class Bot:
    """Answers from a list, and remembers what it was asked."""

    replies: Iterable[Reply] = ()
    asked: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._replies = iter(self.replies)

    def __call__(self, request: Request) -> Reply:
        self.asked.append(request)
        return next(self._replies, Reply((Card(f"You said {request.text}"),)))

    @property
    def texts(self) -> list[str]:
        return [request.text for request in self.asked]


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def clock() -> ConsoleClock:
    return ConsoleClock("Europe/London", datetime(2010, 3, 26, 9, tzinfo=UTC))


def talk(bot: Bot, typed: str, *, actor: str = "", interactive: bool = True) -> tuple[int, str]:
    out = io.StringIO()
    code = converse(bot, actor=actor, inp=io.StringIO(typed), out=out, interactive=interactive, clock=clock())
    return code, out.getvalue()


def test_say_answers_each_in_turn() -> None:
    out, bot = io.StringIO(), Bot()
    assert say(bot, ["status", "help"], actor="amira@ely.gov.uk", out=out) == 0
    assert out.getvalue() == "You said status\n\nYou said help\n\n"
    assert bot.asked[0] == Request("console", "amira@ely.gov.uk", "console", "status")


def test_say_fails_if_anything_was_refused_and_still_answers_the_rest() -> None:
    out, bot = io.StringIO(), Bot([Reply((Card("No."),), refused=True)])
    assert say(bot, ["publish", "help"], actor="", out=out) == 1
    assert bot.texts == ["publish", "help"]


def test_say_in_json_is_one_part_a_line() -> None:
    out, bot = io.StringIO(), Bot([Reply((Card("SG4 ·"),), form=UPDATE, files=("a.docx",))])
    assert say(bot, ["update SG4"], actor="", out=out, as_json=True) == 0
    parts = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [list(part) for part in parts] == [["card"], ["form"], ["file"]]
    assert parts[0]["card"]["title"] == "SG4 ·"


def test_say_prints_a_form_with_how_to_say_it() -> None:
    out = io.StringIO()
    say(Bot([Reply(form=UPDATE)]), ["update SG4"], actor="", out=out)
    assert 'In one line: update SG4 delivery=on-track [narrative="…"]' in out.getvalue()


@pytest.mark.parametrize("text", ["\udcff", "a" * (LONGEST + 1)])
def test_text_that_cannot_be_used_is_refused_before_the_bot_sees_it(text: str) -> None:
    out, bot = io.StringIO(), Bot()
    assert say(bot, [text], actor="", out=out) == 1
    assert bot.asked == []
    assert "I did not use it" in out.getvalue()


def test_a_pipe_gets_each_command_and_its_answer() -> None:
    code, out = talk(Bot(), "status\r\n\n help \nquit\nnever", interactive=False)
    assert (code, out) == (0, "> status\nYou said status\n\n> help\nYou said help\n\n> quit\n")


def test_a_pipe_prints_forms_and_does_not_take_numbers_for_buttons() -> None:
    bot = Bot([Reply((Card("SG4", actions=(Action("History", "history SG4"),)),), form=UPDATE)])
    code, out = talk(bot, "update SG4\n1", interactive=False)
    assert bot.texts == ["update SG4", "1"]
    assert "[History]\n\nUpdate SG4\n" in out
    assert code == 0


def test_a_pipe_fails_if_anything_was_refused_and_a_person_does_not() -> None:
    refusal = Reply((Card("No."),), refused=True)
    assert talk(Bot([refusal]), "publish", interactive=False)[0] == 1
    assert talk(Bot([refusal]), "publish", interactive=True)[0] == 0


def test_the_prompt_says_who_you_are() -> None:
    _, out = talk(Bot(), "as Priya@ely.gov.uk\nas\nas nobody\nquit", actor="amira@ely.gov.uk")
    hint, *rest = out.split("> ")
    assert '"quit" ends' in " ".join(hint.split())
    assert rest == [
        "You are Priya@ely.gov.uk.\n\nPriya",
        "You are the local operator.\n\noperator",
        'Say who with an e-mail address, as in "as amira@example.gov.uk".\n\noperator',
        "",
    ]


def test_as_changes_who_asks() -> None:
    bot = Bot()
    talk(bot, "as priya@ely.gov.uk\nstatus\nas\nstatus\nas agreed with IT, on track\n", interactive=False)
    assert [request.actor for request in bot.asked] == ["priya@ely.gov.uk", "", ""]
    assert bot.texts[-1] == "as agreed with IT, on track"


def test_numbers_press_buttons_across_cards() -> None:
    cards = (
        Card("One", actions=(Action("Look", "status SG1"),)),
        Card("Two", actions=(Action("Look", "status \x1b[2JSG2 @v3"),)),
    )
    bot = Bot([Reply(cards), Reply(cards)])
    _, out = talk(bot, "decisions\n2\n3\n1\n1")
    assert bot.texts == ["decisions", "status \x1b[2JSG2 @v3", "status SG1", "1"]
    assert "There is no button 3: the last answer's are 1 to 2." in out
    assert "> status \ufffd[2JSG2 @v3\n" in out


def test_a_form_is_asked_field_by_field() -> None:
    bot = Bot([Reply(form=UPDATE)])
    _, out = talk(bot, "update SG4\n\n2\n\n2010-05-28\npriya@ely.gov.uk\n@minutes.pdf\n")
    assert bot.asked[1].text == "update SG4 @v7"
    assert bot.asked[1].values == {
        "delivery": "at-risk",
        "narrative": "IT.",
        "due": "2010-05-28",
        "owner": "priya@ely.gov.uk",
        "file": "@minutes.pdf",
    }
    assert "The board sees this.\n" in out
    assert "[1 On track] [2 At risk]\nDelivery (required): This has to be answered." in out
    assert (
        "What is in the way?\nIn a sentence [IT.]: New date: Owner: Type where it is: @minutes.pdf.\nEvidence: You said"
        in out
    )


def test_what_does_not_fit_a_field_is_asked_again() -> None:
    bot = Bot([Reply(form=UPDATE)])
    typed = ["update SG4", "3", "ON TRACK", "x" * 21, "short", "30/4/2010", "", "\udcff", "", ""]
    _, out = talk(bot, "\n".join(typed) + "\n")
    assert bot.asked[1].values == {"delivery": "on-track", "narrative": "short"}
    assert "Type a number from 1 to 2" in out
    assert "That is 21 characters; there is room for 20." in out
    assert "such as 2010-04-30" in out
    assert "not readable text" in out


def test_only_what_was_wrong_is_asked_again() -> None:
    wrong = Form(UPDATE.title, "update SG4 @v8", UPDATE.fields, errors=(("due", "That has passed."), ("", "Sorry.")))
    bot = Bot([Reply(form=UPDATE), Reply(form=wrong)])
    _, out = talk(bot, "update SG4\n1\n\n2010-01-01\n\n\n2010-06-01\n")
    assert bot.asked[2].text == "update SG4 @v8"
    assert bot.asked[2].values == {"delivery": "on-track", "narrative": "IT.", "due": "2010-06-01"}
    assert "Not yet: That has passed.\nNew date [2010-01-01]: You said" in out
    assert "Not yet: Sorry." in out


def test_an_error_about_no_one_field_asks_them_all_again() -> None:
    wrong = Form("Evidence", "evidence SG4", (FileField("file", "File"),), errors=(("", "Ask the chair."),))
    bot = Bot([Reply(form=wrong)])
    _, out = talk(bot, "evidence SG4\ncancel\n")
    assert "Not yet: Ask the chair." in out
    assert "File" in out
    assert "Stopped: nothing was saved." in out
    assert len(bot.asked) == 1


@pytest.mark.parametrize("ending", ["cancel\nstatus\n", "1\nCancel\nstatus\n"])
def test_cancel_stops_a_form_and_the_talk_goes_on(ending: str) -> None:
    bot = Bot([Reply(form=UPDATE)])
    _, out = talk(bot, f"update SG4\n{ending}")
    assert bot.texts == ["update SG4", "status"]
    assert "Stopped: nothing was saved." in out


def test_the_end_of_input_within_a_form_saves_nothing() -> None:
    bot = Bot([Reply(form=UPDATE)])
    assert talk(bot, "update SG4\n1\n")[0] == 0
    assert bot.texts == ["update SG4"]


def test_an_interrupt_ends_politely() -> None:
    def interrupted(_: Request) -> Reply:
        raise KeyboardInterrupt

    out = io.StringIO()
    code = converse(interrupted, actor="", inp=io.StringIO("status\n"), out=out, interactive=True, clock=clock())
    assert code == 130
    assert out.getvalue().endswith("operator> \n")


def test_bytes_that_are_no_text_and_endless_lines_get_a_sentence() -> None:
    inp = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n" + b"a" * 50_000 + b"\nstatus\n"), encoding="utf-8")
    out, bot = io.StringIO(), Bot()
    assert converse(bot, actor="", inp=inp, out=out, interactive=False, clock=clock()) == 1
    assert bot.texts == ["status"]
    assert "not readable text" in out.getvalue()
    assert "longer than 10,000 characters" in out.getvalue()
    assert len(out.getvalue()) < 300


def test_an_output_that_cannot_hold_a_character_shows_a_question_mark() -> None:
    held = io.BytesIO()
    out = io.TextIOWrapper(held, encoding="ascii")
    say(Bot([Reply((Card("SG4 · late"),))]), ["status"], actor="", out=out)
    assert held.getvalue() == b"SG4 ? late\n\n"


def test_colour_is_for_terminals_that_want_it() -> None:
    assert in_colour(Terminal(), {})
    assert in_colour(Terminal(), {"NO_COLOR": ""})
    assert not in_colour(Terminal(), {"NO_COLOR": "1"})
    assert not in_colour(Terminal(), {"TERM": "dumb"})
    assert not in_colour(io.StringIO(), {})


def test_now_moves_the_clock() -> None:
    moved = clock()
    typed = "now\nnow +7\nnow 2010-07-01\nnow 2010-07-01 17:30\nnow we are on track\n"
    out, bot = io.StringIO(), Bot()
    converse(bot, actor="", inp=io.StringIO(typed), out=out, interactive=False, clock=moved)
    said = [line for line in out.getvalue().splitlines() if line.startswith("It is")]
    assert said == [
        "It is Friday 26 March 2010, 09:00.",
        "It is Friday 2 April 2010, 09:00.",
        "It is Thursday 1 July 2010, 00:00.",
        "It is Thursday 1 July 2010, 17:30.",
    ]
    assert moved.now() == datetime(2010, 7, 1, 16, 30, tzinfo=UTC)
    assert bot.texts == ["now we are on track"]


@pytest.mark.parametrize("to", ["soon", "+x", "2010-13-01", "0001-01-01", "9999-12-31", "+999999", "٣", "+٣"])
def test_a_time_nobody_can_mean_is_refused_and_the_clock_stays(to: str) -> None:
    kept = clock()
    out = io.StringIO()
    assert converse(Bot(), actor="", inp=io.StringIO(f"now {to}"), out=out, interactive=False, clock=kept) == 1
    assert 'Say "now 2010-04-07"' in out.getvalue()
    assert kept.now() == clock().now()


@pytest.mark.parametrize(
    ("to", "utc"),
    [
        ("2010-04-07", datetime(2010, 4, 6, 23, tzinfo=UTC)),
        ("2010-01-07T09:00", datetime(2010, 1, 7, 9, tzinfo=UTC)),
        ("2010-04-07T09:00+00:00", datetime(2010, 4, 7, 9, tzinfo=UTC)),
        ("+7", datetime(2010, 4, 2, 8, tzinfo=UTC)),
        ("+0d", datetime(2010, 3, 26, 9, tzinfo=UTC)),
    ],
)
def test_the_clock_follows_local_time(to: str, utc: datetime) -> None:
    """26 March 2010, 09:00, is two days before summer time began in London."""
    moved = clock()
    moved.move(to)
    assert moved.now() == utc
    assert moved.now().tzinfo is UTC


def test_the_clock_runs_until_it_is_set() -> None:
    ticks = (datetime(2010, 4, 7, 9, tzinfo=UTC) + timedelta(seconds=second) for second in range(9))
    running = ConsoleClock("Europe/London", real=lambda: next(ticks))
    assert running.now() < running.now()
    running.advance(1)
    assert running.now() == running.now()


def test_yes_to_what_may_identify_a_child_is_understood_right_after_it_was_asked_and_only_then() -> None:
    asked = Form("Could this?", 'update SG4 "Child K"', (ChoiceField("confirmed", "Checked", (("yes", "Yes"),)),))
    heard: list[tuple[str, dict[str, str]]] = []

    def ask(request: Request) -> Reply:
        heard.append((request.text, dict(request.values)))
        return Reply(form=asked) if request.text.startswith("update") and not request.values else Reply()

    typed = io.StringIO('update SG4 "Child K"\nyes\nyes\nupdate SG4 "Child K"\nstatus\nyes\nquit\n')
    converse(ask, actor="", inp=typed, out=io.StringIO(), interactive=False, clock=ConsoleClock("Europe/London"))
    assert heard[1] == (asked.command, {"confirmed": "yes"})
    assert heard[2] == ("yes", {})
    assert heard[-1] == ("yes", {})
