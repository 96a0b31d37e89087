"""The words of a message, and what quotes, names and versions do to them."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r'(?:([A-Za-z][A-Za-z_-]*)=)?(?:"([^"]*)"|“([^”]*)”|(\S+))')
_VERSION = re.compile(r"@v(\d{1,9})\Z")


class Token(NamedTuple):
    """One word, or one quoted run of words; `name` is set in `name=value`.

    `typed` is all of it, letter for letter, and `gap` what stood between it and the word before.
    """

    text: str
    quoted: bool = False
    name: str = ""
    typed: str = ""
    gap: str = " "


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`; straight and curly double quotes hold words together, apostrophes do not."""
    words, end = [], 0
    for found in _TOKEN.finditer(text):
        name, straight, curly, bare = found.groups("")
        said, start = straight or curly or bare, found.start()
        words.append(Token(said, not bare, name.casefold(), found[0], text[end:start]))
        end = found.end()
    return tuple(words)


def version_in(text: str) -> tuple[str, int | None]:
    """`text` without its closing ` @v7`, and the 7."""
    found = _VERSION.search(text.rstrip())
    return (text.rstrip()[: found.start()].rstrip(), int(found[1])) if found else (text, None)
