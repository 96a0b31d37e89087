"""What stands in for a child's name: "Child K", "Baby P", "YP1", "sibling B"."""

import re
from collections.abc import Iterator

from models.rules.identifiers.findings import Finding, IdentifierKind, likely
from models.rules.identifiers.folding import Page
from models.rules.identifiers.words import CHILD, NOT_INITIALS

_NOUN = rf"(?:{CHILD}|twin|family|mother|father|parent|carer)"
_EXTENSION = r"\.(?:docx?|xls[xm]?|pptx?|pdf|csv|tsv|txt|rtf|od[ts]|msg|eml|jpe?g|png|heic|zip)\b"
_END = (
    rf"(?!\w|[/&%+]|(?!{_EXTENSION})[.:]\w|-(?:\d|ray|learn|safe|mail)|[ -]?levels?\b| (?:&|of \d|in \d|out of|to \d))"
)
_LABEL = re.compile(
    rf"\b(?i:{_NOUN})(?:[ -]{{1,3}}|(?<=[a-z])|(?<=YP)(?=\d))\"?'?(?P<label>[A-Z]{{1,2}}\d?|\d{{1,2}})\b'?{_END}"
)
_SMALL_LABEL = re.compile(rf"\b(?:{_NOUN})[ -]{{1,3}}(?P<label>[b-hj-np-ruw-z])\b{_END}(?! of e\b)")
_SEVERAL = re.compile(
    r"\b(?i:children|siblings|twins|babies|boys|girls|brothers|sisters|young people|pupils|families|care leavers|kids)"
    r"[ -]{1,3}(?!A (?:and|&) E\b)[A-Z]\d?(?:, ?[A-Z]\d?){0,6},? (?:and|&) [A-Z]\d?(?![\w'])"
)
_QUALIFIED = re.compile(r"\b(?:every|each|per|any|one|vitamin|plan [a-z] or) \Z", re.IGNORECASE)
_LOUD = re.compile(r" and E\b|[^A-Za-z.!?\n]*[A-Z]{2}")  # "YP A and E attendance", "GIVE YP A VOICE"
_ACRONYMS = (
    frozenset(["AS", "AT", "BY", "DO", "IF", "IS", "MY", "NO", "OF", "ON", "OR", "SO", "TO", "WE"]) | NOT_INITIALS
)


def child_labels(page: Page) -> Iterator[Finding]:
    """Find a word for a child, or for its family, with a letter or number for a name."""
    for found in _LABEL.finditer(page.text):
        if _is_label(page.text, found):
            yield likely(IdentifierKind.CHILD_LABEL, found.span())
    yield from (likely(IdentifierKind.CHILD_LABEL, found.span()) for found in _SEVERAL.finditer(page.text))
    for found in _SMALL_LABEL.finditer(page.text):
        if not _QUALIFIED.search(page.text, max(0, found.start() - 10), found.start()):
            yield likely(IdentifierKind.CHILD_LABEL, found.span())


def _is_label(text: str, found: re.Match[str]) -> bool:
    label, noun = found["label"], found[0]
    if _QUALIFIED.search(text, max(0, found.start() - 10), found.start()):
        return False
    if label.isdigit():
        return noun[0].isupper()
    if noun[: -len(label)].strip(" -\"'") == "YP" and label == "A":
        return not _LOUD.match(text, found.end())
    shouting = noun[: -len(label)].isupper()
    return not (shouting and (len(label) > 1 or label in "AI")) and label not in _ACRONYMS
