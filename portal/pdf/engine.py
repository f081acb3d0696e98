"""WeasyPrint, kept warm and kept on a short lead: one font set for each process, one document at a time."""

import atexit
import functools
import logging
import os
import shutil
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from portal.display import KST
from portal.pdf.parts import Attachment, Limits, PdfError

with warnings.catch_warnings():
    # Without libharfbuzz-subset the fonts are cut down by fontTools: slower, and just as good.
    warnings.simplefilter("ignore", DeprecationWarning)
    import weasyprint
    import weasyprint.pdf
    import weasyprint.pdf.fonts
from weasyprint.css.counters import CounterStyle
from weasyprint.document import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from portal.pdf import assets
from portal.pdf.conformance import finish
from portal.pdf.typesetting import Printable, typeset


def _mend() -> None:
    """Two habits of WeasyPrint that we cannot have."""
    # fontTools would write the present time into a font it has cut down, and no report would print the same twice.
    weasyprint.pdf.fonts.TTFont = functools.partial(weasyprint.pdf.fonts.TTFont, recalcTimestamp=False)
    # It leaves the file of the colour profile open.
    profile = weasyprint.pdf.ColorProfile

    def closing(file: BinaryIO, *rest: object) -> object:
        with file:
            return profile(file, *rest)

    weasyprint.pdf.ColorProfile = closing


_mend()

VARIANT = "pdf/a-3a"
FOLDER = "gwaban-fonts-"
logger = logging.getLogger(__name__)


class _Stopped(BaseException):
    """A limit was reached; no `except Exception` on the way out may hold it up."""


@dataclass
class _Job:
    """What is watched while one document is laid out."""

    limits: Limits
    ends_at: float
    faults: list[str] = field(default_factory=list)


class _Watch(logging.Handler):
    """WeasyPrint tells of its pages and of its troubles only through its log."""

    job = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        job: _Job | None = getattr(self.job, "now", None)
        if job is None:
            return
        if record.name == "weasyprint.progress":
            if time.monotonic() > job.ends_at:
                raise _Stopped("time", job.limits.seconds)
            if "Page" in record.msg and record.args and record.args[0] > job.limits.pages:
                raise _Stopped("pages", job.limits.pages)
        elif record.levelno >= logging.ERROR:
            job.faults.append(record.getMessage())
        else:
            logger.info("%s", record.getMessage())


def _listen() -> None:
    watch = _Watch()
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    for name in ("weasyprint", "weasyprint.progress"):
        weasyprint_log = logging.getLogger(name)
        weasyprint_log.propagate = False
        weasyprint_log.addHandler(watch)


_listen()


class _Press:
    """The fonts and styles of one process."""

    def __init__(self) -> None:
        self.printable = Printable(assets.covered())
        self.fetcher = assets.ListedOnly()
        self.fonts = FontConfiguration()
        _sweep()
        self.fonts._folder = _folder()
        self.numbering = CounterStyle()
        self.style = assets.style(self.fonts, self.fetcher, self.numbering)

    def abandon(self) -> None:
        """Leave the font files to the process that made them: they go when its configuration does."""
        self.fonts._folder = None


def _folder() -> Path:
    """Where this process keeps the copies of the fonts that WeasyPrint makes; goes with the process."""
    owner = os.getpid()
    folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{owner}-"))
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    return folder


def _sweep() -> None:
    """Remove the folders of processes that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        owner = folder.name.removeprefix(FOLDER).partition("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


_lock = threading.Lock()
_press: _Press | None = None


def _after_fork() -> None:
    global _lock, _press  # noqa: PLW0603 (one a process)
    _lock = threading.Lock()
    if _press is not None:
        _press.abandon()
        _press = None


os.register_at_fork(after_in_child=_after_fork)


def _warm() -> _Press:
    global _press  # noqa: PLW0603 (one a process)
    if _press is None:
        _press = _Press()
    return _press


def render(
    html: str,
    *,
    title: str,
    lang: str,
    created: datetime,
    attachments: Sequence[Attachment],
    limits: Limits,
) -> bytes:
    """See `portal.pdf.render`."""
    if created.tzinfo is None:
        raise ValueError("a report needs a date with a time zone")
    if len(html) > limits.characters:
        raise PdfError("size", limit=f"{limits.characters:,}")
    created = created.astimezone(KST).replace(microsecond=0)
    with _lock, _watched(limits) as job:
        press = _warm()
        source = weasyprint.HTML(string=html, url_fetcher=press.fetcher)
        source.etree_element.set("lang", lang)
        typeset(source.etree_element, press.printable)
        document = source.render(
            font_config=press.fonts,
            stylesheets=press.style,
            counter_style=press.numbering.copy(),
            pdf_variant=VARIANT,
        )
        stamp = created.isoformat()
        document.metadata = DocumentMetadata(title=title, lang=lang, created=stamp, modified=stamp)
        files = sorted(attachments, key=lambda each: each.name)
        printed = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[_embedded(each, created) for each in files],
            finisher=functools.partial(finish, title=title, lang=lang, created=created, attachments=files),
        )
        if job.faults:
            raise PdfError("layout", fault=job.faults[0][:200])
        return printed


def _embedded(attachment: Attachment, created: datetime) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=attachment.data,
        name=attachment.name,
        description=attachment.description,
        created=created.astimezone(UTC),
        modified=created.astimezone(UTC),
        relationship="Data",
    )


@contextmanager
def _watched(limits: Limits) -> Iterator[_Job]:
    """Watch one document; whatever stops it leaves as a PdfError."""
    job = _Watch.job.now = _Job(limits, time.monotonic() + limits.seconds)
    try:
        yield job
    except _Stopped as stop:
        code, limit = stop.args
        raise PdfError(code, limit=limit) from stop
    except FatalURLFetchingError as error:
        raise PdfError("asset", url=str(error)[:120]) from error
    except PdfError:
        raise
    except Exception as error:
        raise PdfError("layout", fault=f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        _Watch.job.now = None
