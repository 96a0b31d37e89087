"""YAML text into plain values, each with its line, refusing everything a plan never needs.

It reads YAML's own events, so that nothing is built, looked up or expanded on the file's behalf: no
anchors, no tags, no second document, no key twice, and no value but words, lists and groups of fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from handlers.documents.plan_format.values import Plain
from handlers.documents.plan_reader.problems import Path, Problem, UnreadableFile

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_WORDS = {
    "mapping values are not allowed": "there is a colon followed by a space inside this text, or the line is "
    "indented wrongly: put the text in quotes, or move the line under the one it belongs to",
    "tab character": "there is a tab here: indent with spaces, never tabs",
    "cannot start any token": "a value may not begin with this character: put the text in quotes, and indent "
    "with spaces, never tabs",
    "could not find expected ':'": "a field's name must be followed by a colon and a space",
    "did not find expected key": "the line is indented differently from those it belongs with, or a "
    "quotation mark is missing or doubled",
    "did not find expected '-' indicator": "an entry of a list must begin with '- ', indented like the entries above",
    "block mapping": "the line is indented differently from those it belongs with",
    "quoted scalar": "a quotation mark is opened here and never closed: close it at the end of this text",
}


@dataclass(slots=True)
class Tree:
    """What a file holds, and the line that each part of it is on."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """The line of a part, or of the nearest part around it that the file holds."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_tree(content: bytes | str) -> Tree:
    """The values in a YAML file. Raises UnreadableFile, with a plain sentence, for what is not one."""
    text = file_text(content)
    try:
        return _Builder().build(yaml.parse(text, Loader=Loader))
    except yaml.MarkedYAMLError as problem:
        mark = (problem.context_mark if _is_unclosed(problem) else None) or problem.problem_mark or problem.context_mark
        line = min(mark.line, text.count("\n")) + 1 if mark else None  # libyaml may look past the end
        raise UnreadableFile([Problem(line, "", _said(problem))]) from problem
    except yaml.YAMLError as problem:
        raise UnreadableFile([Problem(_line_of_control(text), "", _CONTROL)]) from problem


_CUT = (
    "the file begins with '---' and does not end with a line '...', so its end may be missing: get the whole file, "
    "or add the line if this is all of it"
)
_CONTROL = "the file holds a control character, which a text file should not: save it again as plain text (UTF-8)"


def says_its_end(content: bytes | str) -> bool:
    """Whether a file ends with a line of three dots, without which nobody can tell that all of it is here."""
    return file_text(content).rstrip().endswith("\n...")


def file_text(content: bytes | str) -> str:
    """The text of a file. Raises UnreadableFile for one that is too large, or not UTF-8."""
    if len(content) > MAX_BYTES:
        _refuse(None, f"the file is larger than {MAX_BYTES // 1_000_000} MB, which no plan is")
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        message = "the file is not UTF-8 text: in your editor, choose Save As and the encoding UTF-8"
        raise UnreadableFile([Problem(line, "", message)]) from problem


def _line_of_control(text: str) -> int | None:
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _is_unclosed(problem: yaml.MarkedYAMLError) -> bool:
    """Whether a quotation mark was never closed, which is seen only where the file ends."""
    return "quoted scalar" in (problem.context or "")


def _said(problem: yaml.MarkedYAMLError) -> str:
    said = f"{problem.problem or ''} {problem.context or ''}"
    for words, plain in _PLAIN_WORDS.items():
        if words in said:
            return plain
    return f"this is not laid out as YAML ({said.strip()}): check the indentation and the quotation marks"


def _refuse(line: int | None, message: str) -> NoReturn:
    raise UnreadableFile([Problem(line, "", message)])


class _Builder:
    """Builds one document from YAML's events, keeping the line of every part."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.problems: list[Problem] = []
        self.documents = 0

    def build(self, events: Iterator[yaml.Event]) -> Tree:
        opened = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                opened = opened or bool(event.explicit)
                self._start(event, events)
            if isinstance(event, yaml.DocumentEndEvent) and opened and not event.explicit:
                self.problems.append(Problem(_line(event), "", _CUT))
        if self.problems:
            raise UnreadableFile(self.problems)
        if not self.documents:
            _refuse(None, "the file is empty: begin it with the lines 'format: 1', 'plan:' and 'council:'")
        return self.tree

    def _start(self, event: yaml.Event, events: Iterator[yaml.Event]) -> None:
        self.documents += 1
        if self.documents > 1:
            _refuse(_line(event), "the file holds a second document after '---': keep one plan in one file")
        self.tree.value = self._value(next(events), events, ())

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:
        self.tree.lines.setdefault(path, _line(event))
        _refuse_tricks(event, len(path))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        return self._fields(events, path)

    def _list(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _fields(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            _refuse_tricks(event, len(path))
            if not isinstance(event, yaml.ScalarEvent):
                _refuse(_line(event), "a field's name must be a word, not a list or a group of fields")
            inner = (*path, event.value)
            if event.value in fields:
                message = f"'{event.value}' is written twice here, first on line {self.tree.lines[inner]}: keep one"
                self.problems.append(Problem(_line(event), "", message))
            self.tree.lines.setdefault(inner, _line(event))
            fields[event.value] = self._value(next(events), events, inner)
        return fields


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _refuse_tricks(event: yaml.Event, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        _refuse(
            _line(event),
            f"'{sign}{getattr(event, 'anchor', '')}' is a YAML shortcut that plan files do not use: write "
            f"the text out, or put it in quotes if it really begins with {sign}",
        )
    if getattr(event, "tag", None):
        _refuse(_line(event), f"'{event.tag}' is a YAML tag, which plan files do not use: take it away")  # type: ignore[attr-defined]
    if depth > MAX_DEPTH:
        _refuse(
            _line(event),
            f"this is more than {MAX_DEPTH} levels deep, which no plan is: check its indentation and brackets",
        )


def _scalar(event: yaml.ScalarEvent) -> str | None:
    if event.style:
        return str(event.value)
    return None if event.value in _NOTHING else Plain(event.value)
