"""What components compute before they are laid out: a gate's bar, the links of an error summary."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.translation import gettext, ngettext

from portal import display

# The base of a gate's figures (`majority.of`), as people read it: 출석 7명, 재적 7명 …
BASES = {
    "appointed": lambda count: ngettext("%(count)s on the roll", "%(count)s on the roll", count),
    "eligible": lambda count: ngettext("%(count)s eligible", "%(count)s eligible", count),
    "present": lambda count: ngettext("%(count)s present", "%(count)s present", count),
    "voted": lambda count: ngettext("%(count)s voting yes or no", "%(count)s voting yes or no", count),
}


@dataclass(frozen=True)
class Segment:
    """One part of the bar: what it stands for, where it begins and how wide it is, as SVG percentages."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class GateView:
    """A gate ready to be laid out: words for every figure, and the bar."""

    label: str
    result: str
    result_label: str
    tone: str
    yes: str
    figures: str
    segments: tuple[Segment, ...]
    line: str


def gate_view(gate: Any, *, label: str = "", base_of: str = "", recused: int = 0) -> GateView:
    """The bar's full width is the base; the line stands where enough yes votes end (`needs`)."""
    yes, no, abstain = (int(_read(gate, name) or 0) for name in ("yes", "no", "abstain"))
    base, needs = int(_read(gate, "base") or 0), int(_read(gate, "needs") or 0)
    base_of = base_of or _read(gate, "base_of") or "present"
    recused = recused or int(_read(gate, "recused") or 0)
    result = str(_read(gate, "result") or "")
    result_label, tone = _result(result)
    return GateView(
        label=label or str(_read(gate, "label") or ""),
        result=result,
        result_label=result_label,
        tone=tone,
        yes=gettext("%(count)s recognised") % {"count": yes},
        figures=" · ".join(_figures(no, abstain, base, needs, base_of=base_of, recused=recused)),
        segments=tuple(_segments(yes, no, abstain if base_of != "voted" else 0, base)),
        line=_share(min(needs, base), base) if base else "",
    )


def _read(gate: Any, name: str) -> Any:
    return gate.get(name) if isinstance(gate, Mapping) else getattr(gate, name, None)


def _result(result: str) -> tuple[str, str]:
    return {
        "passed": (gettext("Recognised"), "done"),
        "passed_by_chair": (gettext("Recognised by the chair's vote"), "done"),
        "failed": (gettext("Not recognised"), "refused"),
        "no_quorum": (gettext("No quorum"), "soon"),
    }.get(result, ("", "idle"))


def _figures(no: int, abstain: int, base: int, needs: int, *, base_of: str, recused: int) -> Iterator[str]:
    yield gettext("%(count)s not recognised") % {"count": no}
    if abstain:
        yield ngettext("%(count)s abstained", "%(count)s abstained", abstain) % {"count": abstain}
    who = BASES[base_of](base) % {"count": base}
    if recused:
        who = f"{who} ({ngettext('%(count)s recused', '%(count)s recused', recused) % {'count': recused}})"
    yield who
    yield gettext("%(count)s or more needed") % {"count": needs}


def _segments(yes: int, no: int, abstain: int, base: int) -> Iterator[Segment]:
    start = 0
    for kind, count in (("yes", yes), ("no", no), ("abstain", abstain)):
        if count and base:
            yield Segment(kind, _share(start, base), _share(count, base))
        start += count


def _share(part: int, whole: int) -> str:
    return display.percent(f"{part}/{whole}", 3)


@dataclass(frozen=True)
class SummaryLink:
    """One error: what it says, the field's label and the id of the control to go to ("" for the whole form)."""

    text: str
    label: str
    target: str


def summary_links(forms: Iterable[BaseForm | BaseFormSet]) -> Iterator[SummaryLink]:
    """The errors of forms and formsets in the order of the page: first the whole, then field by field.

    A formset's rows are named by its `row_title`, if it has one, and their number: 참여기관 3 · 사업자등록번호.
    """
    for form in forms:
        if isinstance(form, BaseFormSet):
            yield from (SummaryLink(text, "", "") for text in form.non_form_errors())
            for number, row in enumerate(form.forms, start=1):
                yield from _links(row, _row_name(form, number))
        else:
            yield from _links(form)


def _row_name(formset: BaseFormSet, number: int) -> str:
    title = getattr(formset, "row_title", "")
    return f"{title} {number}" if title else gettext("No. %(number)s") % {"number": number}


def _links(form: BaseForm, row: str = "") -> Iterator[SummaryLink]:
    yield from (SummaryLink(str(text), row, "") for text in form.non_field_errors())
    for name in form.errors:
        if name in form.fields:
            field = form[name]
            label = " · ".join(part for part in (row, str(field.label)) if part)
            yield from (SummaryLink(str(text), label, _target(field)) for text in field.errors)


def _target(field: BoundField) -> str:
    if field.is_hidden:
        return ""
    # A group of radio buttons, checkboxes or split inputs has no control of its own: go to its first one.
    grouped = field.use_fieldset and field.widget_type != "clearablefile"
    return f"{field.auto_id}_0" if grouped else field.id_for_label or field.auto_id
