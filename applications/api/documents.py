"""Documents of a draft: upload, list, take out, open."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from applications import permissions, queries
from applications.actions.add_document import add_document, remove_document
from applications.api import outputs
from applications.api.applications import READ, WRITE, ids, own
from applications.rules import file_facts
from portal import files
from portal.api.endpoint import Endpoint, act, read

TAGS = {"tags": ["documents"]}


class DocumentInput(serializers.Serializer):
    """One file for one document of the rule card."""

    kind = serializers.SlugField(max_length=40)
    file = serializers.FileField(allow_empty_file=True, max_length=1000)


class FileLinkSerializer(serializers.Serializer):
    """Where the bytes are, for a minute."""

    url = serializers.CharField()


class Documents(Endpoint):
    """The documents of one application."""

    parser_classes = [MultiPartParser]

    @read(outputs.DocumentSerializer, scope=READ, many=True, operation_id="documents", **TAGS)
    def get(self, request: Request, reference: str) -> list[dict[str, Any]]:
        """The newest file of each kind."""
        return [queries.document_body(each) for each in queries.current_documents(own(request, reference))]

    @act(outputs.DocumentSerializer, scope=WRITE, takes=DocumentInput, operation_id="add_document", **TAGS)
    def post(self, request: Request, given: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """File a document; the newest of a kind counts, the same file again is the same document."""
        found, upload = own(request, reference), given["file"]
        added = add_document(
            **ids(found, request),
            kind=given["kind"],
            content=upload,
            facts=file_facts.read(upload, upload.name),
        )
        return queries.document_body(added)


class DocumentKind(Endpoint):
    """One document of the rule card."""

    @act(outputs.DocumentSerializer, scope=WRITE, status=200, operation_id="remove_document", **TAGS)
    def delete(self, request: Request, given: Mapping[str, Any], reference: str, kind: str) -> dict[str, Any]:
        """Take it out of the draft; what was submitted keeps its own."""
        found = own(request, reference)
        return queries.document_body(remove_document(**ids(found, request), kind=kind))


class DocumentVersion(Endpoint):
    """One version of a document."""

    @read(FileLinkSerializer, scope=READ, operation_id="document", **TAGS)
    def get(self, request: Request, reference: str, kind: str, version: int) -> dict[str, Any]:
        """A link to its bytes on the files origin."""
        scoped = permissions.own_documents(request.actor)
        found = get_object_or_404(scoped, application__reference=reference, kind=kind, version=version)
        asked = {"session": request.session.session_key, "token": request.auth.reference if request.auth else ""}
        return {"url": files.link(found.file, actor=request.actor, **asked)}
