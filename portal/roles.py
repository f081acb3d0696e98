"""Who acts: roles that staff hold, and the actor that every action and policy is told about.

Applicants and panel members hold no role: their rights come from a relation (consortium, seat).
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Held by a grant that two people made and that expires."""

    MANAGER = "manager"
    SECRETARY = "secretary"
    MINISTRY = "ministry"
    AUDITOR = "auditor"


class Agency(StrEnum):
    """Where staff belong: the two managing agencies (전담기관) and the ministry."""

    NIPA = "NIPA"
    NIA = "NIA"
    MSIT = "MSIT"


@dataclass(frozen=True)
class Actor:
    """One acting person as the policies see it; `name` is for people, never for the chain."""

    user_id: int | None
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    agency: Agency | None = None
    is_system: bool = False
    # What binds a person without a role to rounds ("application", "seat"), for menus; policies ask for the rows.
    relations: frozenset[str] = frozenset()
    # Has proved within the last minutes who they are; grave acts ask for it.
    is_fresh: bool = field(default=False, compare=False)

    @property
    def is_known(self) -> bool:
        """Logged in."""
        return self.user_id is not None

    @property
    def is_manager(self) -> bool:
        """담당자, of either agency; the approver is a second one."""
        return Role.MANAGER in self.roles

    @property
    def is_secretary(self) -> bool:
        """간사: runs screening and meetings, has no vote."""
        return Role.SECRETARY in self.roles

    @property
    def runs_rounds(self) -> bool:
        """Manager or secretary: sees the desks."""
        return self.is_manager or self.is_secretary

    @property
    def label(self) -> str:
        """Role and agency for the chain ("manager/NIPA"), without a name."""
        if self.is_system:
            return "system"
        held = "+".join(sorted(self.roles)) or ("person" if self.is_known else "public")
        return f"{held}/{self.agency}" if self.agency else held


ANONYMOUS = Actor(user_id=None)
SYSTEM = Actor(user_id=None, name="SYSTEM", is_system=True)
