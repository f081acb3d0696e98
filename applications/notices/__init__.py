"""Which mail goes to whom; `applications` by the worker after the commit, `rounds` in the act's own transaction."""

from applications.notices.applications import receipt, withdrawal
from applications.notices.rounds import round_cancelled, screened, shortlisted

__all__ = ["receipt", "round_cancelled", "screened", "shortlisted", "withdrawal"]
