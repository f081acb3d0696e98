"""What goes in and what goes wrong, without the engine."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

REASONS = {
    "asset": _("The document asks for a file that is not on the list: %(url)s"),
    "element": _("The document holds an element that paper does not know: %(tag)s"),
    "fonts": _("The report fonts are missing or no TrueType files: %(name)s"),
    "glyphs": _("The report fonts lack characters of the document: %(characters)s"),
    "size": _("The document is longer than %(limit)s characters."),
    "pages": _("The document has more than %(limit)s pages."),
    "time": _("Laying out the document took longer than %(limit)s seconds."),
    "layout": _("The document could not be laid out: %(fault)s"),
    "broken": _("This is not a readable PDF file."),
}
# Trying again helps only where the machine, not the document, was at fault.
PASSING = {"fonts", "time", "layout"}
ATTACHMENT_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")
MIME = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


class PdfError(Exception):
    """A report could not be printed; its text is the reason in the active language."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(gettext(REASONS[code]) % params)
        self.code = code
        self.is_final = code not in PASSING

    @property
    def reason(self) -> str:
        """The sentence for staff."""
        return str(self)


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF, as data that belongs to it (AFRelationship Data). Raises ValueError for a bad name."""

    name: str
    data: bytes
    description: str = ""
    mime: str = "application/json"

    def __post_init__(self) -> None:
        if not ATTACHMENT_NAME.fullmatch(self.name):
            raise ValueError(f"an attachment needs a plain ASCII file name, not {self.name!r}")
        if not MIME.fullmatch(self.mime):
            raise ValueError(f"no media type: {self.mime!r}")


@dataclass(frozen=True)
class Limits:
    """Where a document is refused, so that one report cannot hold the worker; the task's own time limit is longer."""

    characters: int = 6_000_000
    pages: int = 400
    seconds: float = 80
