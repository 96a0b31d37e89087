"""What Slack refuses, checked apart from the code that draws: each rule is Slack's own or seen in its answers.

Sources: docs.slack.dev/reference/block-kit (blocks, elements, composition objects), docs.slack.dev/messaging/
formatting-message-text, chat.update (text 4,000), views.open (250 kB), bolt-js issue 2509 (13,200 in all).
"""

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

IN_MESSAGES = {"section", "context", "divider", "image", "actions"}
IN_VIEWS = IN_MESSAGES | {"input"}
LINK = re.compile(r"<https?://[^\s<>|]+\|[^<>|]+>|<@[UW][A-Z0-9]+>")
ENTITY = re.compile(r"&(?:amp|lt|gt);")
BOLD = re.compile(r"(?<![^\W_])\*[^*\s](?:[^*\n]*[^*\s])?\*(?![^\W_])")
EMOJI = re.compile(r":[^\s:*]{1,100}:")  # no emoji has a name with a star in it, so one cannot hold bold words
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def message_problems(message: Json) -> list[str]:
    """What Slack would refuse, or read as markup nobody meant, in a message."""
    blocks = message["blocks"]
    found = [*_text("text", message["text"], 4_000), *(f"text: {each}" for each in markup_problems(message["text"]))]
    found += _counted("blocks", blocks, 1, 50) + _blocks(blocks, IN_MESSAGES)
    if len(json.dumps(blocks, ensure_ascii=False)) > 13_200:
        found.append("blocks too long in all")
    return found


def view_problems(view: Json) -> list[str]:
    """What Slack would refuse in a modal or a Home tab."""
    found = _counted("blocks", view["blocks"], 1, 100) + _blocks(view["blocks"], IN_VIEWS)
    if len(json.dumps(view, ensure_ascii=False).encode()) > 250_000:
        found.append("view_too_large")
    if view["type"] == "modal":
        found += _plain("title", view["title"], 24)
        found += [each for part in ("submit", "close") if part in view for each in _plain(part, view[part], 24)]
        asks = any(block["type"] == "input" for block in view["blocks"])
        found += ["asks without submit"] if asks and "submit" not in view else []
        found += ["private_metadata"] if len(view.get("private_metadata", "")) > 3_000 else []
        found += ["callback_id"] if len(view.get("callback_id", "")) > 255 else []
    else:
        found += ["a home asks"] if any(block["type"] == "input" for block in view["blocks"]) else []
    View(**{**view, "blocks": _known(view["blocks"])}).to_dict()  # raises for what the SDK knows to be wrong
    return found


def markup_problems(text: str) -> list[str]:
    """Anything that Slack reads as markup and the renderer did not write."""
    found = []
    bare = LINK.sub(" ", text)
    found += ["a bracket"] if re.search("[<>]", bare) else []
    found += ["an ampersand"] if "&" in ENTITY.sub("", bare) else []
    plain = BOLD.sub("bold", bare)
    found += [f"markup {mark}" for mark in "*~`" if mark in plain]
    found += ["italics"] if re.search(r"(?<![^\W_])_\S|\S_(?![^\W_])", plain) else []
    found += ["an emoji"] if EMOJI.search(bare) else []
    found += ["everybody"] if re.search("@(here|channel|everyone|group)", plain, re.IGNORECASE) else []
    found += ["a quotation"] if re.search(r"^\s*&gt;", plain, re.MULTILINE) else []
    return found + _characters(text)


def _characters(text: str) -> list[str]:
    return [
        f"character U+{ord(each):04X}"
        for each in set(text) - {"\n"}
        if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(each) in BIDI
    ]


def _blocks(blocks: list[Json], allowed: set[str]) -> list[str]:
    found = [problem for block in blocks for problem in _block(block, allowed)]
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    acts = Counter(each["action_id"] for block in blocks for each in block.get("elements", ()) if "action_id" in each)
    found += [f"twice: {name}" for name, times in (ids + acts).items() if times > 1]
    for block in Block.parse_all(_known(blocks)):
        block.to_dict()  # raises for what the SDK knows to be wrong
    return found


def _known(blocks: list[Json]) -> list[Json]:
    """The blocks with a line for what the SDK does not know."""
    return [{"type": "divider"} if block.get("element", {}).get("type") == "file_input" else block for block in blocks]


def _block(block: Json, allowed: set[str]) -> list[str]:
    kind = block["type"]
    if kind not in allowed:
        return [f"no {kind} here"]
    found = [f"{kind}: block_id"] if not 0 < len(block.get("block_id", "x")) <= 255 else []
    match kind:
        case "section":
            found += _mrkdwn(kind, block["text"]) if "fields" not in block else _fields(block["fields"])
        case "context":
            found += _counted(kind, block["elements"], 1, 10)
            found += [problem for each in block["elements"] for problem in _mrkdwn(kind, each)]
        case "image":
            found += _text("alt", block["alt_text"], 2_000) + _text("url", block["image_url"], 3_000)
        case "actions":
            found += _counted(kind, block["elements"], 1, 25)
            found += [problem for each in block["elements"] for problem in _element(each)]
        case "input":
            found += _plain("label", block["label"], 2_000) + _element(block["element"])
            found += _plain("hint", block["hint"], 2_000) if "hint" in block else []
    return found


def _fields(fields: list[Json]) -> list[str]:
    long = [problem for each in fields for problem in _mrkdwn("field", each, 2_000)]
    return _counted("fields", fields, 1, 10) + long


def _element(element: Json) -> list[str]:
    found = [] if 0 < len(element["action_id"]) <= 255 else ["action_id"]
    match element["type"]:
        case "button":
            found += _plain("button", element["text"], 75)
            found += ["button value"] if len(element.get("value", "")) > 2_000 else []
            found += ["style"] if element.get("style", "primary") not in {"primary", "danger"} else []
        case "overflow":
            found += _options(element, 5)
        case "radio_buttons":
            found += _options(element, 10)
        case "static_select":
            found += _select(element)
        case "plain_text_input":
            most = element.get("max_length", 3_000)
            found += [] if 1 <= most <= 3_000 else ["max_length"]
            found += ["initial_value"] if len(element.get("initial_value", "")) > most else []
            found += ["lines"] if "\n" in element.get("initial_value", "") and not element.get("multiline") else []
            found += ["surrogates"] if re.search("[\ud800-\udfff]", element.get("initial_value", "")) else []
        case "email_text_input":
            found += ["no address"] if not re.match(r"\S+@\S+\.\S+\Z", element.get("initial_value", "a@b.c")) else []
        case "datepicker":
            found += ["date"] if not _iso(element.get("initial_date", "2010-04-30")) else []
        case "file_input":
            found += ["max_files"] if not 1 <= element.get("max_files", 10) <= 10 else []
        case other:
            found.append(f"element {other}")
    return found


def _iso(text: str) -> bool:
    return date.fromisoformat(text).isoformat() == text


def _select(element: Json) -> list[str]:
    found = _plain("placeholder", element["placeholder"], 150) if "placeholder" in element else []
    if "option_groups" not in element:
        return found + _options(element, 100)
    groups = element["option_groups"]
    found += _counted("groups", groups, 1, 100) + [one for each in groups for one in _plain("group", each["label"], 75)]
    whole = [option for each in groups for option in each["options"]]
    found += ["initial_option"] if element.get("initial_option", whole[0]) not in whole else []
    return found + [problem for each in groups for problem in _options(each, 100)]


def _options(element: Json, most: int) -> list[str]:
    options = element["options"]
    found = _counted("options", options, 1, most)
    found += [problem for each in options for problem in _plain("option", each["text"], 75)]
    found += ["option value" for each in options if not 0 < len(each["value"]) <= 150]
    return found + (["initial_option"] if element.get("initial_option", options[0]) not in options else [])


def _mrkdwn(where: str, text: Json, most: int = 3_000) -> list[str]:
    found = _text(where, text["text"], most) + ([] if text["type"] == "mrkdwn" else [f"{where}: {text['type']}"])
    return found + [f"{where}: {each} in {text['text']!r}" for each in markup_problems(text["text"])]


def _plain(where: str, text: Json, most: int) -> list[str]:
    found = _text(where, text["text"], most) + ([] if text["type"] == "plain_text" else [f"{where}: {text['type']}"])
    found += [f"{where}: emoji"] if text.get("emoji", True) else []
    bare = ENTITY.sub("", text["text"])
    return found + ([f"{where}: unescaped"] if re.search("[&<>]", bare) else []) + _characters(text["text"])


def _text(where: str, text: str, most: int) -> list[str]:
    return [] if text.strip() and len(text) <= most else [f"{where}: {len(text)} characters"]


def _counted(what: str, things: list[Any], least: int, most: int) -> list[str]:
    return [] if least <= len(things) <= most else [f"{len(things)} {what}"]
