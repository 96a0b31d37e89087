"""What cards and forms look like as text."""

import re
from datetime import date

import pytest

from bot.console.render import TINTS, card_text, form_text, reply_json, reply_text
from bot.saying import in_one_line
from models.card import (
    Action,
    Bold,
    Card,
    ChoiceField,
    DateField,
    Day,
    Divider,
    Facts,
    FileField,
    Form,
    Image,
    Link,
    Mention,
    Paragraph,
    PersonField,
    Reply,
    Table,
    TextField,
    Tinted,
    Tone,
)

AMBER = Tinted("AMBER", Tone.AMBER)

SG4 = Card(
    "SG4 · Improve the contribution of children and young people and their parents/carers to service "
    "development and evaluation",
    (
        Paragraph((AMBER, ": action 4.2 is 12 days late")),
        Paragraph(("Due ", Day(date(2010, 4, 30), weekday=True), " (6 months from publication), in 23 days")),
        Facts(
            (
                ("Delivery", ("at risk",)),
                ("Impact", ("none stated",)),
                ("Sign-off", ("not requested",)),
                ("Owner", (Mention(7, "Head of Participation"),)),
                (
                    "Actions",
                    ("3: 1 completed, 1 on track, 1 late (4.2 Feedback survey of parents, 26 March)",),
                ),
                (
                    "Latest",
                    (
                        '"Survey drafted with the Children in Care Council; waiting for IT." ',
                        "Head of Participation, Tuesday 30 March, 8 days ago",
                    ),
                ),
                ("Evidence", ("2: 1 process, 1 voice of the child. No outcome data or audit yet",)),
                (
                    "Next",
                    (
                        "reminder to the owner on Monday 12 April; ",
                        "papers due 12 April for the board on Tuesday 20 April",
                    ),
                ),
            )
        ),
    ),
    (
        Action("Post an update", "update cambridgeshire-2009/SG4"),
        Action("Add evidence", "evidence cambridgeshire-2009/SG4"),
        Action("History", "history cambridgeshire-2009/SG4"),
    ),
    Tone.AMBER,
)

SG4_TEXT = """\
SG4 · Improve the contribution of children and young people and their parents/carers to service
  development and evaluation
AMBER: action 4.2 is 12 days late
Due Friday 30 April 2010 (6 months from publication), in 23 days
Delivery  at risk
Impact    none stated
Sign-off  not requested
Owner     Head of Participation
Actions   3: 1 completed, 1 on track, 1 late (4.2 Feedback survey of parents, 26 March)
Latest    "Survey drafted with the Children in Care Council; waiting for IT." Head of Participation,
          Tuesday 30 March, 8 days ago
Evidence  2: 1 process, 1 voice of the child. No outcome data or audit yet
Next      reminder to the owner on Monday 12 April; papers due 12 April for the board on Tuesday 20
          April
[Post an update] [Add evidence] [History]"""

TWO = Table(
    "Recommendations numbered 4",
    ("Ref", "Title", "Standing"),
    (
        (("SG4",), ("Contribution of children and parents",), (AMBER, ", due 30 April")),
        (("LAC4",), ("Education, employment and training",), (AMBER, ", no word for 26 days")),
    ),
)

UPDATE = Form(
    "Update SG4",
    "update SG4 @v7",
    (
        ChoiceField(
            "delivery",
            "Delivery",
            (("on-track", "On track"), ("at-risk", "At risk, with help")),
            value="at-risk",
            required=True,
        ),
        TextField("narrative", "In a sentence", hint="What is in the way?", required=True, max_length=2000),
        DateField("due", "New date"),
        PersonField("owner", "Owner", value="amira@ely.gov.uk"),
        FileField("file", "Evidence"),
    ),
    intro="The board sees this on Monday.",
)


def lines(*blocks: Paragraph | Facts | Table | Image | Divider, width: int = 100) -> list[str]:
    return card_text(Card("", blocks), width=width).splitlines()


def test_a_status_reads_as_designed() -> None:
    assert card_text(SG4) == SG4_TEXT


def test_a_narrow_page_hangs_what_wraps() -> None:
    shown = card_text(SG4, width=60, numbered=True).splitlines()
    assert shown[5:8] == ["  days", "Delivery  at risk", "Impact    none stated"]
    assert shown[-1] == "[1 Post an update] [2 Add evidence] [3 History]"


def test_buttons_wrap_whole() -> None:
    shown = card_text(Card("", actions=SG4.actions), width=30, numbered=True, first=4)
    assert shown == "[4 Post an update]\n  [5 Add evidence] [6 History]"


def test_facts_stand_in_a_column() -> None:
    assert lines(Facts((("Owner", ("Amira",)), ("Due on", ("30 April",))))) == [
        "Owner   Amira",
        "Due on  30 April",
    ]


def test_a_long_label_stands_above_its_value() -> None:
    label = "What the board asked for in April"
    assert lines(Facts(((label, ("An audit of files",)),)), width=40) == [label, "    An audit of files"]


def test_a_table_has_its_caption_and_headings() -> None:
    assert lines(TWO) == [
        "Recommendations numbered 4",
        "Ref   Title                                 Standing",
        "SG4   Contribution of children and parents  AMBER, due 30 April",
        "LAC4  Education, employment and training    AMBER, no word for 26 days",
    ]


def test_a_table_too_wide_wraps_its_widest_cells() -> None:
    assert lines(TWO, width=60)[2:5] == [
        "SG4   Contribution of children    AMBER, due 30 April",
        "        and parents",
        "LAC4  Education, employment and   AMBER, no word for 26 days",
    ]


def test_a_table_too_wide_even_so_is_stacked() -> None:
    assert lines(TWO, width=30)[1:6] == [
        "",
        "Ref       SG4",
        "Title     Contribution of",
        "          children and parents",
        "Standing  AMBER, due 30 April",
    ]


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (Table("", (), ()), []),
        (Table("None yet", ("Ref",), ()), ["None yet", "Ref"]),
        (Table("", ("a" * 60, "b" * 60), ()), ["a" * 60, f"  {'b' * 60}"]),
        (Table("", ("", ""), ((("SG4",), ("AMBER",)),)), ["SG4  AMBER"]),
        (Table("", ("Ref",), ((("SG4",), ("more",)), ())), ["Ref", "SG4  more"]),
    ],
)
def test_odd_tables(table: Table, shown: list[str]) -> None:
    assert lines(table) == shown


def test_wide_characters_keep_columns_straight() -> None:
    assert lines(Facts((("家", ("home",)), ("Café", ("e\u0301",)))), width=40) == [
        "家    home",
        "Café  e\u0301",
    ]


def test_pictures_links_and_dividers() -> None:
    link = Link("the report", "https://example.gov.uk/a")
    assert lines(Paragraph((link, ", ", Link("https://x", "https://x")))) == [
        "the report (https://example.gov.uk/a), https://x"
    ]
    assert lines(Image("chart.png", "5 of 12 completed")) == ["[picture: 5 of 12 completed]"]
    assert lines(Divider(), width=40) == ["─" * 40]


def test_user_text_can_neither_forge_a_line_nor_drive_the_terminal() -> None:
    typed = "done\nSign-off  signed off\r\n\n\x1b[2J\x9b1A\u202eevil\u200b \x07"
    assert lines(Paragraph(("Words: ", typed)), Facts((("Latest", (typed,)),))) == [
        "Words: done",
        "  Sign-off signed off",
        "  \ufffd[2J\ufffd1Aevil \ufffd",
        "Latest  done Sign-off signed off \ufffd[2J\ufffd1Aevil \ufffd",
    ]


def test_colour_is_painted_word_for_word() -> None:
    shown = card_text(Card("SG4", (Paragraph((AMBER, ": late, ", Bold("very late"))),)), colour=True)
    assert shown == "\x1b[1mSG4\x1b[0m\n\x1b[1;38;5;130mAMBER\x1b[0m: late, \x1b[1mvery late\x1b[0m"
    quiet = card_text(Card("", (Paragraph(("a note",), quiet=True),)), colour=True)
    assert quiet == "\x1b[38;5;243ma note\x1b[0m"


def luminance(sgr: str) -> float:
    """WCAG's, of a colour of xterm's cube or grey ramp."""
    index = int(sgr.rpartition(";")[2])
    levels = (0, 95, 135, 175, 215, 255)
    cube = [levels[(index - 16) // step % 6] for step in (36, 6, 1)]
    rgb = cube if index < 232 else [8 + 10 * (index - 232)] * 3
    linear = [((level / 255 + 0.055) / 1.055) ** 2.4 if level > 10 else level / 255 / 12.92 for level in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.NEUTRAL])
def test_every_tint_is_readable_on_black_and_on_white(tone: Tone) -> None:
    light = luminance(TINTS[tone])
    assert min((light + 0.05) / 0.05, 1.05 / (light + 0.05)) >= 3.8


def test_a_form_says_what_it_wants_and_how_to_say_it_in_one_line() -> None:
    assert form_text(UPDATE) == (
        "Update SG4\n"
        "The board sees this on Monday.\n"
        'Delivery       one of on-track, at-risk (At risk, with help); required; filled in: "at-risk"\n'
        "In a sentence  up to 2,000 characters; required. What is in the way?\n"
        "New date       a date, such as 2010-04-30\n"
        'Owner          an e-mail address; filled in: "amira@ely.gov.uk"\n'
        "Evidence       a file\n"
        'In one line: update SG4 delivery=at-risk narrative="…" [due=YYYY-MM-DD] [owner=amira@ely.gov.uk]\n'
        "  [@path] @v7"
    )


def test_a_form_says_what_was_wrong_beside_the_field() -> None:
    form = Form(
        "New date",
        "extend SG4",
        (DateField("due", "Due", required=True),),
        errors=(("due", "That day has passed."), ("", "SG4 has changed since.")),
    )
    assert form_text(form).splitlines()[1:4] == [
        "Not yet: SG4 has changed since.",
        "Due  a date, such as 2010-04-30; required",
        "     Not yet: That day has passed.",
    ]


def test_a_value_with_spaces_is_quoted_in_one_line() -> None:
    options = (('the "B" list', "The B list"),)
    form = Form("Lists", "list", (ChoiceField("which", "Which", options, required=True),))
    assert in_one_line(form) == r'list which="the \"B\" list"'


def test_a_reply_counts_its_buttons_across_cards() -> None:
    reply = Reply(
        (
            Card("One", actions=(Action("Look", "status SG1"),)),
            Card("Two", actions=(Action("Look", "status"),)),
        ),
        form=UPDATE,
        files=("paper.docx",),
    )
    assert reply_text(reply, numbered=True) == "One\n[1 Look]\n\nTwo\n[2 Look]\n\n[file: paper.docx]"
    assert "In one line: update SG4" in reply_text(reply)
    assert [set(part) for part in reply_json(reply)] == [{"card"}, {"card"}, {"form"}, {"file"}]


def test_an_empty_reply_prints_nothing() -> None:
    assert reply_text(Reply()) == ""
    assert not re.search(r"\s", card_text(Card("")))
