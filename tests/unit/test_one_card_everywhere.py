"""One card, every platform: each command's answers say the same, and can be acted on the same, wherever they are read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.console.render import card_text, form_text
from bot.slack.render import message, modal, pressed
from bot.slack.render import submitted as slack_submitted
from bot.teams.render import attachment, card_attachment, form_card, submitted, text_of
from bot.teams.render.cards import NOTICE
from handlers.guarding import CONFIRMED
from models.card import Action, Card, Facts, Form, Paragraph, Reply, Tinted, Tone, from_json, to_json
from tests.databases import SqliteStore
from tests.teams_limits import message_problems, parts
from tests.unit.test_access import MATRIX, NOW, PEOPLE, PLAN
from tests.worlds import OPERATOR, Setting, opened

OWNER = "head.of.participation@cambridgeshire.example"
SAID = tuple(dict.fromkeys(row.says for rows in MATRIX.values() for row in rows))
ASKED = ("status", "mine", "status SG4", "update SG4", "status SG4 more", "status all", "overdue", "evidence SG4")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
HOST = re.compile(r"<https?://[^\s<>|]+\|([^<>|]+)>")


def facts(text: str) -> list[str]:
    """The words and figures of a text, in order, whatever stands between them."""
    return re.findall(r"[^\W_]+", text.casefold())


def on_console(card: Card) -> list[str]:
    return facts(card_text(Card(card.title, card.blocks, (), card.tone)))


def in_slack(card: Card) -> list[str]:
    said = " ".join(
        each for block in message(card)["blocks"] if block["type"] != "actions" for each in _slack_texts(block)
    )
    said = HOST.sub(r"\1", said)
    for entity, character in ENTITIES:
        said = said.replace(entity, character)
    return facts(said)


def _slack_texts(block: Any) -> Iterator[str]:
    if isinstance(block, dict):
        if block.get("type") in {"mrkdwn", "plain_text"}:
            yield block["text"]
        for part in block.values():
            yield from _slack_texts(part)
    elif isinstance(block, list):
        for part in block:
            yield from _slack_texts(part)


def in_teams(card: Card) -> list[str]:
    (sent,) = card_attachment(Reply((card,)))
    body = {"body": sent["content"]["body"]}
    return facts(" ".join(part["text"] for part in parts(body) if part["type"] in {"TextBlock", "TextRun"}))


def slack_commands(card: Card) -> list[str]:
    elements = [each for block in message(card)["blocks"] if block["type"] == "actions" for each in block["elements"]]
    picks = [
        pick
        for each in elements
        for pick in [{**each, "selected_option": one} for one in each.get("options", ())] or [each]
    ]
    return [pressed(pick) for pick in picks]


def teams_commands(card: Card) -> list[str]:
    (sent,) = card_attachment(Reply((card,)))
    return [submitted(part["data"])[0] for part in parts(sent["content"]) if part["type"] == "Action.Execute"]


def console_commands(card: Card) -> list[str]:
    """What a person may do at the console, where each button is a number to type."""
    text = " ".join(card_text(card, numbered=True).split())
    return [action.command for number, action in enumerate(card.actions, 1) if f"[{number} {action.label}" in text]


def assert_the_same_everywhere(card: Card) -> None:
    assert in_teams(card) == in_slack(card) == on_console(card)
    commands = [action.command for action in card.actions]
    assert teams_commands(card) == slack_commands(card) == console_commands(card) == commands


def assert_asked_the_same_everywhere(form: Form) -> None:
    """The same boxes with the same answers in them; a file is asked for in words where a form takes none."""
    slack = [block["block_id"].removeprefix("field:") for block in modal(form)["blocks"] if block["type"] == "input"]
    card = form_card(form, dialog=any(field.name == CONFIRMED for field in form.fields))
    teams = [part["id"] for part in parts(card) if part["type"].startswith("Input.")]
    told = [field.name for field in form.fields if type(field).__name__ == "FileField"]
    assert [name for name in slack if name not in told] == teams
    console = facts(form_text(form, width=400))
    assert all(word in console for field in form.fields for word in facts(field.label))
    assert submitted(card["actions"][0]["data"])[0] == slack_submitted(modal(form)).command == form.command


@pytest.mark.parametrize(
    ("setting", "who", "lines"),
    [(Setting(), OWNER, ASKED), (Setting(PLAN, now=NOW), OPERATOR, SAID), (Setting(PLAN, now=NOW), PEOPLE["chair"], SAID)],
    ids=["owner", "operator", "chair"],
)  # fmt: skip
def test_every_commands_answers_are_the_same_everywhere_and_taken_by_teams(
    sqlite_store: SqliteStore, tmp_path: Path, setting: Setting, who: str, lines: tuple[str, ...]
) -> None:
    seen = 0
    with opened(sqlite_store, tmp_path, setting) as world:
        for line in lines:
            reply = from_json(to_json(world.rehearse(who, line)))
            sent = card_attachment(reply)
            assert message_problems(sent, text_of(reply)) == [], line
            assert NOTICE not in str(sent), line
            for card in reply.cards:
                assert_the_same_everywhere(card)
            if reply.form:
                assert message_problems([attachment(form_card(reply.form))]) == [], line
                assert_asked_the_same_everywhere(reply.form)
            seen += len(reply.cards) + bool(reply.form)
    assert seen >= len(lines)


def test_a_card_that_lost_something_on_one_platform_would_be_seen() -> None:
    card = Card(
        "SG4", (Paragraph((Tinted("AMBER", Tone.AMBER), ": late")), Facts((("Owner", ("Amira",)),))), (Action("Look", "status SG4"),)
    )  # fmt: skip
    assert_the_same_everywhere(card)
    assert in_teams(card) == ["sg4", "amber", "late", "owner", "amira"]
    assert in_teams(Card(card.title, card.blocks[:1])) != in_slack(card)
