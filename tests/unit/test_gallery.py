"""The gallery: every command in it, nothing in it that was not meant, and no word of anybody's that becomes HTML."""

import re
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typing_extensions import override

from bot.__main__ import main
from bot.gallery.page import page
from bot.gallery.story import Chapter, Scene, told
from bot.teams.render import card_attachment
from handlers.commands import COMMANDS
from handlers.errors import UserError
from handlers.understanding import understand
from models.card import Action, Bold, Card, Facts, Link, Paragraph, Reply
from tests.strategies import HOSTILE
from tests.teams_limits import message_problems

WRONG = "When something is not as it should be"


@pytest.fixture(scope="module")
def chapters() -> list[Chapter]:
    return told(ZoneInfo("Europe/London"))


class Tags(HTMLParser):
    """The tags of a page, and what they hold in attributes that do anything."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.scripts: list[str | None] = []
        self.links: set[str] = set()
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        given = dict(attrs)
        self.scripts += [given.get("src")] if tag == "script" else []
        self.links |= {given["href"] or ""} if "href" in given else set()
        assert not [name for name in given if name.startswith("on")]


def understood(said: str) -> str:
    try:
        return understand(said).command.name
    except UserError:
        return ""


def test_every_command_that_people_type_is_in_it(chapters: list[Chapter]) -> None:
    seen = {understood(scene.said) for chapter in chapters for scene in chapter.scenes if scene.said}
    assert {command.name for command in COMMANDS if not command.pressed} - seen == set()


def test_only_what_is_meant_to_be_refused_is_refused(chapters: list[Chapter]) -> None:
    refused = [scene.said for each in chapters if each.title != WRONG for scene in each.scenes if scene.reply.refused]
    assert [said for said in refused if understood(said) not in {"update", "change date", "evidence add", "harm"}] == []
    (wrong,) = (chapter for chapter in chapters if chapter.title == WRONG)
    assert len(wrong.scenes) > 6


def test_it_shows_the_kinds_of_message_that_are_sent_unasked(chapters: list[Chapter]) -> None:
    (sent,) = (chapter for chapter in chapters if all(not scene.said for scene in chapter.scenes))
    titles = " ".join(card.title for scene in sent.scenes for card in scene.reply.cards)
    assert len(sent.scenes) > 8
    for part in ("week to Sunday", "Can you help?", "could the delay harm a child?", "waits for the board's decision"):
        assert part in titles


def test_the_command_writes_a_page_that_needs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["gallery", "--out", "here"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["here"], "it makes no database and no key"
    said = capsys.readouterr().out
    assert "answers. Open it in a browser." in said
    text = (tmp_path / "here/index.html").read_text()
    tags = Tags(text)
    wanted = {script for script in tags.scripts if script} | {"gallery.css"}
    assert wanted <= {path.name for path in (tmp_path / "here").iterdir()}
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!example\.org)", text)
    assert text.count("data-card=") > len(re.findall("<article>", text)) * 0.9


def test_nobodys_words_become_part_of_the_page() -> None:
    cards = tuple(
        Card(text, (Paragraph((text, Bold(text), Link(text, "https://example.org/\"onclick='x'"))), Facts(((text, (text,)),))), (Action(text, text),))
        for text in (*HOSTILE, '"><script>alert(1)</script>', "</pre></noscript><img src=x onerror=alert(1)>")
    )  # fmt: skip
    shown = Tags(page([Chapter("<b>Hostile</b>", tuple(Scene("<i>", "<u>", Reply((card,))) for card in cards))]))
    assert shown.scripts == ["adaptivecards.min.js", "gallery.js"]
    assert not shown.seen & {"img", "b", "i", "u", "iframe"}
    assert {link for link in shown.links if not link.startswith("#")} <= {"gallery.css"}


def test_every_card_in_it_is_taken_by_teams(chapters: list[Chapter]) -> None:

    for chapter in chapters:
        for scene in chapter.scenes:
            assert message_problems(card_attachment(scene.reply)) == [], scene.said
