"""What can be said of a sign-off, in one place for the table of commands."""

from handlers.signoff.asking import request, withdraw
from handlers.signoff.deciding import confirm, send_back, sign
from handlers.signoff.following import holding, reopen, reported
from handlers.signoff.showing import show

__all__ = ["confirm", "holding", "reopen", "reported", "request", "send_back", "show", "sign", "withdraw"]
