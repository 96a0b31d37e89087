"""The page: each answer three times, and whatever anybody said escaped."""

import json
from collections.abc import Iterator, Sequence
from html import escape

from bot.console.render import reply_text
from bot.gallery.slack import drawn
from bot.gallery.story import Chapter, Scene
from bot.teams.render import card_attachment, form_card, text_of
from models.card import Reply

_WIDTH = 43
_HEAD = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every card of the improvement-plan bot</title>
<link rel="stylesheet" href="gallery.css">
<script src="adaptivecards.min.js" defer></script>
<script src="gallery.js" defer></script>
</head>
<body>
<header>
<h1>Every card, on every platform</h1>
<p>What the bot answers on Cambridgeshire’s real plan of 2009, as the console, Slack and Microsoft Teams draw it. Who
owns what, and how it went, are made up. Microsoft’s own renderer draws the Teams cards; this page draws the Slack ones,
much as Slack would. On a real screen each takes its colours from the app it is in.</p>
"""
_FOOT = "</main>\n</body>\n</html>\n"


def page(chapters: Sequence[Chapter]) -> str:
    """The whole page, as HTML."""
    links = "".join(f'<li><a href="#{_anchor(each)}">{escape(each.title)}</a></li>' for each in chapters)
    head = f'{_HEAD}<nav aria-label="Chapters"><ul>{links}</ul></nav>\n</header>\n<main>\n'
    return "".join([head, *(part for chapter in chapters for part in _chapter(chapter)), _FOOT])


def _anchor(chapter: Chapter) -> str:
    return "-".join(word for word in chapter.title.casefold().split() if word.isalpha())


def _chapter(chapter: Chapter) -> Iterator[str]:
    name = _anchor(chapter)
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(chapter.title)}</h2>\n'
    yield from map(_scene, chapter.scenes)
    yield "</section>\n"


def _scene(scene: Scene) -> str:
    said = f"“{escape(scene.said)}”" if scene.said else "Sent to them"
    return (
        f'<article>\n<h3><span class="who">{escape(scene.who)}</span> <span class="said">{said}</span></h3>\n'
        f'<div class="three">\n{_console(scene.reply)}{_slack(scene.reply)}{_teams(scene.reply)}</div>\n</article>\n'
    )


def _console(reply: Reply) -> str:
    text = reply_text(reply, width=_WIDTH)
    return f'<div class="panel console"><h4>Console</h4><pre tabindex="0">{escape(text)}</pre></div>\n'


def _slack(reply: Reply) -> str:
    return f'<div class="panel slack"><h4>Slack</h4>{drawn(reply)}</div>\n'


def _teams(reply: Reply) -> str:
    """What the page's script draws; in words where there is no script."""
    cards = [each["content"] for each in card_attachment(reply)]
    cards += [form_card(reply.form, dialog=True)] if reply.form else []
    shown = "".join(
        f'<div class="card" data-card="{escape(json.dumps(card, ensure_ascii=False))}"></div>' for card in cards
    )
    words = f'<noscript><pre tabindex="0">{escape(text_of(reply))}</pre></noscript>'
    return f'<div class="panel teams"><h4>Teams</h4>{shown}{words}</div>\n'
