"""Which files a round takes, and what is wrong with one: extension and content must agree, and it must open.

Source: the rule card (formats, size and pages of each document); limits on archives from the reliability notes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from applications.rules.rule_card import RequiredDocument
from portal.errors import Problem

MB = 1024 * 1024


@dataclass(frozen=True)
class Format:
    """A kind of file: its extension, its media type and how people call it."""

    code: str
    extension: str
    content_type: str
    label: str


_OOXML = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    each.code: each
    for each in (
        Format("pdf", ".pdf", "application/pdf", "PDF"),
        Format("hwp", ".hwp", "application/x-hwp", "HWP"),
        Format("hwpx", ".hwpx", "application/hwp+zip", "HWPX"),
        Format("docx", ".docx", f"{_OOXML}.wordprocessingml.document", "DOCX"),
        Format("pptx", ".pptx", f"{_OOXML}.presentationml.presentation", "PPTX"),
        Format("xlsx", ".xlsx", f"{_OOXML}.spreadsheetml.sheet", "XLSX"),
        Format("odt", ".odt", "application/vnd.oasis.opendocument.text", "ODT"),
        Format("zip", ".zip", "application/zip", "ZIP"),
    )
}
# An archive that unpacks to more than this, or grows more than this, is refused before anything reads it.
MAX_UNPACKED, MAX_GROWTH, MAX_ENTRIES = 2048 * MB, 200, 10_000
GROWTH_FROM = 16 * MB


@dataclass(frozen=True)
class Archive:
    """What an archive's directory says of it."""

    entries: int
    unpacked: int
    has_unsafe_names: bool = False


@dataclass(frozen=True)
class FileFacts:
    """What was found in a file. `content` is the code of the format that its bytes are, "" for none we know."""

    name: str
    size: int
    sha256: str
    content: str
    is_locked: bool = False
    is_broken: bool = False
    pages: int | None = None
    archive: Archive | None = None

    @property
    def extension(self) -> str:
        """With its dot, in lower case; "" where the name has none."""
        stem, dot, last = self.name.rpartition(".")
        return f".{last.lower()}" if dot and stem else ""


def accept(formats: tuple[str, ...]) -> str:
    """The `accept` attribute of a file input."""
    return ",".join(FORMATS[code].extension for code in formats)


def labels(formats: tuple[str, ...]) -> str:
    """How people call these formats: PDF, HWPX."""
    return ", ".join(FORMATS[code].label for code in formats)


def problem(facts: FileFacts, wanted: RequiredDocument) -> Problem | None:
    """The first thing that stands in the way of filing this file as this document, or None."""
    return next(_problems(facts, wanted), None)


def _problems(facts: FileFacts, wanted: RequiredDocument) -> Iterator[Problem]:
    if facts.size == 0:
        yield Problem("file_is_empty")
    if facts.size > wanted.max_mb * MB:
        yield Problem("file_too_large", {"max": wanted.max_mb})
    yield from _format_problems(facts, wanted)
    if facts.is_locked:
        yield Problem("file_is_locked")
    if facts.is_broken:
        yield Problem("file_is_broken")
    if facts.archive:
        yield from _archive_problems(facts.archive, facts.size)
    if facts.pages is not None and wanted.max_pages is not None and facts.pages > wanted.max_pages:
        yield Problem("too_many_pages", {"pages": facts.pages, "max": wanted.max_pages})


def _format_problems(facts: FileFacts, wanted: RequiredDocument) -> Iterator[Problem]:
    by_extension = next((each for each in FORMATS.values() if each.extension == facts.extension), None)
    if by_extension is None or by_extension.code not in wanted.formats:
        yield Problem("format_not_taken", {"formats": labels(wanted.formats)})
    elif facts.content != by_extension.code:
        yield from _disagreement(facts, by_extension)


def _disagreement(facts: FileFacts, by_extension: Format) -> Iterator[Problem]:
    if facts.is_locked or facts.is_broken:
        return
    if facts.content:
        found = FORMATS[facts.content].label
        yield Problem("content_is_another_format", {"extension": by_extension.extension, "found": found})
    else:
        yield Problem("content_is_unknown", {"extension": by_extension.extension})


def _archive_problems(archive: Archive, size: int) -> Iterator[Problem]:
    if archive.entries == 0:
        yield Problem("archive_is_empty")
    grown = Fraction(archive.unpacked, max(size, 1))
    if (
        archive.entries > MAX_ENTRIES
        or archive.unpacked > MAX_UNPACKED
        or (archive.unpacked > GROWTH_FROM and grown > MAX_GROWTH)
    ):
        yield Problem("archive_too_large_inside")
    if archive.has_unsafe_names:
        yield Problem("archive_has_unsafe_names")
