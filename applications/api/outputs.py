"""What the API says of applications."""

from rest_framework import serializers

from applications.lifecycle import ApplicationStatus
from applications.rules.consortium import PersonRole

STATUSES = [status.value for status in ApplicationStatus]
PERSON_ROLES = [role.value for role in PersonRole]


class HeadSerializer(serializers.Serializer):
    """What names an application and where it stands."""

    reference = serializers.CharField()
    round = serializers.CharField()
    team_name = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(STATUSES)
    version = serializers.IntegerField(help_text="Counts saves; its ETag goes into If-Match")
    changed_at = serializers.DateTimeField()


class ApplicationSerializer(HeadSerializer):
    """An own application in a list."""

    role = serializers.ChoiceField(PERSON_ROLES)
    closes_at = serializers.DateTimeField(help_text="Received is what was submitted before this moment.")
    receipt_no = serializers.CharField(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)


class DocumentSerializer(serializers.Serializer):
    """One version of a document; a removal is a version without a file."""

    kind = serializers.CharField()
    version = serializers.IntegerField()
    added_at = serializers.DateTimeField()
    pages = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)


class MissingSerializer(serializers.Serializer):
    """What a draft still lacks."""

    section = serializers.CharField()
    detail = serializers.CharField()


class ApplicationDetailSerializer(ApplicationSerializer):
    """An own application as it stands."""

    plan = serializers.DictField(help_text="Its sections, as PATCH takes them")
    documents = DocumentSerializer(many=True)
    missing = MissingSerializer(many=True)
    manifest_sha256 = serializers.CharField(help_text="Of what would be handed in now: `expected` of the submission")


class ReceivedFileSerializer(serializers.Serializer):
    """One file as it was received."""

    kind = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class LinkSerializer(serializers.Serializer):
    """A place in a chain."""

    name = serializers.CharField()
    seq = serializers.IntegerField()
    hash = serializers.CharField()


class ReceiptSerializer(serializers.Serializer):
    """gwaban/receipt-1."""

    format = serializers.CharField()
    receipt_no = serializers.CharField()
    version = serializers.IntegerField()
    received_at = serializers.DateTimeField()
    round = serializers.CharField()
    application = serializers.CharField()
    team_name = serializers.CharField()
    title = serializers.CharField()
    lead = serializers.CharField()
    participants = serializers.IntegerField()
    submitted_by = serializers.CharField()
    manifest_sha256 = serializers.CharField()
    files = ReceivedFileSerializer(many=True)
    chain = LinkSerializer(allow_null=True)


class WithdrawalSerializer(HeadSerializer):
    """A withdrawn application."""

    withdrawn_at = serializers.DateTimeField()


class PersonSerializer(serializers.Serializer):
    """A person who may open the application."""

    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.ChoiceField(PERSON_ROLES)
