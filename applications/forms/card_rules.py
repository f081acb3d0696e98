"""Sections of the editor for the two reviews' rules: who counts, what passes, what separates equals (tally-1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.card_fields import FractionField, decimal_field, share
from applications.forms.card_sections import Section
from applications.queries import card_template
from portal.display import localized

KINDS = [("more_than", _("more than")), ("at_least", _("at least"))]
TIE_BREAKS = 6


class RuleForm(forms.Form):
    """A tally-1 rule, field by field."""

    has_review = forms.BooleanField(label=_("The round has a written review"), required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000)
    gates = forms.MultipleChoiceField(
        label=_("Questions to vote on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    of = forms.ChoiceField(
        label=_("Base of the majority"),
        choices=[
            ("appointed", _("all appointed members")),
            ("eligible", _("appointed members who are not recused")),
            ("present", _("members present")),
            ("voted", _("votes for yes or no, without abstentions")),
        ],
    )
    kind = forms.ChoiceField(label=_("Share"), choices=KINDS)
    share = FractionField(label=_("Fraction"), help_text=_("1/2 with “more than” is the majority."))
    tie = forms.ChoiceField(
        label=_("At exactly this share"),
        choices=[("fails", _("the question is not recognised")), ("chair", _("the chair's vote decides"))],
        help_text=_("With “at least” this share is enough, so there is nothing to decide."),
    )
    has_quorum = forms.BooleanField(label=_("There is a quorum"), required=False)
    quorum_of = forms.ChoiceField(
        label=_("Base of the quorum"),
        choices=[
            ("appointed", _("all appointed members")),
            ("eligible", _("appointed members who are not recused")),
        ],
    )
    quorum_kind = forms.ChoiceField(label=_("Share of the quorum"), choices=KINDS)
    quorum_share = FractionField(label=_("Fraction of the quorum"), required=False)
    quorum_min = forms.IntegerField(
        label=_("Members present at least"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=_("Empty: no number."),
    )
    gate_order = forms.ChoiceField(
        label=_("Questions and ranks"),
        choices=[
            ("before_rank", _("only recognised teams are ranked")),
            ("after_rank", _("all teams are ranked; an unrecognised team leaves its seat vacant")),
        ],
    )
    trim = forms.ChoiceField(
        label=_("Sheets that count"),
        choices=[("none", _("all sheets")), ("one_each", _("without the highest and the lowest total"))],
    )
    trim_from = forms.IntegerField(label=_("Leave out from so many sheets up"), min_value=3, max_value=1000)
    digits = forms.IntegerField(label=_("Decimals of a score"), min_value=0, max_value=6)
    pass_ = decimal_field(_("Pass line"), required=False, help_text=_("Empty: none."))
    pass_single = decimal_field(
        _("Pass line for a single applicant"), required=False, help_text=_("Empty: the same pass line.")
    )

    def __init__(self, *args: Any, gates: list[tuple[str, str]], keys: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gates"].choices = gates
        for place in range(1, TIE_BREAKS + 1):
            self.fields[f"tie_break_{place}"] = forms.ChoiceField(
                label=_("Equal scores, %(place)s.") % {"place": place}, choices=[("", "–"), *keys], required=False
            )

    def clean(self) -> dict[str, Any]:
        """What depends on another field: shares in their range, a quorum's share, tie-breaks that stand once."""
        typed = super().clean()
        self._check_share(typed, "kind", "share")
        if typed.get("has_quorum"):
            if not typed.get("quorum_share") and "quorum_share" not in self.errors:
                self.add_error("quorum_share", _("Please say which share must be present."))
            self._check_share(typed, "quorum_kind", "quorum_share")
        if typed.get("kind") == "at_least" and typed.get("tie") == "chair":
            self.add_error("tie", _("With “at least” the chair has nothing to decide."))
        chosen = [typed.get(f"tie_break_{place}") for place in range(1, TIE_BREAKS + 1)]
        for place, key in enumerate(chosen):
            if key and key in chosen[:place]:
                self.add_error(f"tie_break_{place + 1}", _("This stands further up already."))
        return typed

    def _check_share(self, typed: dict[str, Any], kind: str, name: str) -> None:
        if not typed.get(name):
            return
        value = share(typed[name])
        if typed.get(kind) == "more_than" and value >= 1:
            self.add_error(name, _("With “more than” the fraction must be below 1."))
        if typed.get(kind) == "at_least" and not 0 < value <= 1:
            self.add_error(name, _("With “at least” the fraction must be above 0 and at most 1."))


class RuleSection(Section):
    """One review's rule."""

    stage = ""
    form_class = RuleForm
    lead = _("The sentences beside the fields are what the public reads.")

    groups = (
        (_("Seats and questions"), ("has_review", "seats", "gates", "gate_order")),
        (_("Majority"), ("of", "kind", "share", "tie")),
        (_("Quorum"), ("has_quorum", "quorum_of", "quorum_kind", "quorum_share", "quorum_min")),
        (_("Score"), ("trim", "trim_from", "digits", "pass_", "pass_single")),
        (_("Equal scores"), [f"tie_break_{place}" for place in range(1, TIE_BREAKS + 1)]),
    )

    def form_options(self) -> dict[str, Any]:
        criteria = [
            (f"criterion:{item['code']}", _("points for %(name)s") % {"name": localized(item["name"])})
            for item in self.document["criteria"][self.stage]
        ]
        gates = [
            (f"gate:{item['code']}", _("members who recognised “%(name)s”") % {"name": localized(item["name"])})
            for item in self.document["gates"]
        ]
        return {
            "gates": [(item["code"], localized(item["name"])) for item in self.document["gates"]],
            "keys": [*criteria, *gates, ("lot", _("drawing lots"))],
        }

    def read(self) -> dict[str, Any]:
        rule = self.document[self.stage] or card_template("additional")[self.stage]
        majority = rule["majority"] or card_template("additional")["presentation"]["majority"]
        quorum, score = majority["quorum"], rule["score"]
        return {
            "has_review": self.document[self.stage] is not None,
            **{name: rule[name] for name in ("seats", "gates", "gate_order")},
            **_read_share(majority, "kind", "share"),
            **{name: majority[name] for name in ("of", "tie")},
            "has_quorum": quorum is not None,
            **(_read_quorum(quorum) if quorum else {}),
            **{name: score[name] for name in ("trim", "trim_from", "digits", "pass_single")},
            "pass_": score["pass"],
            **{f"tie_break_{place}": key for place, key in enumerate(rule["tie_break"], start=1)},
        }

    def write(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        if self.stage == "written" and not typed["has_review"]:
            return self.document | {self.stage: None}
        asked = [item["code"] for item in self.document["gates"] if item["code"] in typed["gates"]]
        return self.document | {
            self.stage: {
                "seats": typed["seats"],
                "gates": asked,
                "gate_order": typed["gate_order"] if asked else "before_rank",
                "majority": _typed_majority(typed) if asked else None,
                "score": {
                    "criteria": self._criteria(),
                    **{name: typed[name] for name in ("trim", "trim_from", "digits")},
                    "pass": typed["pass_"] or None,
                    "pass_single": typed["pass_single"] or None,
                },
                "tie_break": [key for place in range(TIE_BREAKS) if (key := typed[f"tie_break_{place + 1}"])],
            }
        }

    def _criteria(self) -> list[dict[str, Any]]:
        if self.document[self.stage] is not None:
            return self.document[self.stage]["score"]["criteria"]
        # A review that was switched on takes the other review's points where the criterion is the same.
        known = {row["code"]: row for row in self.document["presentation"]["score"]["criteria"]}
        return [
            known.get(item["code"], {"code": item["code"], "max": "10", "min": None})
            for item in self.document["criteria"][self.stage]
        ]


class WrittenRuleSection(RuleSection):
    """서면평가의 규칙."""

    code, stage, label = "written_rule", "written", _("Rule of the written review")


class PresentationRuleSection(RuleSection):
    """발표평가의 규칙."""

    code, stage, label = "presentation_rule", "presentation", _("Rule of the presentation review")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.form.fields["has_review"]


def _read_share(rule: dict[str, Any], kind: str, name: str) -> dict[str, str]:
    found = "more_than" if "more_than" in rule else "at_least"
    return {kind: found, name: rule[found]}


def _read_quorum(quorum: dict[str, Any]) -> dict[str, Any]:
    return {
        "quorum_of": quorum["of"],
        "quorum_min": quorum["min"],
        **_read_share(quorum, "quorum_kind", "quorum_share"),
    }


def _typed_majority(typed: dict[str, Any]) -> dict[str, Any]:
    quorum = None
    if typed["has_quorum"]:
        quorum = {"of": typed["quorum_of"], typed["quorum_kind"]: typed["quorum_share"], "min": typed["quorum_min"]}
    return {"of": typed["of"], typed["kind"]: typed["share"], "tie": typed["tie"], "quorum": quorum}
