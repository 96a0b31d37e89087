"""What Teams shows beside a message and gives to no bot: pasted pictures, and files of channels and other chats."""

import re
from typing import Any, Final

Json = dict[str, Any]
FILE: Final = "application/vnd.microsoft.teams.file.download.info"
_HTML: Final = "text/html"
_FILE_SIGN = re.compile(r"<attachment\b", re.IGNORECASE)
_PICTURE_SIGN = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_EMOJI = re.compile(r"schema\.skype\.com/emoji", re.IGNORECASE)
_OTHER_SIGNS: Final = ("messagereference", "application/vnd.microsoft.card")


def missed(attachments: object, content: str = "") -> str:
    """Which of "file", "picture", or "file and picture" a message shows that the bot is not given; empty for none.

    `content` is the message's own HTML, where it does not stand among its attachments.
    """
    found = attachments if isinstance(attachments, list) else []
    here = [(_text(each, "contentType").casefold(), _text(each, "content")) for each in found if isinstance(each, dict)]
    markup = " ".join([content, *(words for kind, words in here if kind == _HTML)])
    pictures = any(kind.startswith("image/") for kind, _ in here) or _pasted(markup)
    given = sum(kind == FILE or kind.startswith(_OTHER_SIGNS) for kind, _ in here)
    files = any(kind == "reference" for kind, _ in here) or len(_FILE_SIGN.findall(markup)) > given
    return " and ".join(name for name, shown in (("file", files), ("picture", pictures)) if shown)


def _pasted(markup: str) -> bool:
    return any(not _EMOJI.search(sign) for sign in _PICTURE_SIGN.findall(markup))


def _text(about: Json, name: str) -> str:
    found = about.get(name)
    return found if isinstance(found, str) else ""
