"""Makes text that anybody may have typed safe to show anywhere.

Control characters become U+FFFD; invisible ones, bidirectional overrides among them, go.
"""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Text without what could drive a terminal or reverse a line; white space stays as it is."""
    if text.isprintable():  # as most is: nothing that controls or is invisible is printable
        return text
    return _CONTROL.sub("\ufffd", _INVISIBLE.sub("", text))


def is_tidy(text: str) -> bool:
    """Whether this is one line as it is, as most is, with nothing to clean and no space too many."""
    return text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "


def one_line(text: str) -> str:
    """Untrusted text as one line that cannot drive a terminal or reverse itself."""
    if text.isprintable() and "  " not in text:  # of all white space, only the space is printable
        return text.strip()
    return " ".join(clean(text).split())
