"""Reviews and audits: planned by somebody outside the line, reminded, and their result is evidence."""

from handlers.reviews.finishing import cancel, done
from handlers.reviews.planning import add
from handlers.reviews.reading import show

__all__ = ["add", "cancel", "done", "show"]
