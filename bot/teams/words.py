"""The words of a message that somebody formatted in Teams."""

from html.parser import HTMLParser
from typing import Any, Final

from typing_extensions import override

_LINES: Final = {"p", "div", "br", "li", "tr"}
_SECURE: Final = "https://"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._opened: tuple[str, int] = ("", 0)

    @override
    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @override
    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _LINES:
            self.words.append("\n")
        if tag == "a":
            self._opened = (dict(attrs).get("href") or "", len(self.words))

    @override
    def handle_endtag(self, tag: str) -> None:
        """Say where a link goes, unless its words are that."""
        if tag != "a":
            return
        (address, start), self._opened = self._opened, ("", 0)
        words = "".join(self.words[start:]).strip()
        if address.casefold().startswith(_SECURE) and address.rstrip("/") != words.rstrip("/"):
            self.words.append(f" ({address})" if words else address)


def words_of(content: str) -> str:
    """The words alone, a line to a paragraph; of a link its words and, where it is https, its address in brackets."""
    parser = _Words()
    parser.feed(content)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.words).split("\n"))
    return "\n".join(line for line in lines if line)
