"""`manage.py tally FILE...`: decide tally-1 documents; no database, no server, no environment."""

import errno
import json
import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from reviews.rules.tally import Fault, Malformed, Result, read, tally
from reviews.rules.tally.faults import printable

_STANDARD_INPUT = "-"
_EXIT_MALFORMED = 2


class Command(BaseCommand):
    """Prints one gwaban/tally-result-1 object a line, in the order of the files.

    When any file is malformed or unreadable it prints nothing, names every fault on standard error, one a line
    (`path: message`, with `FILE: ` before it when there are several files), and exits with status 2.
    """

    help = "Decide gwaban/tally-1 documents and print a gwaban/tally-result-1 document for each, one a line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a tally-1 document, or - (at most once) for standard input"
        )

    def handle(self, *args, files: list[str], **options) -> None:
        results: list[Result] = []
        lines: list[str] = []
        for position, name in enumerate(files):
            try:
                results.append(tally(read(_content(name, before=files[:position]))))
            except Malformed as malformed:
                prefix = f"{printable(name)}: " if len(files) > 1 else ""
                lines += [f"{prefix}{fault}" for fault in malformed.faults]
        for line in lines:
            self.stderr.write(line)
        if lines:
            sys.exit(_EXIT_MALFORMED)
        for result in results:
            self.stdout.write(json.dumps(result.as_json()))


def _content(name: str, *, before: list[str]) -> bytes:
    """The bytes of a file. What cannot be read is malformed too, and so is `-` when it stood `before`."""
    if name == _STANDARD_INPUT and name in before:
        raise Malformed([Fault("$", "standard input stands more than once")])
    try:
        return _standard_input() if name == _STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise Malformed([Fault("$", f"cannot be read: {error.strerror}")]) from error


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by the caller
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer.read()
