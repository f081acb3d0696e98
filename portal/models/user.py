"""People and the roles that staff hold."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from portal import wording
from portal.choices import labelled, values
from portal.models.protected import InsertOnly
from portal.roles import Agency, Role


class UserManager(BaseUserManager["User"]):
    """Accounts are made by sign-up, by invitation or by `bootstrap`; there is no superuser."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Create an active account; without a password it can only be reached by a password reset."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Look an account up by e-mail, whatever its case."""
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser):
    """A person who can log in by e-mail. Rights come from roles and relations, never from a flag here."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=models.functions.Now())

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_is_lower_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as written on documents."""
        return self.name


class Consent(InsertOnly):
    """That a person agreed to the privacy policy at sign-up: which wording of it, and when."""

    user = models.OneToOneField(User, models.PROTECT, related_name="consent")
    version = models.CharField(max_length=20)
    agreed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.version}"


class RoleGrant(InsertOnly):
    """A role held for a time; granted by two people (`approval`) except the first two by `bootstrap`.

    Nobody holds roles of two agencies at a time, and an approval makes one grant; a trigger sees to both.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=labelled(Role, wording.ROLE))
    agency = models.CharField(max_length=4, choices=labelled(Agency, wording.AGENCY))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    approval = models.ForeignKey("portal.Approval", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="grant_ends_after_start"
            ),
            models.UniqueConstraint(fields=["approval"], name="one_grant_per_approval"),
            models.CheckConstraint(condition=models.Q(role__in=values(Role)), name="grant_role_is_known"),
            models.CheckConstraint(condition=models.Q(agency__in=values(Agency)), name="grant_agency_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role}/{self.agency}"
