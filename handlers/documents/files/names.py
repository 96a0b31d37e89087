"""The name a file came with, made safe to show. It is never used to find anything."""

import unicodedata
from typing import Final

_LONGEST: Final = 180
_LONGEST_SUFFIX: Final = 12
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in (*"0123456789¹²³",)
}


def safe_name(name: str) -> str:
    """A name to show and to offer for saving: no path, no control or direction marks, no device, not too long."""
    shown = unicodedata.normalize("NFC", "".join(_visible(letter) for letter in name))
    last = shown.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    tidy = _shortened(" ".join(last.translate(_FORBIDDEN).split()).strip(". ")).strip(". ")
    if tidy.partition(".")[0].strip().casefold() in _DEVICES:
        tidy = f"_{tidy}"
    return tidy or "file"


def suffix(name: str) -> str:
    """The letters after the last dot of a name as it is shown, in lower case; empty when it has none."""
    stem, dot, end = safe_name(name).rpartition(".")
    return end.casefold() if stem and dot else ""


def _visible(letter: str) -> str:
    """Format marks turn names round and hide letters; what has no meaning anywhere may be either."""
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter)[0] == "C" else letter


def _shortened(name: str) -> str:
    """The name within what file systems allow, counted in bytes, with its suffix kept."""
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, end = name.rpartition(".")
    if not stem or len(end.encode()) > _LONGEST_SUFFIX:
        stem, dot, end = name, "", ""
    room = _LONGEST - len(f"{dot}{end}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + end
