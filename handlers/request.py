"""Who said what, where and when: the same shape from every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: its name as given, and where the adapter can read it."""

    name: str
    handle: str


@dataclass(frozen=True, slots=True)
class Request:
    """One thing somebody said. `actor` is the platform's id of the person; nothing here is trusted.

    `actor` is empty only for the local operator at the console. `values` are a form's answers.
    `id` is unique per delivery where the platform gives one. `reply_to` is the platform's own id of the message it
    was written under. `direct` is that nobody else reads the conversation. `posted` is that its words, where they are
    no form's answers, stand in it as a message. `sent` is that a form was sent, were it with nothing in it.
    """

    platform: str
    actor: str
    conversation: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    id: str = ""
    reply_to: str = ""
    direct: bool = False
    posted: bool = True
    sent: bool = False
