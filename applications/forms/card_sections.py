"""The rule card's editor: one section a page, each a form and rows that are valid and saved together.

A section reads its part of the card document into fields, and gives back the whole document with that part replaced.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.forms.card_fields import unique_code
from portal.errors import Problem
from portal.wording import refusal

EXTRA_ROWS = 1
MOST_ROWS = 40


class Section:
    """Base of the sections: subclasses name their form, their row form, and how both map to the document."""

    code = ""
    label: str | Promise = ""
    lead: str | Promise = ""
    row_label: str | Promise = ""
    # Headings over the form's fields; without any they stand in one group.
    groups: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()
    form_class: type[forms.Form] | None = None
    row_class: type[forms.Form] | None = None

    def __init__(self, document: Mapping[str, Any], data: Mapping[str, Any] | None = None) -> None:
        self.document = deepcopy(dict(document))
        self.form: forms.Form | None = None
        self.rows: BaseFormSet | None = None
        if self.form_class:
            self.form = self.form_class(data, initial=self.read(), **self.form_options())
        if self.row_class:
            formset = formset_factory(
                self.row_class, extra=EXTRA_ROWS, can_delete=True, can_order=True, max_num=MOST_ROWS, validate_max=True
            )
            self.rows = formset(data, initial=self.read_rows(), prefix="rows")
            self.rows.row_title = self.row_label
            for row in self.rows:
                tidy(row)

    @property
    def parts(self) -> Sequence[forms.Form | BaseFormSet]:
        """The form and the rows, as far as the section has them."""
        return [part for part in (self.form, self.rows) if part is not None]

    @property
    def fieldsets(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The form's fields under their headings."""
        if self.form is None:
            return []
        groups = self.groups or (("", list(self.form.fields)),)
        return [(label, [self.form[name] for name in names if name in self.form.fields]) for label, names in groups]

    @property
    def is_dirty(self) -> bool:
        """Whether what the page shows was typed and not saved."""
        return any(part.is_bound for part in self.parts)

    def is_valid(self) -> bool:
        """Whether every part is; all are asked, so that every error is shown at once."""
        answers = [part.is_valid() for part in self.parts]
        return all(answers) and self.has_codes_once()

    def has_codes_once(self) -> bool:
        """Whether no code stands in two rows; each later one is told at its field."""
        seen: set[str] = set()
        for row in self.rows.forms if self.rows is not None else ():
            typed = row.cleaned_data
            code = "" if typed.get("DELETE") else typed.get("code", "")
            if code in seen:
                row.add_error("code", refusal("code_doubled", {"code": code}))
            seen |= {code} - {""}
        return self.rows is None or not any(row.errors for row in self.rows.forms)

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """What the action refused, at the form's fields."""
        for problem in problems:
            name = problem.field_name.rpartition(".")[2]
            assert self.form is not None  # noqa: S101 (only fields of a form are refused by name)
            self.form.add_error(name, refusal(problem.code, dict(problem.params)))

    def form_options(self) -> dict[str, Any]:
        """Keyword arguments of the form beside data and initial values."""
        return {}

    def read(self) -> dict[str, Any]:
        """The form's initial values."""
        return {}

    def read_rows(self) -> list[dict[str, Any]]:
        """The rows' initial values."""
        return []

    def write(self) -> dict[str, Any]:
        """The whole document with this section as it was typed; only after `is_valid`."""
        raise NotImplementedError

    def typed_rows(self) -> list[dict[str, Any]]:
        """The rows that stay, in their order, each with a code of its own."""
        assert self.rows is not None  # noqa: S101 (a section that asks for rows has them)
        kept = [row.cleaned_data for row in self.rows.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        last = len(kept) + 1
        ordered = sorted(kept, key=lambda row: row["ORDER"] if row["ORDER"] is not None else last)
        for place, row in enumerate(ordered):
            if not row.get("code"):
                row["code"] = unique_code(self.code, {each.get("code") for each in ordered}, place)
        return ordered


def tidy(row: forms.Form) -> None:
    """Name the two fields that Django adds to a row."""
    row.fields["ORDER"].label = _("Place")
    row.fields["ORDER"].widget.attrs |= {"min": "1"}
    row.fields["DELETE"].label = _("Delete this row when saving")
