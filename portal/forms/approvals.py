"""The second person's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import wording
from portal.choices import labelled
from portal.rules.approvals import Verdict


class AnswerForm(forms.Form):
    """Approve or reject for the second person; withdraw for the one who asked."""

    verdict = forms.TypedChoiceField(label=_("Answer"), choices=labelled(Verdict, wording.VERDICT), coerce=Verdict)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = {Verdict.WITHDRAWN} if own else {Verdict.APPROVED, Verdict.REJECTED}
        field = self.fields["verdict"]
        field.choices = [choice for choice in field.choices if choice[0] in allowed]

    def clean(self) -> dict[str, Any]:
        """A rejection needs a reason that the other side can work with."""
        cleaned = super().clean()
        if cleaned.get("verdict") is Verdict.REJECTED and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why you reject the request."))
        return cleaned
