"""The applicant's small forms: begin, file a document, submit, withdraw, share."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from applications import wording as words
from applications.forms.plan_fields import Line
from applications.rules import file_facts, file_formats
from applications.rules.consortium import PersonRole
from applications.rules.file_formats import MB, FileFacts
from applications.rules.rule_card import RequiredDocument
from portal import wording
from portal.choices import labelled
from portal.display import localized
from portal.forms.widgets import CountedTextarea, UploadInput


class StartForm(forms.Form):
    """The name under which a team applies."""

    team_name = Line("team_name", most=60, required=True)


class DocumentForm(forms.Form):
    """One file for one document of the rule card; the file is looked into before it is taken."""

    facts: FileFacts

    def __init__(self, wanted: RequiredDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=wanted.code, **kwargs)
        self.wanted = wanted
        self.fields["file"] = forms.FileField(
            label=localized({"ko": wanted.name.ko, "en": wanted.name.en}),
            allow_empty_file=True,
            widget=UploadInput(accept=file_formats.accept(wanted.formats), max_bytes=wanted.max_mb * MB),
            error_messages={"required": _("Please choose a file."), "missing": _("Please choose a file.")},
        )

    def clean_file(self) -> UploadedFile:
        """The upload. Raises ValidationError with the first thing that stands in its way."""
        upload = self.cleaned_data["file"]
        self.facts = file_facts.read(upload, upload.name)
        if problem := file_formats.problem(self.facts, self.wanted):
            raise ValidationError(wording.refusal(problem.code, dict(problem.params)), code=problem.code)
        return upload


class SubmitForm(forms.Form):
    """The declaration, what the check page showed, and a key that makes a second click the same act."""

    declared = forms.BooleanField(
        label=_("I declare this for the whole consortium"),
        error_messages={"required": words.REFUSAL["declaration_missing"]},
    )

    idempotency_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    expected = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)

    @classmethod
    def showing(cls, fingerprint: str) -> "SubmitForm":
        """The form of a check page that shows this manifest."""
        return cls(initial={"idempotency_key": secrets.token_urlsafe(24), "expected": fingerprint})


class WithdrawForm(forms.Form):
    """Why an application is taken back, if the applicant likes to say."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, required=False, widget=CountedTextarea(maximum=1000))


class ShareForm(forms.Form):
    """A person of the consortium and what they may do."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.TypedChoiceField(
        label=_("May"),
        choices=labelled(PersonRole, words.PERSON_MAY),
        coerce=PersonRole,
        initial=PersonRole.EDITOR,
        widget=forms.RadioSelect,
    )


class UnshareForm(forms.Form):
    """Whom to take out."""

    user_id = forms.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT)
