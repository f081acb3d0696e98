"""Organisations that apply or take part."""

from django.db import models

from portal.models.user import User
from portal.rules.names import search_key
from portal.rules.registration_no import is_valid


class Organisation(models.Model):
    """A company, university or institute, reused from round to round.

    The registration number (사업자등록번호) may be claimed by several until one claim is verified.
    """

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    registration_no = models.CharField(max_length=12, blank=True)
    search_name = models.CharField(max_length=120, editable=False, db_index=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=models.functions.Now())
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration_no"],
                condition=models.Q(verified_at__isnull=False) & ~models.Q(registration_no=""),
                name="one_verified_organisation_per_registration_no",
            ),
            models.CheckConstraint(
                condition=models.Q(registration_no="") | models.Q(registration_no__regex=r"^\d{3}-\d{2}-\d{5}$"),
                name="registration_no_is_formatted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(
        cls, name: str, *, registration_no: str = "", name_en: str = "", created_by: User | None = None
    ) -> "Organisation":
        """Build (not save) an organisation with its search key. Raises ValueError on a wrong registration number."""
        if registration_no and not is_valid(registration_no):
            raise ValueError(registration_no)
        return cls(
            name=name,
            name_en=name_en,
            registration_no=registration_no,
            search_name=search_key(name),
            created_by=created_by,
        )


class OrganisationMember(models.Model):
    """A person who may speak for an organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="organisations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_per_person")]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"
