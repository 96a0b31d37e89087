"""Sign-off, which belongs to the board: asked for, decided once, confirmed where the chair has a part in it, kept."""

from handlers.signoff.asking import request, withdraw
from handlers.signoff.deciding import confirm, send_back, sign
from handlers.signoff.following import holding, reopen, reported
from handlers.signoff.showing import show

__all__ = ["confirm", "holding", "reopen", "reported", "request", "send_back", "show", "sign", "withdraw"]
