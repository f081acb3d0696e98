"""`If-Match` and `ETag`: a change says which version it changes (RFC 9110, 13.1.1)."""

from rest_framework.request import Request

from portal.api.problems import PreconditionFailed, PreconditionRequired


def etag(version: object) -> str:
    """The tag of a version as it stands in the header."""
    return f'"{version}"'


def matching(request: Request, version: object, *, required: bool = True) -> None:
    """Return when the request changes this very version. Raises PreconditionRequired or PreconditionFailed."""
    asked = request.headers.get("If-Match", "")
    if not asked:
        if required:
            raise PreconditionRequired
        return
    if etag(version) not in [each.strip() for each in asked.split(",")]:
        raise PreconditionFailed
