"""`ofsted-bot gallery`: every card, as each platform draws it, on one page that needs no network."""

from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.gallery.page import page
from bot.gallery.story import told

_ASSETS = ("adaptivecards.min.js", "adaptivecards.LICENSE", "gallery.css", "gallery.js")


def write(folder: Path, zone: ZoneInfo) -> int:
    """Write `index.html` and what it is drawn with into `folder`, say where, and return 0."""
    folder.mkdir(parents=True, exist_ok=True)
    chapters = told(zone)
    (folder / "index.html").write_text(page(chapters), encoding="utf-8")
    for name in _ASSETS:
        (folder / name).write_bytes(files("bot").joinpath("gallery", name).read_bytes())
    answers = sum(len(chapter.scenes) for chapter in chapters)
    print(f"Wrote {folder / 'index.html'}: {answers} answers. Open it in a browser.")
    return 0
