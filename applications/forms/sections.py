"""The sections of an application as forms: a form and rows on one page, saved together.

A section reads what was saved of it into fields and gives back its content; `rules.plan` says how that is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import plan_wording
from applications.rules import plan
from applications.rules.plan import Section

MORE_ROWS = 3
MORE = "more"


class Row(forms.Form):
    """A row of a list; `hidden` fields do not make it one that was filled in."""

    hidden: ClassVar[tuple[str, ...]] = ()
    wide: ClassVar[tuple[str, ...]] = ()

    def typed(self) -> dict[str, Any] | None:
        """What was typed, or None for a row that is empty or to be removed."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}
        filled = any(value not in ("", None) for name, value in values.items() if name not in self.hidden)
        if self.cleaned_data.get("DELETE") or not filled:
            return None
        return {name: "" if value is None else value for name, value in values.items()}

    def note(self) -> str | Promise:
        """A remark on the row as it stands."""
        return ""


class Rows(BaseFormSet):
    """Rows of one kind, with what the page calls them."""

    title: str | Promise
    row_title: str | Promise
    hint: str | Promise

    def typed(self) -> list[dict[str, Any]]:
        """The rows that stay, in their order."""
        return [row for form in self.forms if (row := form.typed()) is not None]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that Django adds to a row."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this row when saving")


@dataclass(frozen=True)
class RowKind:
    """A list of a section: the row's form, how many rows are offered empty and how many may be there."""

    name: str
    form: type[Row]
    most: int
    spare: int = 1
    hint: str | Promise = ""


class SectionForms:
    """Base of the sections; subclasses name their form and rows and may change how both map to the content."""

    section: Section
    form_class: type[forms.Form] = forms.Form
    kinds: tuple[RowKind, ...] = ()
    grouped: tuple[str, ...] = ()
    group_title: str | Promise = ""

    def __init__(self, saved: Mapping[str, Any], data: QueryDict | None = None, *, version: int = 0) -> None:
        self.plan = saved
        self.saved = plan.content(saved, self.section)
        self.edited = version if data is None else _whole(data.get("version"))
        if data is not None and MORE in data:
            data = _with_more(data)
        self.form = self.form_class(data, initial=self.read())
        self.rows = [self._rows(kind, data) for kind in self.kinds]
        self.prepare()

    def _rows(self, kind: RowKind, data: QueryDict | None) -> Rows:
        saved = self.saved.get(kind.name, [])
        made = formset_factory(
            kind.form,
            formset=Rows,
            extra=kind.spare if saved else max(kind.spare, 2),
            can_delete=True,
            max_num=kind.most,
            absolute_max=kind.most + MORE_ROWS,
            validate_max=True,
        )(data, initial=saved if data is None else None, prefix=kind.name)
        made.title, made.row_title, made.hint = plan_wording.ROWS[kind.name], plan_wording.ROW[kind.name], kind.hint
        return made

    def prepare(self) -> None:
        """Fill choices that depend on what was saved."""

    def read(self) -> Mapping[str, Any]:
        """The form's initial values."""
        return self.saved

    @property
    def label(self) -> str | Promise:
        """The section's name."""
        return plan_wording.SECTION[self.section]

    @property
    def lead(self) -> str | Promise:
        """What belongs here."""
        return plan_wording.LEAD[self.section]

    @property
    def fields(self) -> list[forms.BoundField]:
        """The form's fields that stand on their own."""
        return [field for field in self.form.visible_fields() if field.name not in self.grouped]

    @property
    def group(self) -> list[forms.BoundField]:
        """Those that belong together in one row, under `group_title`."""
        return [self.form[name] for name in self.grouped]

    @property
    def has_heads(self) -> bool:
        """Whether the lists need headings of their own: not when one list is all that the page holds."""
        return len(self.rows) > 1 or bool(self.form.fields)

    @property
    def parts(self) -> Sequence[forms.Form | BaseFormSet]:
        """The form and the rows."""
        return [self.form, *self.rows]

    def is_valid(self) -> bool:
        """Whether every part is; all are asked, so that every error is shown at once."""
        return all([part.is_valid() for part in self.parts])  # noqa: C419 (all parts, not the first wrong one)

    def content(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        return self.form.cleaned_data | {
            kind.name: rows.typed() for kind, rows in zip(self.kinds, self.rows, strict=True)
        }


def _whole(text: str | UploadedFile | None) -> int:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004


def _with_more(data: QueryDict) -> QueryDict:
    """The same input with some more rows in the list whose button was pressed."""
    count = f"{data[MORE]}-TOTAL_FORMS"
    more = data.copy()
    if count in more:
        more[count] = str(_whole(more[count]) + MORE_ROWS)
    return more
