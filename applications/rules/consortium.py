"""Who is who in a consortium."""

from enum import StrEnum


class OrgRole(StrEnum):
    """주관기관 or 참여기관."""

    LEAD = "lead"
    PARTICIPANT = "participant"


class ResearcherRole(StrEnum):
    """총괄책임자 or researcher."""

    PRINCIPAL = "principal"
    RESEARCHER = "researcher"


class PersonRole(StrEnum):
    """What a person may do with the application in the portal."""

    SUBMITTER = "submitter"
    EDITOR = "editor"
    VIEWER = "viewer"


MAY_EDIT = frozenset({PersonRole.SUBMITTER, PersonRole.EDITOR})
MAY_SUBMIT = frozenset({PersonRole.SUBMITTER})
