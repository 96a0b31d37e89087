"""What Teams refuses or would read as markup nobody meant, checked apart from the code that draws.

Sources: the Adaptive Cards 1.5 schema; learn.microsoft.com/microsoftteams/platform on message size (100 kB as UTF-16),
card size (28 kB), actions (six in sight), Markdown in text blocks and facts, dates in text (`{{DATE(…)}}`).
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

Json = dict[str, Any]

_SCHEMA = json.loads((Path(__file__).parent / "data/adaptivecards/adaptive-card-1.5.schema.json").read_text())
VALIDATOR = Draft6Validator(_SCHEMA)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKDOWN = {
    "emphasis": r"[*`~]|(?<![^\W_])_\S|\S_(?![^\W_])",
    "a link": r"\]\(|\]\[|\]:",
    "a tag": r"[<>]",
    "an entity": r"&(?:#?\w+);",
    "an escape": r"\\[!-/:-@\[-`{-~]",
    "a list, heading or line": r"\A\s*(?:[-+=#|]|\d+[.)])",
}


def message_problems(attachments: list[Json], text: str = "") -> list[str]:
    """What Teams would refuse, or misread, in a message with these cards."""
    found = [problem for each in attachments for problem in attachment_problems(each)]
    whole = json.dumps(attachments, ensure_ascii=False) + text
    found += ["MessageSizeTooBig"] if len(whole.encode("utf-16-le")) > 100_000 else []
    return found + (["too many attachments"] if len(attachments) > 10 else [])


def attachment_problems(attachment: Json) -> list[str]:
    kind = attachment["contentType"]
    wrong = [] if kind == "application/vnd.microsoft.card.adaptive" else [f"content type {kind}"]
    return wrong + card_problems(attachment["content"])


def card_problems(card: Json) -> list[str]:
    """What Teams would refuse, or misread, in a card."""
    bare = {name: value for name, value in card.items() if name != "msteams"}
    found = [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(bare)]
    found += [f"version {card['version']}"] if card["version"] != "1.5" else []
    found += ["an empty card"] if not card["body"] else []
    found += ["over 28 kB"] if len(json.dumps(card, ensure_ascii=False).encode()) > 28_000 else []
    found += ["a mention"] if "entities" in card.get("msteams", {}) else []
    found += [problem for part in parts(card) for problem in _part(part)]
    ids = Counter(part["id"] for part in parts(card) if "id" in part)
    return found + [f"twice: {name}" for name, times in ids.items() if times > 1]


def parts(value: Any) -> Iterator[Json]:
    """Every element, action and run of a card, but not the fallback of an action, which is told with it."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for name, part in value.items():
            if name not in {"data", "fallback"}:
                yield from parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from parts(part)


def _part(part: Json) -> list[str]:
    match part["type"]:
        case "AdaptiveCard":
            return _markdown("fallbackText", part.get("fallbackText", "x")) + _shown(part.get("actions", []))
        case "ActionSet":
            return _shown(part["actions"])
        case "TextBlock":
            return _markdown("TextBlock", part["text"]) + ([] if part.get("wrap") else ["a heading that is cut"])
        case "TextRun":
            return _text("TextRun", part["text"])
        case "Image":
            return [] if part["url"].startswith("https://") and part["altText"].strip() else ["an image"]
        case "RichTextBlock":
            return [] if part["inlines"] else ["nothing in a text"]
        case "Action.Execute":
            return _executed(part)
        case "Action.OpenUrl":
            return (
                [] if re.match(r"https?://[\w.-]+(?::\d+)?(?:[/?#][!-~]*)?\Z", part["url"]) else [f"url {part['url']}"]
            )
        case "Input.Text" | "Input.ChoiceSet" | "Input.Date":
            return _input(part)
        case _:
            return []


def _shown(actions: list[Json]) -> list[str]:
    return ["more than six in sight"] if len(actions) > 6 else []


def _executed(action: Json) -> list[str]:
    instead = action.get("fallback", {})
    found = [] if instead.get("type") == "Action.Submit" else ["no fallback"]
    found += ["another fallback"] if instead.get("data") != action["data"] or not action.get("verb") else []
    return found + _text("title", action["title"]) + (["title"] if not 0 < len(action["title"].strip()) <= 77 else [])


def _input(asked: Json) -> list[str]:
    if not asked.get("label", "").strip() or not asked.get("id"):
        return ["an input without a label"]
    found: list[str] = []
    found += ["required, and says nothing"] if asked.get("isRequired") and not asked.get("errorMessage") else []
    found += _text("label", asked["label"])
    if asked["type"] == "Input.ChoiceSet":
        values = [choice["value"] for choice in asked["choices"]]
        found += ["choices"] if not values or len(set(values)) < len(values) or not all(values) else []
        found += ["a choice nobody can make"] if asked.get("value", values[0]) not in values else []
        found += [one for choice in asked["choices"] for one in _markdown("choice", choice["title"])]
    if asked["type"] == "Input.Text":
        found += ["longer than its box"] if len(asked.get("value", "")) > asked["maxLength"] else []
        found += ["lines"] if "\n" in asked.get("value", "") and not asked["isMultiline"] else []
    return found


def _markdown(where: str, text: str) -> list[str]:
    return _text(where, text) + [
        f"{where}: {what} in {text!r}" for what, mark in MARKDOWN.items() if re.search(mark, text)
    ]


def _text(where: str, text: str) -> list[str]:
    found = [] if text else [f"{where}: empty"]
    found += [f"{where}: a date to work out"] if "{{" in text else []
    return found + [
        f"{where}: U+{ord(each):04X}"
        for each in set(text)
        if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(each) in BIDI
    ]
