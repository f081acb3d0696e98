"""`/healthz` and `/readyz` answer before sessions, transactions and hosts are looked at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from portal import health


class HealthMiddleware:
    """200 with JSON when all checks hold, 503 when one does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.checks = {"/healthz": health.LIVE, "/readyz": health.READY}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        checks = self.checks.get(request.path)
        if checks is None:
            return self.get_response(request)
        report = health.examine(checks)
        response = JsonResponse(report, status=200 if report["ok"] else 503)
        response["Cache-Control"] = "no-store"
        return response
