"""A form that was refused, asked again: nobody types twice what they sent once."""

from dataclasses import replace

from bot.dispatch import Dispatcher
from handlers import guarding
from handlers.asking_again import asked_though_refused, given_back, says_back, with_what_was_typed
from handlers.request import Request
from models.card import Action, Card, ChoiceField, Field, FileField, Form, Paragraph, Reply
from models.database import is_busy


def reopened(bot: Dispatcher, request: Request, refusal: Reply) -> Reply:
    """The form with all that was typed in it, and why it was refused at its field. It may wait, and never raises.

    Where it cannot be asked, the refusal itself, saying back what was typed; what the guard refused is said by none.
    """
    typed = guarding.answers(request)
    if not _loses(request, refusal) or says_back(refusal, typed):
        return refusal
    private = True
    try:
        private = guarding.screen(bot.reader, request) is not None
        form = bot.form_of(request)
    except Exception as error:  # noqa: BLE001  because the refusal is told, whatever becomes of its form
        return given_back(refusal, typed) if is_busy(error) and not private else refusal
    if form is None:
        return refusal
    return Reply(form=asked_though_refused(form, typed, refusal, private=private), refused=True)


def _loses(request: Request, refusal: Reply) -> bool:
    """Whether what was typed into a form would be gone with its refusal."""
    told = refusal.refused and refusal.form is None and not refusal.replaces and bool(refusal.cards)
    return request.sent and bool(guarding.answers(request)) and told


def said_back(reply: Reply) -> Reply:
    """A form asked again that cannot be opened just now, in words: what was wrong, and what was typed, to be copied."""
    form = reply.form
    if form is None or not form.errors or is_private(form):
        return reply
    wrong = tuple(Paragraph((sentence,)) for _, sentence in form.errors)
    card = with_what_was_typed(Card(form.title, wrong), {field.name: _answer(field) for field in form.fields})
    again = replace(card, actions=(Action("Open the form", form.command),))
    return replace(reply, cards=(*reply.cards, again), form=None)


def is_private(form: Form) -> bool:
    """Whether what is typed in a form may stand in no message: the guard asks about it, or refused it."""
    return form.private or any(field.name == guarding.CONFIRMED for field in form.fields)


def _answer(field: Field) -> str:
    if isinstance(field, ChoiceField):
        return dict(field.options).get(field.value, field.value)
    return "" if isinstance(field, FileField) else field.value
