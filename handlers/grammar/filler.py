"""What a message says without what only makes a sentence of it."""

import unicodedata

from handlers.grammar.words import Token

_QUOTES = "“”\"‘’'`"
_AROUND = f"{_QUOTES}*_()[]<>"
_PICTURE = frozenset({"So", "Sk", "Mn"})
_FILLER = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "can",
        "could",
        "did",
        "do",
        "for",
        "give",
        "going",
        "have",
        "how",
        "hows",
        "i",
        "is",
        "it",
        "me",
        "of",
        "on",
        "our",
        "please",
        "show",
        "tell",
        "thanks",
        "the",
        "there",
        "to",
        "us",
        "want",
        "was",
        "what",
        "whats",
        "where",
        "with",
        "would",
        "you",
        "your",
        "get",
        "see",
        "look",
        "at",
        "hi",
        "hello",
        "status's",
        "what's",
        "how's",
    ]
)


def without_filler(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """`words` less those that only make a sentence of them."""
    return tuple(word for word in words if not is_filler(word.text))


def is_filler(word: str) -> bool:
    """Whether a word only makes a sentence of the others."""
    return word.casefold().strip("?!.,'’") in _FILLER


def sense(said: str) -> str:
    """What was said without the words that only make a sentence of it; unchanged when nothing else is left.

    Signs around a word go as well, "(SG4)" or "`SG4`", and so do pictures, letters that cannot be seen, and width.
    """
    typed = said.split()
    kept = (word for word, after in zip(typed, (*typed[1:], ""), strict=False) if _says(word, after))
    return " ".join(word for word in map(_bare, kept) if word).rstrip("?!.,") or said


def _says(word: str, after: str) -> bool:
    """Whether a word is no filler; the "A" of "A 1" is none."""
    return not is_filler(word) or (word.casefold() == "a" and after[:1].isdigit())


def _bare(word: str) -> str:
    """A word without the signs around it; nothing of a picture."""
    if word.isascii() and word.isalnum():
        return word
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", word) if unicodedata.category(sign) != "Cf")
    if all(unicodedata.category(sign) in _PICTURE for sign in seen):
        return ""
    return seen.strip(_AROUND) or seen


def unwrapped(said: str) -> str:
    """A whole message without the quotation marks or backticks around it, as when it was copied from a guide."""
    inner = said.strip(_QUOTES)
    wrapped = inner and said[0] in _QUOTES and said[-1] in _QUOTES
    return inner if wrapped and not any(sign in inner for sign in _QUOTES) else said
