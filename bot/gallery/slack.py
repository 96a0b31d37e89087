"""Draws what Slack is sent as plain HTML: its blocks, its buttons, and its forms."""

import re
from html import escape
from typing import Any

from bot.slack.render import message, modal
from models.card import Reply

Json = dict[str, Any]

_TOKEN = re.compile(r"<(?P<url>https?://[^|<>]+)\|(?P<name>[^<>]*)>|\*(?P<bold>[^*\n]+)\*|(?P<line>\n)")


def drawn(reply: Reply) -> str:
    """The message of a reply's cards and, where it asks a form, the view that asks it."""
    parts = _blocks(message(reply.cards)["blocks"], "message") if reply.cards else ""
    if reply.form is None:
        return parts
    view = modal(reply.form)
    title = f'<p class="title">{_plain(view["title"])}</p>'
    save = f'<p class="row">{_button(view["submit"], primary=True)}</p>' if "submit" in view else ""
    return f'{parts}<div class="modal">{title}{_blocks(view["blocks"], "view")}{save}</div>'


def _blocks(blocks: list[Json], kind: str) -> str:
    return f'<div class="{kind}">{"".join(map(_block, blocks))}</div>'


def _block(block: Json) -> str:
    match block["type"]:
        case "section":
            return f"<p>{_mrkdwn(block['text']['text'])}</p>"
        case "context":
            return "".join(f'<p class="quiet">{_mrkdwn(each["text"])}</p>' for each in block["elements"])
        case "divider":
            return "<hr>"
        case "actions":
            return f'<p class="row">{"".join(map(_element, block["elements"]))}</p>'
        case "input":
            return _input(block)
        case _:
            return f'<p class="quiet">{escape(str(block.get("alt_text", "")))}</p>'


def _mrkdwn(text: str) -> str:
    """Slack's markup as HTML. Its own escapes of `& < >` are HTML's."""
    return _TOKEN.sub(_html, text)


def _html(found: re.Match[str]) -> str:
    if found["line"]:
        return "<br>"
    if found["bold"]:
        return f"<strong>{found['bold']}</strong>"
    address = found["url"].replace('"', "%22")
    return f'<a href="{address}">{found["name"]}</a>'


def _plain(text: Json) -> str:
    """A plain text object, in which Slack's escapes are HTML's already."""
    return str(text["text"])


def _element(element: Json) -> str:
    if element["type"] == "button":
        return _button(element["text"], primary=element.get("style") == "primary")
    options = "".join(f"<li>{_plain(option['text'])}</li>" for option in element["options"])
    return f"<details><summary>More</summary><ul>{options}</ul></details>"


def _button(text: Json, *, primary: bool = False) -> str:
    return f'<span class="button{" primary" if primary else ""}">{_plain(text)}</span>'


def _input(block: Json) -> str:
    label = _plain(block["label"]) + (" (optional)" if block["optional"] else "")
    hint = f'<span class="quiet">{_plain(block["hint"])}</span>' if "hint" in block else ""
    return f'<p class="field"><span class="label">{label}</span>{_answer(block["element"])}{hint}</p>'


def _answer(element: Json) -> str:
    match element["type"]:
        case "radio_buttons":
            now = element.get("initial_option")
            marks = (f"{'◉' if each == now else '○'} {_plain(each['text'])}" for each in element["options"])
            return f'<span class="choices">{"<br>".join(marks)}</span>'
        case "static_select":
            now = element.get("initial_option")
            return _box(_plain(now["text"]) if now else "Choose one ▾")
        case "datepicker":
            return _box(escape(element.get("initial_date", "Choose a date ▾")))
        case "file_input":
            return _box("Add a file")
        case _:
            tall = " tall" if element.get("multiline") else ""
            return _box(escape(element.get("initial_value", "")), tall)


def _box(text: str, kind: str = "") -> str:
    return f'<span class="box{kind}">{text}</span>'
