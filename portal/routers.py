"""Which database role does what: the owner migrates, the restricted role serves."""

from typing import Any


class OwnerMigrates:
    """Refuse migrations through the restricted role, so that no table is ever owned by it."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Answer True for the owner's alias only."""
        return db == "owner"
