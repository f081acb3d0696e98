"""One's own applications: begin, read, fill in, share."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications import permissions, queries
from applications.actions.save_section import EditedMeanwhile, save_sections
from applications.actions.share_application import share_application, unshare_application
from applications.actions.start_application import start_application
from applications.api import outputs
from applications.api.plan_input import PlanInput
from applications.forms.applicant import StartForm
from applications.forms.typed import typed_sections
from applications.models import Application
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from portal.api.endpoint import Endpoint, act, read
from portal.api.forms import cleaned, posted
from portal.api.listing import Listing, page_of
from portal.api.preconditions import etag, matching
from portal.api.problems import PreconditionFailed
from portal.errors import BrokenRule, Problem, require

READ, WRITE = "applications:read", "applications:write"
LISTING = Listing(
    {"changed": ("-changed_at",), "closes": ("closes_at",), "team": ("team_name",)},
    {"status": ("status", outputs.STATUSES), "round": ("round__reference", ())},
)
TAGS = {"tags": ["applications"]}


def own(request: Request, reference: str) -> Any:
    """The door of every address here: the person's own application, with its round and rule card."""
    scoped = permissions.own_applications(request.actor).select_related("round__card")
    return get_object_or_404(scoped, reference=reference)


class StartInput(serializers.Serializer):
    """The name under which a team applies."""

    team_name = serializers.CharField(max_length=60)


class ShareInput(serializers.Serializer):
    """A person of the consortium who has an account, and what they may do."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(outputs.PERSON_ROLES)


class RemovalInput(serializers.Serializer):
    """Whom to take out."""

    email = serializers.EmailField(max_length=254)


class RoundApplications(Endpoint):
    """Applications in one round."""

    @act(outputs.HeadSerializer, scope=WRITE, takes=StartInput, operation_id="start_application", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> Response:
        """Begin an application, or go on with the one that stands."""
        found = get_object_or_404(permissions.visible_rounds(request.actor).with_deadline(), reference=reference)
        require(permissions.may_start(request.actor, found, found.closes_at, request.now))
        typed = cleaned(StartForm(posted(given)))
        made = start_application(round_id=found.pk, actor=request.actor, now=request.now, **typed)
        return Response(queries.application_head(made), status=201, headers={"ETag": etag(made.version)})


class Applications(Endpoint):
    """Everything this person applies for."""

    @read(outputs.ApplicationSerializer, scope=READ, listing=LISTING, operation_id="applications", **TAGS)
    def get(self, request: Request) -> Response:
        """Own applications, the newest change first."""
        scoped = queries.listed_applications(permissions.own_applications(request.actor))
        return page_of(request, scoped, LISTING, queries.application_row)


class ApplicationView(Endpoint):
    """One own application."""

    @read(outputs.ApplicationDetailSerializer, scope=READ, operation_id="application", **TAGS)
    def get(self, request: Request, reference: str) -> Response:
        """What is filled in, what is missing, and what was received."""
        found = own(request, reference)
        return Response(queries.application_body(found), headers={"ETag": etag(found.version)})

    @act(
        outputs.HeadSerializer,
        scope=WRITE,
        takes=PlanInput,
        status=200,
        matches=True,
        operation_id="save_application",
        **TAGS,
    )
    def patch(self, request: Request, given: Mapping[str, Any], reference: str) -> Response:
        """Save the sections that are named."""
        found = own(request, reference)
        matching(request, found.version)
        require(permissions.may_edit(request.actor, found, request.now))
        contents, errors = typed_sections(found.plan, {Section(name): typed for name, typed in given.items()})
        if errors:
            raise serializers.ValidationError(errors)
        saved = save_sections(
            application_id=found.pk, contents=contents, version=found.version, actor=request.actor, now=request.now
        )
        if isinstance(saved, EditedMeanwhile):
            raise PreconditionFailed
        return Response(queries.application_head(saved), headers={"ETag": etag(saved.version)})


class People(Endpoint):
    """Who may open an application."""

    @read(outputs.PersonSerializer, scope=READ, many=True, operation_id="people", **TAGS)
    def get(self, request: Request, reference: str) -> list[dict[str, Any]]:
        """Everybody of the consortium with an account here."""
        return [queries.person_body(person) for person in queries.people(own(request, reference))]

    @act(outputs.PersonSerializer, scope=WRITE, takes=ShareInput, operation_id="share", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Give a person a role, or change it."""
        found = own(request, reference)
        typed = {"email": given["email"], "role": PersonRole(given["role"])}
        added = share_application(application_id=found.pk, actor=request.actor, now=request.now, **typed)
        if added is None:
            raise BrokenRule(Problem("person_cannot_be_added", field_name="email"))
        return queries.person_body(added)


class Removal(Endpoint):
    """Taking a person out."""

    @act(outputs.PersonSerializer, scope=WRITE, takes=RemovalInput, status=200, operation_id="unshare", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """Take a person's access away."""
        found = own(request, reference)
        person = queries.person_of(found, given["email"])
        if person is None:
            raise BrokenRule(Problem("no_such_account", field_name="email"))
        unshare_application(application_id=found.pk, user_id=person.user_id, actor=request.actor, now=request.now)
        return queries.person_body(person)


def ids(found: Application, request: Request) -> dict[str, Any]:
    """What every action on an application is told."""
    return {"application_id": found.pk, "actor": request.actor, "now": request.now}
