"""Look into a file: what its bytes are, whatever its name says. Nothing is unpacked or run."""

import hashlib
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from applications.rules.file_formats import MAX_ENTRIES, Archive, FileFacts

CHUNK = 1024 * 1024
NAME_LIMIT = 150
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP = b"HWP Document File"
# Signature (32 bytes), version (4), then the flags; bit 1 says that a password locks it (HWP 5.0, FileHeader).
_HWP_FLAGS, _HWP_LOCKED = 36, 0b10
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_OFFICE = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.xml": "xlsx"}
_MIMETYPES = {b"application/hwp+zip": "hwpx", b"application/vnd.oasis.opendocument.text": "odt"}
_MIMETYPE_LIMIT = 100
_ENCRYPTED_ENTRY = 0b1
_ZIP_HEADS, _ZIP_ENTRY = (b"PK\x03\x04", b"PK\x05\x06"), b"PK\x01\x02"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')


def clean_name(name: str) -> str:
    """The file's own name: NFC (a Mac sends NFD), without folders and without characters that deceive or break.

    A long name keeps its extension; a name of nothing becomes "file".
    """
    own = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    own = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("", own)).strip(" .") or "file"
    if len(own) <= NAME_LIMIT:
        return own
    extension = PurePosixPath(own).suffix[:10]
    return own[: NAME_LIMIT - len(extension)] + extension


def read(stream: IO[bytes], name: str) -> FileFacts:
    """The facts of an uploaded file; afterwards the stream stands at its beginning again."""
    digest, size, entries = hashlib.sha256(), 0, 0
    for chunk in _chunks(stream):
        digest.update(chunk)
        size += len(chunk)
        entries += chunk.count(_ZIP_ENTRY)
    stream.seek(0)
    head = stream.read(1024)
    found: dict[str, Any] = {"content": ""}
    if head.startswith(_CFB):
        found = _compound(stream)
    elif b"%PDF-" in head:
        found = _pdf(stream)
    elif head.startswith(_ZIP_HEADS):
        # A directory of millions of entries would take the memory that it is meant to take.
        found = {"content": "zip", "archive": Archive(entries, 0)} if entries > 2 * MAX_ENTRIES else _zip(stream)
    stream.seek(0)
    return FileFacts(name=clean_name(name), size=size, sha256=digest.hexdigest(), **found)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        yield chunk


def _compound(stream: IO[bytes]) -> dict[str, Any]:
    """An OLE file: HWP, or an office document that a password has wrapped."""
    for chunk in _chunks(stream):
        # Streams of such a file begin at multiples of 512 bytes, so that none crosses a chunk's end.
        if (at := chunk.find(_HWP)) >= 0:
            return {"content": "hwp", "is_locked": bool(chunk[at + _HWP_FLAGS] & _HWP_LOCKED)}
        if _LOCKED_OFFICE in chunk:
            return {"content": "", "is_locked": True}
    return {"content": ""}


def _pdf(stream: IO[bytes]) -> dict[str, Any]:
    import pikepdf  # noqa: PLC0415 (a native library that most requests do without)

    try:
        stream.seek(0)
        with pikepdf.open(stream) as document:
            if document.is_encrypted:
                return {"content": "pdf", "is_locked": True}
            pages = len(document.pages)
            damaged = any("damaged" in str(warning) for warning in document.get_warnings())
    except pikepdf.PasswordError:
        return {"content": "pdf", "is_locked": True}
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
        return {"content": "pdf", "is_broken": True}
    return {"content": "pdf", "pages": pages, "is_broken": damaged or pages == 0}


def _zip(stream: IO[bytes]) -> dict[str, Any]:
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            content = _zip_content(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError):
        return {"content": "zip", "is_broken": True}
    return {
        "content": content,
        "is_locked": any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries),
        "archive": Archive(
            entries=len(entries),
            unpacked=sum(entry.file_size for entry in entries),
            has_unsafe_names=any(_is_unsafe(entry) for entry in entries),
        ),
    }


def _zip_content(archive: zipfile.ZipFile) -> str:
    names = archive.NameToInfo
    declared = names.get("mimetype")
    readable = declared and declared.file_size < _MIMETYPE_LIMIT and not declared.flag_bits & _ENCRYPTED_ENTRY
    if readable and (code := _MIMETYPES.get(archive.read(declared).strip())):
        return code
    if "[Content_Types].xml" in names:
        return next((code for part, code in _OFFICE.items() if part in names), "zip")
    return "zip"


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """A name that would lead out of the folder it is unpacked to, or a link."""
    name = entry.orig_filename.replace("\\", "/")
    leads_out = name.startswith("/") or ".." in name.split("/") or bool(re.match(r"[A-Za-z]:", name))
    return leads_out or stat.S_ISLNK(entry.external_attr >> 16)
