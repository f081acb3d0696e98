"""Which mail goes to whom. Mails are written in the act's own transaction; the worker sends them."""

from reviews.notices.decisions import tell_result
from reviews.notices.panel import appointed, review_begun
from reviews.notices.sessions import tell_presentation_time

__all__ = ["appointed", "review_begun", "tell_presentation_time", "tell_result"]
