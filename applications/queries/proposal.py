"""What was handed in, ready to be read (`components/proposal.html`)."""

from collections.abc import Mapping
from typing import Any

from applications.rules.plan import ratio


def proposal(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest with each goal's `ratio` of target to the latest global model."""
    goals = manifest["plan"].get("goals", {})
    benchmarks = [
        row | {"ratio": ratio(row.get("target_score", ""), row.get("reference_score", ""))}
        for row in goals.get("benchmarks", ())
    ]
    return {**manifest, "plan": {**manifest["plan"], "goals": {**goals, "benchmarks": benchmarks}}}


def listed_files(manifest: Mapping[str, Any], card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files in the order of the rule card, each with its document's name in both languages as `label`."""
    filed = {entry["kind"]: entry for entry in manifest["files"]}
    known = [item["code"] for item in card["documents"]]
    names = {item["code"]: item["name"] for item in card["documents"]}
    order = [*(code for code in known if code in filed), *(code for code in filed if code not in names)]
    return [filed[code] | {"label": names.get(code, code)} for code in order]
