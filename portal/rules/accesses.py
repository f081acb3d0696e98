"""What an entry of the access log tells of."""

from enum import StrEnum


class AccessKind(StrEnum):
    """A reading of what others entrusted, an attempt that was refused, or a bulk download with its reason."""

    READ = "read"
    REFUSED = "refused"
    EXPORT = "export"
