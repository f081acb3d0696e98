"""HTML in, PDF out: the only package that knows WeasyPrint.

`render` prints a report as tagged PDF/A-3a (also PDF/UA-1) with its JSON attached, the same bytes for the same input.
Nothing is fetched but the fonts and the print style of the house; whatever else a document asks for fails the job.
The engine is imported on first use: it takes a second and Debian's Pango, which only the worker needs.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext

from portal.canonical import canonical
from portal.pdf.parts import Attachment, Limits, PdfError

LIMITS = Limits()

__all__ = ["LIMITS", "Attachment", "Limits", "PdfError", "page_count", "render", "signed_head"]


def render(
    html: str,
    *,
    title: str,
    lang: str,
    created: datetime,
    attachments: Sequence[Attachment] = (),
    limits: Limits = LIMITS,
) -> bytes:
    """Print an HTML document (see `templates/reports/base.html`).

    `title` and `lang` become the document's own; `created` (aware) is its only date. Metadata names no person, path or
    tool user. Raises PdfError, with a sentence for staff, when the document asks for a file that is not on the list,
    holds an element that paper does not know, or passes a limit; ValueError for a naive `created`.
    """
    from portal.pdf import engine  # noqa: PLC0415 (see above)

    return engine.render(html, title=title, lang=lang, created=created, attachments=attachments, limits=limits)


def signed_head(head: Mapping[str, Any] | None) -> tuple[Attachment, ...]:
    """The signed head of a chain (`portal.heads`) as the file that a paper carries; nothing without one."""
    if head is None:
        return ()
    return (Attachment("head.json", canonical(dict(head)), description=gettext("The signed head of the chain")),)


def page_count(data: bytes) -> int:
    """The number of pages of a PDF. Raises PdfError for anything else."""
    import pikepdf  # noqa: PLC0415 (the web server does without)

    try:
        with pikepdf.open(BytesIO(data)) as document:
            return len(document.pages)
    except pikepdf.PdfError as error:
        raise PdfError("broken") from error
