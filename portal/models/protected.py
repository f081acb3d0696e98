"""Rows that prove something are only ever inserted."""

from typing import Any

from django.db import models


class InsertOnly(models.Model):
    """Base of the tables that design names as proof; corrections are new rows with a reason.

    The database enforces it (`portal.protection`); the methods here only make the mistake visible earlier.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert. `save()` with a primary key would try an UPDATE first, which the database refuses."""
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what proves something stays."""
        raise TypeError(f"{type(self).__name__} rows are never deleted.")
