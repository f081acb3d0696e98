"""Page-shaped reads of the records of acts and of readings; the querysets come scoped."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, DateField, DateTimeField, F, Func, Q, QuerySet, Value
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncMonth

from portal import wording
from portal.audit_words import audit_label, by_words
from portal.display import KST, month_of
from portal.models import AccessEntry, AccessReview, AuditEvent
from portal.rules.accesses import AccessKind

ROWS = 50
MOST_EXPORTED = 50_000
OFFICE_HOURS = range(9, 18)
SATURDAY = 6
ORDERS = {"newest": ("-at", "-pk"), "oldest": ("at", "pk")}


def narrowed_events(scoped: QuerySet[AuditEvent], asked: Mapping[str, Any]) -> QuerySet[AuditEvent]:
    """Acts that fit the filter, with who did them."""
    found = _in_period(scoped, asked).select_related("chain", "seal__actor")
    if asked.get("chain"):
        found = found.filter(Q(chain__name=asked["chain"]) | Q(chain__name=f"round/{asked['chain']}"))
    if text := asked.get("q"):
        person = Q(seal__actor__name__icontains=text) | Q(seal__actor__email__icontains=text)
        found = found.filter(Q(subject__icontains=text) | Q(verb__icontains=text) | person)
    return found.order_by(*ORDERS[asked.get("order") or "newest"])


def narrowed_entries(scoped: QuerySet[AccessEntry], asked: Mapping[str, Any]) -> QuerySet[AccessEntry]:
    """Readings and refused attempts that fit the filter."""
    found = _in_period(scoped, asked).select_related("user")
    if asked.get("kind"):
        found = found.filter(kind=asked["kind"])
    if text := asked.get("q"):
        person = Q(user__name__icontains=text) | Q(user__email__icontains=text)
        what = Q(subject__icontains=text) | Q(door__icontains=text) | Q(network=text) | Q(code__icontains=text)
        found = found.filter(person | what)
    return found.order_by(*ORDERS[asked.get("order") or "newest"])


def _in_period(scoped: QuerySet, asked: Mapping[str, Any]) -> QuerySet:
    if day := asked.get("since"):
        scoped = scoped.filter(at__gte=datetime.combine(day, time(), KST))
    if day := asked.get("until"):
        scoped = scoped.filter(at__lt=datetime.combine(day, time(), KST) + timedelta(days=1))
    return scoped


def event_page(found: QuerySet[AuditEvent], page: str | None) -> Page:
    """One page of acts, each with its words."""
    listed = Paginator(found, ROWS).get_page(page)
    for event in listed:
        event.label = audit_label(event.verb)
    return listed


def entry_page(found: QuerySet[AccessEntry], page: str | None) -> Page:
    """One page of readings, each with its words."""
    listed = Paginator(found, ROWS).get_page(page)
    for entry in listed:
        entry.kind_label = wording.ACCESS_KIND[AccessKind(entry.kind)]
        entry.role_words = by_words(entry.label)
        entry.why = wording.refusal(entry.code) if entry.code in wording.REFUSAL else entry.reason
    return listed


EVENT_COLUMNS = ("at", "chain", "seq", "verb", "subject", "name", "email", "hash")
ENTRY_COLUMNS = ("at", "name", "email", "role", "network", "kind", "method", "door", "subject", "status", "why")


def event_rows(found: QuerySet[AuditEvent]) -> Iterator[tuple[Any, ...]]:
    """Acts for an export, in the order of EVENT_COLUMNS."""
    columns = ("at", "chain__name", "seq", "verb", "subject", "seal__actor__name", "seal__actor__email", "hash")
    for at, *rest, digest in found.values_list(*columns)[:MOST_EXPORTED]:
        yield (at.astimezone(KST).isoformat(), *(value or "" for value in rest), bytes(digest).hex())


def entry_rows(found: QuerySet[AccessEntry]) -> Iterator[tuple[Any, ...]]:
    """Readings for an export, in the order of ENTRY_COLUMNS."""
    columns = ("at", "user__name", "user__email", "label", "network", "kind", "method", "door", "subject", "status")
    for at, *rest, code, reason in found.values_list(*columns, "code", "reason")[:MOST_EXPORTED]:
        yield (at.astimezone(KST).isoformat(), *rest, code or reason)


def months(scoped: QuerySet[AccessEntry], *, now: datetime) -> list[dict[str, Any]]:
    """Every month with entries, newest first, with its number of entries and its sign-off if there is one."""
    counts = (
        scoped.annotate(month=TruncMonth("at", tzinfo=KST, output_field=DateField()))
        .values_list("month")
        .annotate(number=Count("pk"))
        .order_by("-month")
    )
    signed = {each.month: each for each in AccessReview.objects.select_related("signed_by")}
    named = [(f"{day:%Y-%m}", number) for day, number in counts]
    return [
        {"month": month, "number": number, "review": signed.get(month), "is_over": month < month_of(now)}
        for month, number in named
    ]


def month_figures(scoped: QuerySet[AccessEntry], month: str) -> list[dict[str, Any]]:
    """Each person's month: readings, refusals, exports, how many different subjects, how many outside office hours."""
    begins = datetime.strptime(month, "%Y-%m").replace(tzinfo=KST)
    ends = (begins + timedelta(days=32)).replace(day=1)
    local = {"hour": ExtractHour("at", tzinfo=KST), "weekday": ExtractIsoWeekDay("at", tzinfo=KST)}
    late = ~Q(hour__in=OFFICE_HOURS) | Q(weekday__gte=SATURDAY)
    rows = (
        scoped.filter(at__gte=begins, at__lt=ends)
        .annotate(**local)
        .values(name=F("user__name"), email=F("user__email"), role=F("label"))
        .annotate(
            read=Count("pk", filter=Q(kind=AccessKind.READ)),
            refused=Count("pk", filter=Q(kind=AccessKind.REFUSED)),
            export=Count("pk", filter=Q(kind=AccessKind.EXPORT)),
            subjects=Count("subject", distinct=True),
            late=Count("pk", filter=late),
        )
        .order_by("-refused", "-export", "-late", "-read", "email", "role")
    )
    return [row | {"role": by_words(row["role"])} for row in rows]


def review_of(month: str) -> AccessReview | None:
    """The sign-off of a month."""
    return AccessReview.objects.select_related("signed_by").filter(month=month).first()


def unsigned_months(scoped: QuerySet[AccessEntry], *, now: datetime) -> int:
    """How many months that are over have entries and no sign-off."""
    over = scoped.filter(at__lt=now.astimezone(KST).replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    named = over.annotate(month=_name_of_month()).values("month").distinct()
    return named.exclude(month__in=AccessReview.objects.values("month")).count()


def _name_of_month() -> Func:
    local = Func(Value(str(KST)), F("at"), function="timezone", output_field=DateTimeField())
    return Func(local, Value("YYYY-MM"), function="to_char", output_field=CharField())
