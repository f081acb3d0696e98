"""The published list of problem codes: what a refusal's `type` leads to."""

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.endpoint import PUBLIC, Endpoint, read
from portal.wording import REFUSAL


class CodeSerializer(serializers.Serializer):
    """One code with its sentence; `%(name)s` in it stands for what the occasion fills in."""

    code = serializers.CharField()
    sentence = serializers.CharField()


class Codes(Endpoint):
    """Every code that a refusal may carry."""

    @read(CodeSerializer, scope=PUBLIC, many=True, operation_id="problems", tags=["problems"])
    def get(self, request: Request) -> list[dict[str, Any]]:
        """All codes, by name."""
        return [_body(code) for code in sorted(REFUSAL)]


class Code(Endpoint):
    """One code."""

    @read(CodeSerializer, scope=PUBLIC, operation_id="problem", tags=["problems"])
    def get(self, request: Request, code: str) -> dict[str, Any]:
        """The code with its sentence."""
        if code not in REFUSAL:
            raise Http404
        return _body(code)


def _body(code: str) -> dict[str, Any]:
    return {"code": code, "sentence": str(REFUSAL[code])}
