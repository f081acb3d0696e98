"""The application and its consortium: what is edited together and locked together."""

from django.db import models

from applications import wording
from applications.lifecycle import HANDED_IN, ApplicationStatus, Move
from applications.models.round import Round
from applications.rules.consortium import OrgRole, PersonRole, ResearcherRole
from portal.choices import labelled, values
from portal.models import Organisation, User


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Filters that chain."""

    def handed_in(self) -> "ApplicationQuerySet":
        """Submitted and not withdrawn."""
        return self.filter(status__in=HANDED_IN)


class Application(models.Model):
    """A consortium's application (신청). `plan` holds the structured part as the forms typed it.

    `version` counts saves: whoever saves says which version was edited, so that nobody overwrites unseen.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=20, unique=True)
    team_name = models.CharField(max_length=60)
    title = models.CharField(max_length=120, blank=True)
    status = models.CharField(
        max_length=16,
        choices=labelled(ApplicationStatus, wording.APPLICATION_STATUS),
        default=ApplicationStatus.DRAFT.value,
    )
    plan = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=values(ApplicationStatus)), name="application_status_is_known"
            )
        ]
        indexes = [models.Index(fields=["round", "status"])]

    def __str__(self) -> str:
        return self.team_name

    def enter(self, move: Move) -> None:
        """Take a legal step (`lifecycle.pick`) and save it."""
        self.status = move.target
        self.save(update_fields=["status"])


class ConsortiumMember(models.Model):
    """An organisation in the consortium: one lead (주관기관), any number of participants (참여기관)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="consortium")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=labelled(OrgRole, wording.ORG_ROLE))
    task = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(role=OrgRole.LEAD.value), name="one_lead_per_consortium"
            ),
            models.UniqueConstraint(fields=["application", "organisation"], name="one_place_per_organisation"),
            models.CheckConstraint(condition=models.Q(role__in=values(OrgRole)), name="org_role_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Researcher(models.Model):
    """A person named in the application; one is the principal investigator (총괄책임자)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="researchers")
    member = models.ForeignKey(ConsortiumMember, models.CASCADE, related_name="researchers")
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=12, choices=labelled(ResearcherRole, wording.RESEARCHER_ROLE))
    email = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(role=ResearcherRole.PRINCIPAL.value),
                name="one_principal_investigator",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=values(ResearcherRole)), name="researcher_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationPerson(models.Model):
    """Who may open this application in the portal, and what for."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="people")
    user = models.ForeignKey(User, models.PROTECT, related_name="applications")
    role = models.CharField(max_length=16, choices=labelled(PersonRole, wording.PERSON_ROLE))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="one_role_per_person"),
            models.CheckConstraint(condition=models.Q(role__in=values(PersonRole)), name="person_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"
