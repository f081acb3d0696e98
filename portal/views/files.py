"""The files origin: bytes by a short-lived link, always as an attachment, never in the site's context."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from portal import files

SANDBOX = "sandbox; default-src 'none'"


@require_safe
def file(request: HttpRequest, token: str) -> FileResponse:
    """Stream a stored file. A forged, altered or expired link is a 404 like any other."""
    found = files.opened(token)
    if found is None:
        raise Http404
    stored, name = found
    response = FileResponse(
        default_storage.open(stored.key), as_attachment=True, filename=name, content_type=stored.content_type
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-site"
    response["Cache-Control"] = "no-store"
    return response
