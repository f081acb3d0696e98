"""A section that came as JSON, judged by the same forms as its page: what is not named stays as it was saved."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from applications.forms.plan_sections import SECTIONS
from applications.forms.sections import SectionForms
from applications.rules import plan
from applications.rules.plan import Section

Errors = dict[str, Any]


def typed_sections(
    saved: Mapping[str, Any], given: Mapping[Section, Mapping[str, Any]]
) -> tuple[dict[Section, dict[str, Any]], Errors]:
    """The content of each section and every error by section and field; sections are read in the task list's order.

    Researchers name organisations of the team, so that each section sees those before it as they will be saved.
    """
    contents: dict[Section, dict[str, Any]] = {}
    errors: Errors = {}
    for section in (each for each in Section if each in given):
        kinds = [kind.name for kind in SECTIONS[section].kinds]
        form = SECTIONS[section](saved, _as_posted(_merged(plan.content(saved, section), given[section]), kinds))
        if form.is_valid():
            contents[section] = form.content()
            saved = plan.with_section(saved, section, content=contents[section], version=0, at="", by=None)
        else:
            errors[section.value] = _errors(form)
    return contents, errors


def _merged(saved: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {**saved} | {
        name: {**saved.get(name, {}), **value} if isinstance(value, Mapping) else value for name, value in given.items()
    }


def _as_posted(content: Mapping[str, Any], kinds: list[str]) -> QueryDict:
    """The fields of the page: `lead_name` for {"lead": {"name"}}, `partners-0-name` for the rows of a list."""
    data = QueryDict(mutable=True)
    for name, value in content.items():
        if name in kinds:
            continue
        for field, one in value.items() if isinstance(value, Mapping) else [("", value)]:
            _put(data, f"{name}_{field}" if field else name, one)
    for kind in kinds:
        rows = content.get(kind, [])
        data[f"{kind}-TOTAL_FORMS"], data[f"{kind}-INITIAL_FORMS"] = str(len(rows)), "0"
        for number, row in enumerate(rows):
            for field, one in row.items():
                _put(data, f"{kind}-{number}-{field}", one)
    return data


def _put(data: QueryDict, name: str, value: Any) -> None:
    if value is True:
        data[name] = "on"
    elif value is not False and value is not None:
        data[name] = str(value)


def _errors(form: SectionForms) -> Errors:
    found: Errors = {name: list(lines) for name, lines in form.form.errors.items()}
    for kind, rows in zip(form.kinds, form.rows, strict=True):
        if lines := list(rows.non_form_errors()):
            found[kind.name] = lines
            continue
        for number, row in enumerate(rows.forms):
            for name, lines in row.errors.items():
                found[f"{kind.name}.{number}.{name}"] = list(lines)
    return found
