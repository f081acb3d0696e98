"""Import from here: `from portal.models import User`.

Low-level first: cluster and chains know nobody, people come next, then what people do (approvals, files, reports).
Rows of an `InsertOnly` model are proof: the restricted role may not change or delete them and a trigger stops
everybody else (`portal.protection`).
"""

from portal.models.access import FailedAttempts, LoginSession
from portal.models.access_log import AccessEntry, AccessReview
from portal.models.approval import Approval, ApprovalAnswer
from portal.models.audit import AuditEvent, AuditSeal, Chain
from portal.models.cluster import Cluster
from portal.models.file import StoredFile
from portal.models.guard import GuardBaseline
from portal.models.head import SignedHead
from portal.models.mail import Mail
from portal.models.organisation import Organisation, OrganisationMember
from portal.models.outbox import OutboxMessage
from portal.models.protected import InsertOnly
from portal.models.report import Report, ReportOrder
from portal.models.token import ApiToken, KeptAnswer
from portal.models.user import Consent, RoleGrant, User

__all__ = [
    "AccessEntry",
    "AccessReview",
    "ApiToken",
    "Approval",
    "ApprovalAnswer",
    "AuditEvent",
    "AuditSeal",
    "Chain",
    "Cluster",
    "Consent",
    "FailedAttempts",
    "GuardBaseline",
    "InsertOnly",
    "KeptAnswer",
    "LoginSession",
    "Mail",
    "Organisation",
    "OrganisationMember",
    "OutboxMessage",
    "Report",
    "ReportOrder",
    "RoleGrant",
    "SignedHead",
    "StoredFile",
    "User",
]
