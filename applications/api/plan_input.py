"""The sections of an application as JSON. Every field may be left out: a draft may be incomplete."""

from rest_framework import serializers


class _Text(serializers.CharField):
    """Text, empty allowed; the page's form says how long it may be."""

    def __init__(self, most: int = 3000) -> None:
        super().__init__(required=False, allow_blank=True, max_length=most, trim_whitespace=False)


class _Count(serializers.IntegerField):
    """A positive number, or nothing yet."""

    def __init__(self, most: int) -> None:
        super().__init__(required=False, allow_null=True, min_value=1, max_value=most)


class OrganisationInput(serializers.Serializer):
    """The lead organisation (주관기관)."""

    name, registration_no, task = _Text(120), _Text(40), _Text(200)


class PartnerInput(OrganisationInput):
    """A participating organisation (참여기관); `key` is what researchers refer to and is given at the first save."""

    key = _Text(5)


class TeamInput(serializers.Serializer):
    """Team and consortium."""

    team_name, title = _Text(60), _Text(120)
    lead = OrganisationInput(required=False)
    partners = PartnerInput(many=True, required=False)


class PersonInput(serializers.Serializer):
    """A named person; `place` is `lead` or the key of a participant."""

    name, place, email = _Text(60), _Text(5), _Text(254)


class ResearchersInput(serializers.Serializer):
    """The people who are named."""

    principal = PersonInput(required=False)
    researchers = PersonInput(many=True, required=False)


class BenchmarkInput(serializers.Serializer):
    """One benchmark; scores are decimals as text."""

    name, reference_model = _Text(80), _Text(80)
    reference_score, current_score, target_score = _Text(16), _Text(16), _Text(16)
    basis = _Text(1000)


class GoalsInput(serializers.Serializer):
    """Goals."""

    summary = _Text(1000)
    benchmarks = BenchmarkInput(many=True, required=False)


class MethodInput(serializers.Serializer):
    """Method."""

    approach, training, independence, risks = _Text(), _Text(), _Text(), _Text(2000)


class MilestoneInput(serializers.Serializer):
    """One step of the work; days as 2026-02-12."""

    starts_on, ends_on, work, output = _Text(10), _Text(10), _Text(300), _Text(200)


class ScheduleInput(serializers.Serializer):
    """Steps with their days."""

    milestones = MilestoneInput(many=True, required=False)


class GpuInput(serializers.Serializer):
    """GPUs of one kind for one purpose."""

    model, purpose = _Text(60), _Text(300)
    count, months = _Count(1_000_000), _Count(120)


class DataInput(serializers.Serializer):
    """Data of one kind."""

    name, amount, source, purpose = _Text(80), _Text(80), _Text(120), _Text(300)


class ResourcesInput(serializers.Serializer):
    """GPUs and data, or none."""

    no_gpu = serializers.BooleanField(required=False)
    no_data = serializers.BooleanField(required=False)
    gpus = GpuInput(many=True, required=False)
    data = DataInput(many=True, required=False)


class EcosystemInput(serializers.Serializer):
    """Contribution to the ecosystem."""

    release, spread, people = _Text(), _Text(), _Text(2000)


class PlanInput(serializers.Serializer):
    """The sections to be saved; what is not named stays, a list that is named is replaced."""

    team = TeamInput(required=False)
    researchers = ResearchersInput(required=False)
    goals = GoalsInput(required=False)
    method = MethodInput(required=False)
    schedule = ScheduleInput(required=False)
    resources = ResourcesInput(required=False)
    ecosystem = EcosystemInput(required=False)
