"""What the database itself refused to the restricted role, from PostgreSQL's log into the house chain.

A refused statement leaves nothing behind in the database: whoever holds the role's password and asks past the portal
would be seen by nobody. `DATABASE_LOG` names the server's log, written with `log_line_prefix = '%m [%p] %q%u %e '`.
Source: reliability, threats T1 and T2.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from portal import audit
from portal.models import AuditEvent
from portal.roles import SYSTEM

REFUSED = "database.refused"
# insufficient_privilege: grants, row security, insert-only tables, other roles.
_LINE = re.compile(r"(?P<at>\S+ \S+ \S+) \[(?P<pid>\d+)\] (?P<role>\S+) 42501 (?P<level>[A-Z]+):  (?P<text>.*)")
# How much of the log one look goes back over, and how many refusals it takes; a flood is cut, never an entry.
_LAST_BYTES, _MOST = 1024 * 1024, 100
_LONGEST = 400


@dataclass(frozen=True)
class Refused:
    """One refused statement; `at` and `pid` as the log has them, together its name."""

    at: str
    pid: str
    role: str
    text: str
    statement: str = ""

    @property
    def subject(self) -> str:
        """What stands in the chain in clear: who and when, and as much of the refusal as fits; never the statement."""
        return f"{self.role} {self.at} [{self.pid}] {self.text}"[:80]


def watch(*, now: datetime) -> list[Refused]:
    """Put what is new in the log into the house chain, each once, and give it; nothing where no log is named."""
    if not settings.DATABASE_LOG:
        return []
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two clocks must not note the same; the restricted role has no row locks.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [REFUSED])
            cursor.execute("SELECT current_user")
            role = cursor.fetchone()[0]
        found = [each for each in refused(_lines(Path(settings.DATABASE_LOG))) if each.role == role][-_MOST:]
        known = AuditEvent.objects.filter(verb=REFUSED, subject__in=[each.subject for each in found])
        noted = set(known.values_list("subject", flat=True))
        new = [each for each in found if each.subject not in noted]
        for each in new:
            audit.record(actor=SYSTEM, verb=REFUSED, subject=each.subject, at=now, data=asdict(each))
    return new


def refused(lines: Iterable[str]) -> Iterator[Refused]:
    """The refusals among a log's lines, each with the statement that the next line names."""
    last: Refused | None = None
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        if match["level"] == "ERROR":
            if last:
                yield last
            last = Refused(match["at"], match["pid"], match["role"], match["text"][:_LONGEST])
        elif last and match["level"] == "STATEMENT" and match["pid"] == last.pid:
            yield Refused(last.at, last.pid, last.role, last.text, match["text"][:_LONGEST])
            last = None
    if last:
        yield last


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    with path.open("rb") as log:
        log.seek(max(path.stat().st_size - _LAST_BYTES, 0))
        return log.read().decode("utf-8", "replace").splitlines()
