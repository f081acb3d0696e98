"""제출, its receipt, and taking an application back."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications import queries
from applications.actions.submit import submit_application
from applications.actions.withdraw import withdraw_application
from applications.api import outputs
from applications.api.applications import READ, ids, own
from applications.models import RefusedAttempt
from portal.api.endpoint import Endpoint, act, read
from portal.api.problems import problem
from portal.audit import timestamp

SUBMIT = "applications:submit"
TAGS = {"tags": ["submission"]}


class SubmitInput(serializers.Serializer):
    """What was checked before: NotNow (409) when the draft has changed since. Submitting makes the declaration."""

    expected = serializers.RegexField(
        r"\A[0-9a-f]{64}\Z", required=False, help_text="`manifest_sha256` of what was read"
    )
    declared = serializers.BooleanField(
        default=True, help_text="Whoever submits declares what the manifest's `declaration` says; false is refused"
    )


class WithdrawInput(serializers.Serializer):
    """Why an application is taken back, if the applicant likes to say."""

    reason = serializers.CharField(max_length=1000, allow_blank=True, default="")


class Submit(Endpoint):
    """제출."""

    @act(outputs.ReceiptSerializer, scope=SUBMIT, takes=SubmitInput, operation_id="submit", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> Any:
        """Hand in the draft as it stands; too late gives 409 with the number and time of the refused attempt."""
        found = own(request, reference)
        done = submit_application(
            **ids(found, request),
            idempotency_key=request.headers.get("Idempotency-Key") or secrets.token_urlsafe(24),
            declared=given["declared"],
            expected=given.get("expected", ""),
        )
        if isinstance(done, RefusedAttempt):
            told = {"number": done.number, "attempted_at": timestamp(done.attempted_at)}
            return problem(409, done.code, **told)
        if done.submitted_by_id == request.user.pk:
            done.submitted_by = request.user
        return queries.receipt_body(done, found)


class Receipt(Endpoint):
    """The newest receipt."""

    @read(outputs.ReceiptSerializer, scope=READ, operation_id="receipt", **TAGS)
    def get(self, request: Request, reference: str) -> dict[str, Any]:
        """What was received last: number, time, every file with size and hash, the place in the chain."""
        found = own(request, reference)
        received = queries.submissions(found)
        if not received:
            raise Http404
        return queries.receipt_body(received[0], found)


class Withdraw(Endpoint):
    """철회."""

    @act(outputs.WithdrawalSerializer, scope=SUBMIT, takes=WithdrawInput, operation_id="withdraw", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> Response:
        """Take the application back; what was received stays on file."""
        found = own(request, reference)
        withdrawal = withdraw_application(**ids(found, request), reason=given["reason"])
        body = queries.application_head(withdrawal.application)
        return Response(body | {"withdrawn_at": timestamp(withdrawal.withdrawn_at)}, status=201)
