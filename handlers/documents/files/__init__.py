"""Files that people send: what each really is, whether it is safe to keep, and the words in it."""

from handlers.documents.files.kinds import LARGEST, MOST_TEXT, Inspected, Kind, TooLarge, TooMuchText, UnsafeFile
from handlers.documents.files.looking import inspect
from handlers.documents.files.names import safe_name
from handlers.documents.files.text import text_of

__all__ = [
    "LARGEST",
    "MOST_TEXT",
    "Inspected",
    "Kind",
    "TooLarge",
    "TooMuchText",
    "UnsafeFile",
    "inspect",
    "safe_name",
    "text_of",
]
