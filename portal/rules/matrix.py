"""Who gets what from every address: what the apps declare, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# Everybody an answer is declared for, by (role, relation to what the address names).
WHO: Mapping[str, tuple[str, str]] = {
    "anonymous": ("public", "none"),
    "person": ("account", "none"),
    "applicant": ("applicant", "own"),
    "viewer": ("applicant", "consortium"),
    "rival": ("applicant", "foreign"),
    "member": ("panel member", "own"),
    "recused": ("panel member", "recused"),
    "outside": ("panel member", "other round"),
    "secretary": ("secretary", "staff"),
    "manager": ("manager", "staff"),
    "ministry": ("ministry", "staff"),
    "auditor": ("auditor", "staff"),
}
# The phases of a round in their order; ANY where an address belongs to no round.
PHASES = ("draft", "open", "closed", "screening", "written", "presentation", "deliberation", "published")
ANY = "any"
_KNOWN = frozenset(WHO) - {"anonymous"}


@dataclass(frozen=True)
class Policy:
    """Why, and who gets which answer: an HTTP status, `login` (the way to the login) or `file` (to the files origin).

    `others` is the answer for everybody who is not named.
    """

    reason: str
    others: str
    named: Mapping[str, str] = field(default_factory=dict)

    def answer(self, who: str) -> str:
        """What this person gets."""
        return self.named.get(who, self.others)

    @property
    def asks_only_for_login(self) -> bool:
        """Whether an account is all that it takes."""
        got = {self.answer(who) for who in _KNOWN}
        return self.answer("anonymous") in {"login", "401"} and len(got) == 1 and not got & {"403", "404", "409"}


@dataclass(frozen=True)
class Circle:
    """Those whom a policy lets in, why, and who else learns that there is something (`refused`, by its status).

    For everybody outside the address does not exist: foreign and absent are the same 404.
    """

    reason: str
    inside: frozenset[str]
    refused: Mapping[str, str] = field(default_factory=dict)

    def open(self, status: str = "200") -> Policy:
        """An address that asks nobody to log in."""
        return Policy(self.reason, "404", {**self.refused, **dict.fromkeys(self.inside, status)})

    def page(self, status: str = "200", *, anonymous: str = "login") -> Policy:
        """A page: a stranger is led to the login, whether or not there is something."""
        return Policy(self.reason, "404", {**self.open(status).named, "anonymous": anonymous})

    def api(self, status: str = "200") -> Policy:
        """The same at the second door: a stranger gets 401."""
        return self.page(status, anonymous="401")


@dataclass(frozen=True)
class Row:
    """How an address answers in some phases: "draft", "open-closed" or, outside rounds, "any".

    A method without a policy is refused (405; a stranger may be led to the login first). `about` tells rows apart
    whose address names different things. `reason` says why an account alone is enough.
    """

    phases: str
    get: Policy | None = None
    post: Policy | None = None
    patch: Policy | None = None
    delete: Policy | None = None
    about: str = ""
    reason: str = ""

    def within(self) -> Sequence[str]:
        """The phases one by one. Raises ValueError for one that is not known."""
        first, _, last = self.phases.partition("-")
        if first == ANY:
            return (ANY,)
        return PHASES[PHASES.index(first) : PHASES.index(last or first) + 1]

    def policies(self) -> dict[str, Policy]:
        """The declared methods."""
        found = {"GET": self.get, "POST": self.post, "PATCH": self.patch, "DELETE": self.delete}
        return {method: policy for method, policy in found.items() if policy is not None}


@dataclass(frozen=True)
class Cell:
    """One line of the published matrix."""

    route: str
    method: str
    role: str
    relation: str
    phase: str
    expected: str
    reason: str


def cells(route: str, rows: Sequence[Row]) -> Iterator[Cell]:
    """Every cell of one address."""
    for row in rows:
        for method, policy in row.policies().items():
            reason = row.reason if policy.asks_only_for_login else policy.reason
            for phase in row.within():
                for who, (role, relation) in WHO.items():
                    yield Cell(route, method, role, relation, phase, policy.answer(who), reason)
