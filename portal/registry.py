"""Where the apps tell the house what they bring, in `AppConfig.ready()`.

The house asks here for menu entries, home cards, grave acts, outbox topics and report kinds; it never imports an app.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise

from portal.errors import Decision, Problem
from portal.roles import Actor
from portal.rules.matrix import Row

Text = str | Promise


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the header menu; `for_actor` says who sees it (at most five each).

    It is marked on every page below `prefix`, and on those in `pages` (names of addresses) wherever they stand.
    """

    label: Text
    url_name: str
    order: int
    for_actor: Callable[[Actor], bool]
    prefix: str = ""
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StaffPage:
    """A page of the house for staff, named beside their home and desks; `may_open` is the page's own policy."""

    label: Text
    url_name: str
    may_open: Callable[[Actor], Decision]


@dataclass(frozen=True)
class SealedReports:
    """Reports of one round that nobody on the staff may open yet: how many of them failed, never how many there are."""

    label: Text
    about: str
    when: Text
    failed: int = 0


@dataclass(frozen=True)
class Todo:
    """One line of a home page: what, until when, why, and where to do it."""

    what: Text
    url: str
    why: Text = ""
    until: datetime | None = None
    group: Text = ""
    state: str = "todo"


@dataclass(frozen=True)
class GraveAct:
    """An act that needs two people. `perform` runs the approved payload and nothing else.

    may_request(actor, subject, now) and may_answer(actor, approval) are policies of the app's `permissions`;
    `describe(payload)` lists (label, before, after) for the approver's page; `url(subject)` leads back.
    """

    verb: str
    label: Text
    may_request: Callable[[Actor, str], Decision]
    may_answer: Callable[[Actor, Any], Decision]
    perform: Callable[..., None]
    describe: Callable[[Mapping[str, Any]], Sequence[tuple[Text, Text, Text]]]
    url: Callable[[str], str]
    chain: Callable[[str], str] = lambda subject: "house"  # noqa: ARG005 (most acts outside rounds)
    # The page that shows all of what is asked for, as (words, its address by subject).
    whole: tuple[Text, Callable[[str], str]] | None = None

    def about(self, subject: str) -> str:
        """What people are told that it is about: its round, or nothing, as an act of the house has only a number."""
        return "" if self.chain(subject) == "house" else subject


@dataclass(frozen=True)
class ReportKind:
    """A report: `build(order)` gathers its content (data, then paper); `may_see(actor, order)` guards the file.

    `opens(actor)` is the same policy for a list: which orders of this kind the actor may open.
    """

    kind: str
    label: Text
    build: Callable[[Any], Any]
    may_see: Callable[[Actor, Any], Decision]
    opens: Callable[[Actor], Q]
    file_name: Callable[[Any], str]


@dataclass(frozen=True)
class EvidencePart:
    """One file of an evidence bundle: `rows(round)` gives its rows for the sealed bundle, `public(round)` for the
    public one; a bundle without them has no such file.
    """

    name: str
    rows: Callable[[Any], Iterable[Mapping[str, Any]]] | None = None
    public: Callable[[Any], Iterable[Mapping[str, Any]]] | None = None


@dataclass(frozen=True)
class Topic:
    """A kind of outbox work.

    `work(object_id)` does the slow part outside any transaction and returns `finish`, which stores the result in the
    transaction that marks the message done.
    """

    name: str
    work: Callable[[int], Callable[[], None]]
    label: Text = ""
    # Seconds to wait after each failed try; one try more than there are waits.
    waits: Sequence[int] = (10, 20, 30, 40)

    @property
    def tries(self) -> int:
        """How often the work is tried before it has failed and waits for staff."""
        return len(self.waits) + 1


@dataclass
class Registry:
    """What the apps brought."""

    # Who gets what from every address, by its name; and what runs without anybody asking (tasks, commands), with why.
    matrix: dict[str, Sequence[Row]] = field(default_factory=dict)
    unattended: dict[str, str] = field(default_factory=dict)
    # Names of the addresses that need no login.
    public: set[str] = field(default_factory=set)
    # Who must use a second factor besides those who hold a role: each answers for one actor.
    second_factor_for: list[Callable[[Actor], bool]] = field(default_factory=list)
    menu: list[MenuEntry] = field(default_factory=list)
    staff_pages: list[StaffPage] = field(default_factory=list)
    # What binds an account to rounds without a role, by its name in `Actor.relations`: rows for the account's id.
    relations: dict[str, Callable[[int], Any]] = field(default_factory=dict)
    # What a list of reports says of those that are sealed.
    sealed_reports: list[Callable[[Actor], Sequence[SealedReports]]] = field(default_factory=list)
    todos: list[Callable[[Actor, datetime], Sequence[Todo]]] = field(default_factory=list)
    acts: dict[str, GraveAct] = field(default_factory=dict)
    reports: dict[str, ReportKind] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    audit_verbs: dict[str, Text] = field(default_factory=dict)
    # Verbs at which the head of the chain is signed, and those whose openings everybody may read once it is published.
    gates: set[str] = field(default_factory=set)
    public_links: set[str] = field(default_factory=set)
    evidence: list[EvidencePart] = field(default_factory=list)
    # Files that lie in a sealed bundle: (path in the bundle, key in the storage).
    evidence_files: list[Callable[[Any], Iterable[tuple[str, str]]]] = field(default_factory=list)
    # What a token of the API can be made for: scope → sentence.
    scopes: dict[str, Text] = field(default_factory=dict)
    # What a round's public page offers this actor: the application to go on with, the published decision.
    round_links: list[Callable[[Actor, Any, datetime], Sequence[Todo]]] = field(default_factory=list)
    # What a round's desk page links to and waits for; the round is the app's own object.
    desk_links: list[Callable[[Actor, Any, datetime], Sequence[Todo]]] = field(default_factory=list)
    # What else may be wrong with a rule card before it is opened, by those who apply its rules.
    readiness_checks: list[Callable[[Mapping[str, Any]], Sequence[Problem]]] = field(default_factory=list)
    # Whether this actor may have these stored bytes by a way of the app's; asked again when a link is opened.
    file_doors: list[Callable[[Actor, Any], bool]] = field(default_factory=list)
    # Addresses that show nobody else's data: reading them leaves no entry in the access log; all others do.
    impersonal: set[str] = field(default_factory=set)
    # What keeps this account from a staff role: a code with wording, or nothing.
    role_obstacles: list[Callable[[Any], str | None]] = field(default_factory=list)
    # Whether this account cannot be let into an application of this round.
    join_obstacles: list[Callable[[Any, Any], bool]] = field(default_factory=list)

    def menu_for(self, request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
        """The entries this actor sees, in order, with the current one marked."""
        from django.urls import reverse  # noqa: PLC0415 (URLconf loads after the apps)

        page = request.resolver_match.url_name if request.resolver_match else None
        entries = sorted((entry for entry in self.menu if entry.for_actor(actor)), key=lambda entry: entry.order)
        named = any(page in entry.pages for entry in entries)
        return [
            {
                "label": entry.label,
                "url": (url := reverse(entry.url_name)),
                "active": page in entry.pages if named else request.path.startswith(entry.prefix or url),
            }
            for entry in entries
        ]

    def staff_pages_for(self, actor: Actor) -> list[StaffPage]:
        """The staff's pages that this actor may open."""
        return [page for page in self.staff_pages if page.may_open(actor).allowed]


registry: Final = Registry()
