"""Checks an evidence bundle (gwaban/evidence-1, evidence_format.md) and names what was changed in it: row and field.

    python verify.py FILE.zip [--key FINGERPRINT] [--heads HEADS.jsonl]

Needs Python 3.11 and `cryptography`, nothing of the project: the rules are written here a second time, on purpose.
A bundle can only prove itself against what was kept elsewhere: give the key's fingerprint (from a paper or a receipt)
and heads that somebody outside has kept. Exit status: 0 holds, and key and heads were given and match; 1 changed;
2 unreadable; 3 consistent in itself, but not anchored.
"""

import argparse
import hashlib
import json
import sys
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from types import SimpleNamespace as Link
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Row = dict[str, Any]
Findings = Iterator[str]
# (table, key, fields) that a link says of rows.
Facts = Iterator[tuple[str, tuple[Any, ...], Row]]
DAY = timedelta(hours=24)
HOLDS, CHANGED, UNREADABLE, NOT_ANCHORED = range(4)
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
GATES = {
    *("round.open", "round.start", "submit", "withdraw", "round.close", "round.unseal", "round.cancel"),
    *("round.start_written", "round.skip_written", "sheet.sign", "ballot.cast", "review.close", "review.reveal"),
    *("review.reopen", "round.shortlist", "lot.confirm", "decision.prepare", "decision.publish", "evidence.export"),
}
PUBLIC_LINKS = {"round.open", "round.unseal", "decision.publish"}
# The fields that name a row of each table; `step` counts a seat's rows.
KEYS = {
    name: tuple(fields.split())
    for name, fields in {
        "rule_card": "", "deadlines": "set_at", "close_manifests": "closed_at", "submissions": "receipt_no",
        "withdrawals": "application", "refused": "number", "screenings": "application version", "seats": "seat",
        "chairs": "seat elected_at", "pledges": "seat code", "declarations": "seat application declared_at",
        "recusals": "seat application", "reviews": "stage", "reveals": "stage revealed_at",
        "sessions": "application sitting", "attendance": "seat step", "lots": "stage sitting application",
        "sheets": "stage application seat version", "ballots": "application sitting seat",
        "opinions": "application version", "decisions": "stage version", "publications": "stage version",
        "approvals": "reference",
    }.items()
}  # fmt: skip
# The tables of a public bundle that `round.open` opens.
OPEN_KEYS = {name: KEYS[name] for name in ("rule_card", "deadlines")}
SEALED = {"chain", "openings", "heads", "round", "applications", "documents", *KEYS}
PUBLIC = {"chain", "openings", "heads", "round", "rule_card", "deadlines", "close_manifests", "decision", "counts"}
COUNTED = {"submissions": "submit", "withdrawn": "withdraw", "sheets": "sheet.sign", "ballots": "ballot.cast"}
# What a row says until a link says otherwise.
UNTIL = {
    "seats": {"dismissed_at": None},
    "sessions": dict.fromkeys(("chair", "started_at", "vote_opened_at", "ended_at")),
    "approvals": dict.fromkeys(("verdict", "answered_by", "answered_at", "answer_reason")),
}


class UnreadableError(Exception):
    """The file is no bundle that this program knows."""


# ---- bytes, times, differences


def canonical(value: Any) -> bytes:
    """RFC 8785, for JSON without floats."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, float):
        raise ValueError("a float in a record")  # noqa: TRY004
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def commitment(data: bytes, nonce: str) -> str:
    return sha256(b"gwaban/commitment-1\x00" + bytes.fromhex(nonce) + data)


def moment(text: str | None) -> str | None:
    """A time in UTC to the millisecond, as links write it."""
    if text is None:
        return None
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def differences(path: str, found: Any, signed: Any) -> Iterator[tuple[str, Any, Any]]:
    """(path, found, signed) of every leaf in which two JSON values differ."""
    if isinstance(found, dict) and isinstance(signed, dict):
        for name in sorted(found.keys() | signed.keys()):
            yield from differences(f"{path}.{name}", found.get(name), signed.get(name))
    elif isinstance(found, list) and isinstance(signed, list) and len(found) == len(signed):
        for number, (one, other) in enumerate(zip(found, signed, strict=True)):
            yield from differences(f"{path}[{number}]", one, other)
    elif found != signed or isinstance(found, bool) != isinstance(signed, bool):
        yield path, found, signed


def told(where: str, path: str, found: Any, signed: Any, by: str) -> Findings:
    for name, one, other in differences(path, found, signed):
        yield f"{where}, {name}: {show(one)}, but {by} says {show(other)}"


def show(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else text[:87] + "..."  # noqa: PLR2004


# ---- the bundle


class Bundle:
    """The tables of a bundle as lists of rows, its links, and what was wrong with the files themselves."""

    def __init__(self, path: str) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
            self.about = json.loads(self.zip.read("bundle.json"))
            self.kind, self.files = self.about["kind"], self.about["files"]
            if self.about["format"] != "gwaban/evidence-1" or self.kind not in {"sealed", "public"}:
                raise UnreadableError("not a gwaban/evidence-1 bundle")
        except (*DAMAGED, *MALFORMED) as error:
            raise UnreadableError(f"not a bundle: {error}") from error
        self.sealed, self.wrong = self.kind == "sealed", []
        self.tables = {name: self._rows(f"{name}.jsonl") for name in (SEALED if self.sealed else PUBLIC)}
        self.wrong += [f"{name}: is in the bundle, but not on its list" for name in self._stray()]
        self.links = {row["seq"]: row for row in self["chain"]}
        self.opened = list(self._opened())

    def __getitem__(self, name: str) -> list[Row]:
        return self.tables[name]

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None; what is wrong with it is noted once."""
        try:
            data = self.zip.read(path)
        except KeyError:
            self.wrong.append(f"{path}: the file is missing")
            return None
        except DAMAGED as error:
            self.wrong.append(f"{path}: the file is damaged ({error})")
            return None
        if sha256(data) != self.files.get(path):
            self.wrong.append(f"{path}: its SHA-256 is not the one in bundle.json")
        return data

    def _rows(self, path: str) -> list[Row]:
        data = self.read(path)
        try:
            rows = [json.loads(line) for line in (data or b"").splitlines() if line.strip()]
        except ValueError as error:
            raise UnreadableError(f"{path}: {error}") from error
        counts = defaultdict(int)
        for row in rows if path == "attendance.jsonl" else ():
            counts[row["seat"]] += 1
            row["step"] = counts[row["seat"]]
        return rows

    def _stray(self) -> list[str]:
        return sorted(set(self.zip.namelist()) - self.files.keys() - {"bundle.json"})

    def _opened(self) -> Iterator[Link]:
        """The links with what their openings say, as far as it can be read."""
        for row in self["openings"]:
            link = self.links.get(row["seq"])
            if link is None:
                continue
            try:
                sealed, by = json.loads(row["data"]), json.loads(link["body"])["by"]
                known = {name: link[name] for name in ("seq", "verb", "subject")} | {"at": moment(link["at"]), "by": by}
                tail = link["subject"].partition("/")[2]
                yield Link(**known, tail=tail, d=sealed["data"], actor=sealed["actor"])
            except MALFORMED as error:
                self.wrong.append(f"openings.jsonl #{row['seq']} ({link['verb']}): cannot be read ({error})")

    def payload(self, reference: str) -> Row:
        """What the approval of this number runs."""
        return next(json.loads(row["payload"]) for row in self["approvals"] if row["reference"] == reference)


def check_contents(b: Bundle) -> Findings:
    if [row["reference"] for row in b["round"]] != [b.about["round"]] or b.about[
        "chain"
    ] != f"round/{b.about['round']}":
        yield "round.jsonl, reference: not the round that bundle.json names"
    for path in b.files:
        if not path.endswith(".jsonl") and not path.startswith("documents/"):
            yield f"bundle.json, files: {path} has no place in a bundle"


# ---- chain, openings, heads


def check_chain(b: Bundle) -> Findings:
    previous, due = "00" * 32, 1
    for row in b["chain"]:
        where = f"chain.jsonl #{row['seq']}"
        if row["seq"] != due:
            yield f"{where}, seq: #{due} should stand here; a link was taken out, added or moved"
        elif row["prev"] != previous:
            yield f"{where}, prev: not the hash of the link before it"
        body = row["body"].encode()
        begun = b"gwaban/chain-1\x00" + bytes.fromhex(row["prev"]) + row["seq"].to_bytes(8, "big")
        if sha256(begun + body) != row["hash"]:
            yield f"{where} ({row['verb']}), body: it is not what its hash was made of"
        said = json.loads(body)
        columns = {"verb": row["verb"], "subject": row["subject"], "at": moment(row["at"]), "chain": b.about["chain"]}
        for name, value in columns.items():
            yield from told(where, name, value, said.get(name), "the link's body")
        previous, due = row["hash"], row["seq"] + 1


def check_openings(b: Bundle) -> Findings:
    seen = {row["seq"] for row in b["openings"]}
    for row in b["chain"]:
        if row["seq"] not in seen and (b.sealed or row["verb"] in PUBLIC_LINKS):
            yield f"openings.jsonl #{row['seq']} ({row['verb']}): the row is missing"
    for row in b["openings"]:
        link, where = b.links.get(row["seq"]), f"openings.jsonl #{row['seq']}"
        if link is None:
            yield f"{where}: there is no such link"
        elif commitment(row["data"].encode(), row["nonce"]) != json.loads(link["body"])["commitment"]:
            yield f"{where} ({link['verb']}), data: not what the link is committed to"
        elif row["actor"] != json.loads(row["data"])["actor"]:
            yield f"{where} ({link['verb']}), actor: not who the link is committed to"


def check_heads(b: Bundle) -> Findings:
    gates = {row["seq"] for row in b["chain"] if row["verb"] in GATES}
    for seq in sorted(gates - {head["seq"] for head in b["heads"]}):
        yield f"heads.jsonl #{seq} ({b.links[seq]['verb']}): this gate has no signed head"
    for head in b["heads"]:
        yield from head_problems(b, head, "heads.jsonl")
        link = b.links.get(head["seq"])
        if link and head["gate"] not in {link["verb"], "asked"}:
            yield f"heads.jsonl #{head['seq']}, gate: {head['gate']}, but the link is {link['verb']}"


def head_problems(b: Bundle, head: Row, source: str) -> Findings:
    where, link = f"{source} #{head['seq']}", b.links.get(head["seq"])
    signed = {name: head[name] for name in ("format", "chain", "seq", "hash", "gate", "at", "key")}
    public = bytes.fromhex(head["public_key"])
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            bytes.fromhex(head["signature"]), b"gwaban/head-1\x00" + canonical(signed)
        )
    except (InvalidSignature, ValueError):
        yield f"{where}, signature: not made by this key over this head"
    if sha256(public) != head["key"]:
        yield f"{where}, key: not the fingerprint of its public key"
    if head["chain"] != b.about["chain"]:
        yield f"{where}, chain: {head['chain']} is another chain"
    elif link is None:
        yield f"{where}: the chain has no link #{head['seq']} any more"
    elif link["hash"] != head["hash"]:
        yield f"{where}, hash: the chain was another one when this head was signed; links up to #{head['seq']} changed"


# ---- what the links say about the rows


def _approved(link: Link) -> Row:
    return {"approval": link.d["approval"]}


def _slots(link: Link) -> Facts:
    for position, slot in enumerate(link.d["slots"], 1):
        fields = {"starts_at": moment(slot["from"]), "ends_at": moment(slot["to"]), "position": position}
        yield "sessions", (slot["application"], link.d["sitting"]), fields


def _declared(link: Link) -> Facts:
    for each in link.d["declared"]:
        fields, where = {name: each[name] for name in ("has_conflict", "reason")}, (link.tail, each["application"])
        yield "declarations", (*where, link.at), fields
        # A conflict that came after everything was counted stands in the record and recuses from nothing.
        if each["counts_from"]:
            counts = {"kind": "recusal", "from_stage": each["counts_from"]}
            yield "recusals", where, {**counts, "reason": each["reason"], "recorded_at": link.at}


def _begun(link: Link, b: Bundle) -> Facts:
    stage = "written" if link.verb == "round.start_written" else "presentation"
    yield "reviews", (stage,), {"opened_at": link.at, "status": "collecting"}
    names = {row["id"]: row["reference"] for row in b["applications"]}
    for each in link.d["excluded"]:
        fields = {"kind": "exclusion", "from_stage": "written", "reason": "", "recorded_at": link.at}
        yield "recusals", (each["seat"], names.get(each["application"])), fields


def _shortlisted(link: Link, b: Bundle) -> Facts:
    version = b.payload(link.d["approval"])["version"]
    yield "publications", ("written", version), {**_approved(link), "published_at": link.at, "public": None}
    yield "decisions", ("written", version), {"commitment": link.d["commitment"]}
    yield "reviews", ("presentation",), {"opened_at": link.at, "status": "collecting"}


def _signed(link: Link) -> Facts:
    document = link.d["document"]
    marks = {each["criterion"]: {name: each[name] for name in ("points", "comment")} for each in document["marks"]}
    fields = {name: document[name] for name in ("reason", "total")}
    fields |= {"signed_at": link.at, "receipt": link.subject, "marks": marks}
    yield "sheets", tuple(document[name] for name in KEYS["sheets"]), fields


def _cast(link: Link) -> Facts:
    content = link.d["content"]
    fields = {"votes": content["votes"], "receipt": link.subject, "cast_at": link.at}
    yield "ballots", tuple(content[name] for name in KEYS["ballots"]), fields


def _summed_up(link: Link, b: Bundle) -> Facts:
    own = [row["seat"] for row in b["seats"] if row["user"] == link.actor and moment(row["appointed_at"]) <= link.at]
    fields = {"stage": "presentation", "seat": own[-1] if own else None, "sha256": link.d["sha256"]}
    yield "opinions", (link.subject, link.d["version"]), fields | {"signed_at": link.at}


def _prepared(link: Link) -> Facts:
    fields = {name: link.d[name] for name in ("commitment", "outcome", "reason")} | {"prepared_at": link.at}
    yield "decisions", (link.tail, link.d["version"]), fields


def _published(link: Link) -> Facts:
    key = ("presentation", link.d["version"])
    yield "publications", key, {**_approved(link), "published_at": link.at}
    yield "decisions", key, {"commitment": link.d["commitment"]}


def _opened_round(link: Link) -> Facts:
    yield "rule_card", (), {"sha256": link.d["rule_card"], "frozen_at": link.at, **_approved(link)}
    yield "deadlines", (link.at,), {"closes_at": link.d["closes_at"], **_approved(link)}


def _closed_round(link: Link) -> Facts:
    fields = {"document": link.d["manifest"], "root": link.d["root"], "count": link.d["count"]}
    yield "close_manifests", (link.at,), fields | {"closes_at": link.d["manifest"]["closes_at"]}


def _screened(link: Link) -> Facts:
    fields = {"answers": link.d["answers"], "reason": link.d["reason"], "outcome": link.verb.split(".")[1]}
    yield "screenings", (link.subject, link.d["version"]), fields | {"screened_at": link.at}


def _submitted(link: Link) -> Facts:
    fields = {name: link.d[name] for name in ("application", "version", "manifest_sha256", "received_at")}
    yield "submissions", (link.subject,), fields


def _refused(link: Link) -> Facts:
    fields = {"application": link.d["application"], "code": link.d["code"], "attempted_at": link.at}
    yield "refused", (link.subject,), fields


def _lots(link: Link) -> Facts:
    for application, number in link.d["numbers"].items():
        yield (
            "lots",
            (link.tail, link.d["sitting"], application),
            {"number": number, "drawn_at": link.at, **_approved(link)},
        )


def _pledged(link: Link) -> Facts:
    for code, text in link.d["pledges"].items():
        yield "pledges", (link.tail, code), {"text_sha256": text, "signed_at": link.at}


def _stamped(name: str) -> Callable[[Link], Facts]:
    def fields(link: Link) -> Facts:
        more = {"chair": link.d["chair"]} if "chair" in link.d else {}
        yield "sessions", (link.subject, link.d["sitting"]), {name: link.at, **more}

    return fields


FACTS = {
    "round.open": _opened_round,
    "round.close": _closed_round,
    "submit": _submitted,
    "submit.refused": _refused,
    "withdraw": lambda link: [("withdrawals", (link.subject,), {"reason": link.d["reason"], "withdrawn_at": link.at})],
    "screen.eligible": _screened,
    "screen.ineligible": _screened,
    "panel.appoint": lambda link: [("seats", (link.tail,), {**link.d, "appointed_at": link.at})],
    "panel.dismiss": lambda link: [("seats", (link.tail,), {"dismissed_at": link.at})],
    "panel.elect_chair": lambda link: [("chairs", (link.tail, link.at), {"application": link.d["application"]})],
    "pledge.sign": _pledged,
    "interest.declare": _declared,
    "timetable.set": _slots,
    "review.reopen": lambda link: [*_slots(link), ("reviews", (link.tail,), {"status": "collecting"})],
    "session.start": _stamped("started_at"),
    "session.open_vote": _stamped("vote_opened_at"),
    "session.end": _stamped("ended_at"),
    "sheet.sign": _signed,
    "ballot.cast": _cast,
    "lot.confirm": _lots,
    "review.close": lambda link: [("reviews", (link.tail,), {"status": "closed"})],
    "review.reveal": lambda link: [
        ("reveals", (link.tail, link.at), _approved(link)),
        ("reviews", (link.tail,), {"status": "revealed"}),
    ],
    "decision.prepare": _prepared,
    "decision.publish": _published,
}
WITH_BUNDLE = {
    "round.start_written": _begun,
    "round.skip_written": _begun,
    "round.shortlist": _shortlisted,
    "opinion.sign": _summed_up,
}


def facts(b: Bundle) -> Iterator[tuple[str, tuple[Any, ...], Row, Link]]:
    """(table, key, fields, link) of everything that the openings say about rows, in the order of the chain."""
    steps = defaultdict(int)
    for link in b.opened:
        verb, _, last = link.verb.rpartition(".")
        if link.verb in FACTS:
            found = FACTS[link.verb](link)
        elif link.verb in WITH_BUNDLE:
            found = WITH_BUNDLE[link.verb](link, b)
        elif link.verb == "attendance.record":
            found = list(_attended(link, steps))
        else:
            found = _asked_and_answered(link, verb, last, b)
        for table, key, fields in found:
            yield table, key, fields, link


def _attended(link: Link, steps: Any) -> Facts:
    for seat in link.d["seats"]:
        steps[seat] += 1
        yield "attendance", (seat, steps[seat]), {"came_in": link.d["came_in"], "at": link.d["at"]}


def _asked_and_answered(link: Link, verb: str, last: str, b: Bundle) -> Facts:
    if last == "requested":
        fields = {name: link.d[name] for name in ("payload_sha256", "reason")}
        fields["requested_agency"] = link.by.rpartition("/")[2]
        fields |= {"verb": verb, "subject": link.subject, "requested_at": link.at, "requested_by": link.actor}
        yield "approvals", (link.d["approval"],), fields
        if verb == "round.shortlist":
            payload = b.payload(link.d["approval"])
            key = ("written", payload["version"])
            fields = {"document_sha256": payload["document_sha256"], "reason": link.d["reason"]}
            yield "decisions", key, fields | {"prepared_at": link.at}
    elif last in {"approved", "rejected", "withdrawn"}:
        fields = {"verdict": last, "answered_at": link.at, "answered_by": link.actor, "answer_reason": link.d["reason"]}
        yield "approvals", (link.d["approval"],), fields


def check_rows(b: Bundle) -> Findings:
    """Every row against its links, and every link's row."""
    expected = {}
    for table, key, fields, link in facts(b):
        known = expected.setdefault((table, key), {name: (value, link) for name, value in UNTIL.get(table, {}).items()})
        known |= {name: (value, link) for name, value in fields.items()}
    for table, names in (KEYS if b.sealed else OPEN_KEYS).items():
        found = {}
        for row in map(comparable, b[table]):
            key = tuple(row[name] for name in names)
            where = f"{table}.jsonl {named(names, key)}".rstrip()
            if key in found or (table, key) not in expected:
                yield f"{where}: no link of the chain knows this row"
            found[key] = row
            for name, (value, link) in expected.get((table, key), {}).items():
                yield from told(where, name, row.get(name), value, f"link #{link.seq} ({link.verb})")
        for other, key in expected:
            if other == table and key not in found:
                link = next(iter(expected[other, key].values()))[1]
                yield f"{table}.jsonl {named(names, key)}: the row is missing, link #{link.seq} ({link.verb}) stands"


def comparable(row: Row) -> Row:
    """A row with its times as links write them, and with what links say of long texts."""
    made = {name: moment(value) if name == "at" or name.endswith("_at") else value for name, value in row.items()}
    if "text" in row:
        made["sha256"] = sha256(row["text"].encode())
    if "result" in row:
        made |= {"outcome": row["result"].get("outcome"), "document_sha256": sha256(canonical(row["document"]))}
    return made


def named(names: tuple[str, ...], key: tuple[Any, ...]) -> str:
    return " ".join(f"{name}={value}" for name, value in zip(names, key, strict=True))


# ---- the call: rule card, deadlines, submissions, files, close manifest, approvals


def card_of(b: Bundle) -> Row:
    return b["rule_card"][0]["document"]


def check_rule_card(b: Bundle) -> Findings:
    row, schedule = b["rule_card"][0], card_of(b)["schedule"]
    if sha256(canonical(row["document"])) != row["sha256"]:
        yield "rule_card.jsonl, document: not what its sha256 was made of"
    opened = next(link for link in b.opened if link.verb == "round.open")
    yield from told("rule_card.jsonl", "sha256", row["sha256"], opened.d["rule_card"], f"link #{opened.seq}")
    first = b["deadlines"][0]
    yield from told("deadlines.jsonl", "closes_at", moment(first["closes_at"]), opened.d["closes_at"], "round.open")
    yield from told(
        "rule_card.jsonl", "document.schedule.closes_at", moment(schedule["closes_at"]), opened.d["closes_at"],
        "round.open",
    )  # fmt: skip
    for name, language in (("title", "ko"), ("title_en", "en")):
        yield from told("round.jsonl", name, b["round"][0][name], card_of(b)["title"][language], "the rule card")
    opens = moment(b["round"][0]["opens_at"])
    yield from told("round.jsonl", "opens_at", opens, moment(schedule["opens_at"]), "the rule card")


def check_submissions(b: Bundle) -> Findings:
    for row in b["submissions"]:
        where, manifest = f"submissions.jsonl receipt_no={row['receipt_no']}", row["manifest"]
        if sha256(canonical(manifest)) != row["manifest_sha256"]:
            yield f"{where}, manifest: not what its manifest_sha256 was made of"
        valid = [each["closes_at"] for each in b["deadlines"] if each["set_at"] <= row["received_at"]]
        if not b["round"][0]["opens_at"] <= row["received_at"] < max(valid, default=""):
            yield f"{where}, received_at: outside the window for applications"
        for entry in manifest["files"]:
            data = b.read(f"documents/{entry['file']}")
            if data is not None and (len(data), sha256(data)) != (entry["size"], entry["sha256"]):
                which = f"documents/{entry['file']} ({row['application']} {entry['kind']})"
                yield f"{which}: its bytes are not those handed in"
    named_in = {
        entry["file"]: entry | {"application": row["application"]}
        for row in b["submissions"]
        for entry in row["manifest"]["files"]
    }
    for row in b["documents"]:
        due = named_in.get(row["file"], {})
        for name in ("application", "kind", "version", "size", "sha256"):
            yield from told(f"documents.jsonl file={row['file']}", name, row[name], due.get(name), "the manifest")


def check_applications(b: Bundle) -> Findings:
    """Each application that handed something in has its row, under the name of its newest manifest."""
    newest = {row["application"]: row["manifest"] for row in sorted(b["submissions"], key=lambda row: row["version"])}
    names = {row["reference"]: row["team_name"] for row in b["applications"]}
    for ref, manifest in newest.items():
        where = f"applications.jsonl reference={ref}"
        yield from told(where, "team_name", names.get(ref), manifest["team_name"], "the newest manifest")


def check_close_manifest(b: Bundle) -> Findings:
    for row in b["close_manifests"]:
        where, document = f"close_manifests.jsonl closed_at={row['closed_at']}", row["document"]
        if sha256(canonical(document)) != row["root"]:
            yield f"{where}, document: not what its root was made of"
        yield from told(where, "count", row["count"], len(document["submissions"]), "its document")
        if row["closed_at"] < row["closes_at"]:
            yield f"{where}, closed_at: before the deadline"
        newest = {}
        for each in sorted(b["submissions"], key=lambda each: each["version"]):
            if each["received_at"] <= row["closed_at"]:
                newest[each["application"]] = {
                    **{name: each[name] for name in ("application", "receipt_no", "version", "manifest_sha256")},
                    "received_at": moment(each["received_at"]),
                }
        gone = {each["application"] for each in b["withdrawals"] if each["withdrawn_at"] <= row["closed_at"]}
        for part, is_gone in (("submissions", False), ("withdrawn", True)):
            due = [newest[ref] for ref in sorted(newest) if (ref in gone) is is_gone]
            yield from told(where, f"document.{part}", document[part], due, "submissions.jsonl")


def check_approvals(b: Bundle) -> Findings:
    for row in b["approvals"]:
        where = f"approvals.jsonl reference={row['reference']}"
        if sha256(row["payload"].encode()) != row["payload_sha256"]:
            yield f"{where}, payload: not what its payload_sha256 was made of"
        if row["verdict"] == "approved" and row["answered_by"] == row["requested_by"]:
            yield f"{where}, answered_by: the person who asked"
        if datetime.fromisoformat(row["expires_at"]) - datetime.fromisoformat(row["requested_at"]) != DAY:
            yield f"{where}, expires_at: not a day after the request"


# ---- the panel: what was signed and cast


def check_hand_ins(b: Bundle) -> Findings:
    card, newest, people = b["rule_card"][0]["sha256"], {}, {row["seat"]: row["user"] for row in b["seats"]}
    for row in sorted(b["submissions"], key=lambda row: row["version"]):
        newest[row["application"]] = row["manifest_sha256"]
    for link in b.opened:
        if link.verb not in {"sheet.sign", "ballot.cast"}:
            continue
        where, document = f"link #{link.seq} ({link.verb})", link.d.get("document") or link.d["content"]
        if commitment(canonical(document), link.d["nonce"]) != link.subject:
            yield f"{where}, subject: the receipt is not over what was handed in"
        yield from told(where, "actor", link.actor, people.get(document["seat"]), "seats.jsonl")
        if link.verb == "sheet.sign":
            yield from told(where, "rule_card_sha256", document["rule_card_sha256"], card, "rule_card.jsonl")
            signed = newest.get(document["application"])
            yield from told(where, "manifest_sha256", document["manifest_sha256"], signed, "submissions.jsonl")


def presence(steps: Any, started: str | None, ended: str | None, completed: str | None) -> bool:
    """Whether a seat was in the room from the start until it had handed in everything, or until the end."""
    if started is None:
        return False
    known = [each for each in (ended, completed) if each is not None]
    until, since = max(started, min(known)) if known else None, None
    for step in steps:
        if step["came_in"]:
            since = step["at"] if since is None else since
        elif since is not None:
            if since <= started and until is not None and step["at"] >= until:
                return True
            since = None
    return since is not None and since <= started


def derived(b: Bundle, decision: Row) -> Row:
    """The tally document that the rows make at the time when a decision was prepared."""
    stage, at = decision["stage"], decision["prepared_at"]
    card, rule = card_of(b), card_of(b)[stage]
    seats = [
        row["seat"]
        for row in b["seats"]
        if row["appointed_at"] <= at and (row["dismissed_at"] is None or row["dismissed_at"] > at)
    ]
    if stage == "presentation" and card["written"] is not None:
        refs = next(link for link in b.opened if link.verb == "round.shortlist").d["passed"]
    else:
        outcome = {
            row["application"]: row["outcome"] for row in sorted(b["screenings"], key=lambda row: row["version"])
        }
        refs = [ref for ref, each in outcome.items() if each == "eligible"]
    applications = [application(b, decision, rule, seats, ref) for ref in sorted(refs)]
    return {"format": "gwaban/tally-1", "rule": rule, "panel": seats, "applications": applications}


def application(b: Bundle, decision: Row, rule: Row, seats: list[str], ref: str) -> Row:
    stage, at = decision["stage"], decision["prepared_at"]

    def of(table: str, time: str) -> list[Row]:
        return [row for row in b[table] if row["application"] == ref and row[time] <= at]

    counted = ("written", stage)
    recused = {row["seat"] for row in of("recusals", "recorded_at") if row["from_stage"] in counted}
    reveals = sum(row["stage"] == stage and row["revealed_at"] <= at for row in b["reveals"])
    drawn = {(row["stage"], row["sitting"]): row["number"] for row in of("lots", "drawn_at")}
    sheets, first = {}, {}
    for row in sorted(of("sheets", "signed_at"), key=lambda row: row["version"]):
        if row["stage"] == stage:
            first.setdefault(row["seat"], row["signed_at"])
            sheets[row["seat"]] = {code: mark["points"] for code, mark in row["marks"].items()}
    sitting = max(
        [1, *(link.d["sitting"] for link in b.opened if link.verb == "review.reopen" and b.links[link.seq]["at"] <= at)]
    )
    # A review without a meeting has no session: whoever signed took part.
    sessions = [row for row in b["sessions"] if row["application"] == ref and row["sitting"] <= sitting]
    session = max(sessions, key=lambda row: row["sitting"], default=None) if stage == "presentation" else None
    cast = {row["seat"]: row for row in of("ballots", "cast_at") if session and row["sitting"] == session["sitting"]}
    needed = {
        seat: [
            *([cast.get(seat, {}).get("cast_at")] if rule["gates"] else ()),
            *([first.get(seat)] if rule["score"]["criteria"] else ()),
        ]
        for seat in seats
    }
    took_part = set(sheets) if stage == "written" else set()
    if session:
        took_part = {seat for seat in seats if in_the_room(b, at, session, seat, needed[seat])}
    present = [seat for seat in seats if seat in took_part - recused]
    chair = session["chair"] if session else None
    return {
        "ref": ref,
        "present": present,
        "recused": [seat for seat in seats if seat in recused],
        "chair": chair if chair in present else None,
        "lot": drawn.get((stage, reveals)),
        "votes": {
            gate: {
                seat: cast[seat]["votes"][gate] for seat in present if gate in cast.get(seat, {"votes": ()})["votes"]
            }
            for gate in rule["gates"]
        },
        "sheets": {seat: sheets[seat] for seat in present if seat in sheets},
        "points": {},
    }


def in_the_room(b: Bundle, at: str, session: Row, seat: str, needed: list[Any]) -> bool:
    completed = max(needed) if needed and None not in needed else None
    steps = [row for row in b["attendance"] if row["seat"] == seat and row["at"] <= at]
    return presence(steps, session["started_at"], session["ended_at"], completed)


# ---- tally-1, the second implementation


def rounded(value: Fraction, digits: int) -> str:
    """Half away from zero, written with exactly so many decimals; zero without a minus."""
    units = floor(abs(value) * 10**digits + Fraction(1, 2))
    text = str(units).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if value < 0 and units else text


def gate(rule: Row, appointed: int, entry: Row, code: str) -> Row:
    votes, majority = entry["votes"].get(code, {}), rule["majority"]
    yes, no = (sum(vote == word for vote in votes.values()) for word in ("yes", "no"))
    present, eligible = len(entry["present"]), appointed - len(entry["recused"])
    base = {"appointed": appointed, "eligible": eligible, "present": present, "voted": yes + no}[majority["of"]]
    quorum, shown = majority["quorum"], {"yes": yes, "no": no, "abstain": present - yes - no, "base": base}
    if "more_than" in majority:
        line = Fraction(majority["more_than"]) * base
        passes, needs = yes > line, floor(line) + 1
    else:
        line = Fraction(majority["at_least"]) * base
        passes, needs = yes >= line, max(1, ceil(line))
    saved = majority["tie"] == "chair" and yes == line and entry["chair"] and votes.get(entry["chair"]) == "yes"
    if quorum and not quorate(quorum, present, appointed if quorum["of"] == "appointed" else eligible):
        result = "no_quorum"
    elif base == 0:
        result = "failed"
    else:
        result = "passed" if passes else "passed_by_chair" if saved else "failed"
    return shown | {"needs": needs, "result": result}


def quorate(quorum: Row, present: int, base: int) -> bool:
    enough = (
        present > Fraction(quorum["more_than"]) * base
        if "more_than" in quorum
        else present >= Fraction(quorum["at_least"]) * base
    )
    return enough and (quorum["min"] is None or present >= quorum["min"])


def scored(rule: Row, panel: list[str], entry: Row) -> tuple[str | None, Row | None, Row | None]:
    """(score, criterion means, dropped) of one application as the result writes them."""
    score, codes = rule["score"], [each["code"] for each in rule["score"]["criteria"]]
    digits, extra = score["digits"], sum(map(Fraction, entry["points"].values()), Fraction(0))
    if not codes:
        return rounded(extra, digits), {}, None
    kept = {seat: entry["sheets"][seat] for seat in panel if seat in entry["sheets"]}
    if not kept:
        return None, None, None
    totals, dropped = {seat: sum(map(Fraction, sheet.values())) for seat, sheet in kept.items()}, None
    if score["trim"] == "one_each" and len(kept) >= score["trim_from"]:
        high = max(totals, key=lambda seat: totals[seat])
        low = min((seat for seat in totals if seat != high), key=lambda seat: totals[seat])
        dropped = {"high": high, "low": low}
        kept = {seat: sheet for seat, sheet in kept.items() if seat not in {high, low}}
    mean = sum(totals[seat] for seat in kept) / len(kept)
    means = {code: rounded(sum(Fraction(each[code]) for each in kept.values()) / len(kept), digits) for code in codes}
    return rounded(mean + extra, digits), means, dropped


def first_outcome(rule: Row, row: Row) -> str:
    results = {each["result"] for each in row["gates"].values()}
    failed, before = "failed" in results, rule["gate_order"] == "before_rank"
    least = {each["code"]: each["min"] for each in rule["score"]["criteria"] if each["min"] is not None}
    if "no_quorum" in results:
        return "undecided"
    if failed and before:
        return "gate_failed"
    if row["score"] is None:
        return "gate_failed" if failed else "undecided"
    below = row["line"] is not None and Fraction(row["score"]) < Fraction(row["line"])
    if below or any(Fraction(row["criterion_means"][code]) < Fraction(least[code]) for code in least):
        return "gate_failed" if failed else "below_pass"
    return "contender"


def groups_of(rule: Row, contenders: list[Row], lots: Row) -> list[list[Row]]:
    """Contenders as groups of equals, best first."""
    groups = split([contenders], lambda row: -Fraction(row["score"]))
    for key in rule["tie_break"]:
        kind, _, code = key.partition(":")
        if kind == "criterion":
            groups = split(groups, lambda row, code=code: -Fraction(row["criterion_means"][code]))
        elif kind == "gate":
            groups = split(groups, lambda row, code=code: -row["gates"][code]["yes"])
        else:
            groups = [
                part
                for group in groups
                for part in (
                    split([group], lambda row: lots[row["ref"]])
                    if all(lots[row["ref"]] is not None for row in group)
                    else [group]
                )
            ]
    return groups


def split(groups: list[list[Row]], value: Callable[[Row], Any]) -> list[list[Row]]:
    found = []
    for group in groups:
        values = sorted({value(row) for row in group})
        found += [[row for row in group if value(row) == each] for each in values]
    return found


def tally(document: Row) -> Row:
    """gwaban/tally-1 in, gwaban/tally-result-1 out."""
    rule, panel, entries = document["rule"], document["panel"], document["applications"]
    score, rows = rule["score"], []
    line = score["pass_single"] if len(entries) == 1 and score["pass_single"] is not None else score["pass"]
    for entry in entries:
        figure, means, dropped = scored(rule, panel, entry)
        gates = {code: gate(rule, len(panel), entry, code) for code in rule["gates"]}
        rows.append(
            {"ref": entry["ref"], "outcome": "", "rank": None, "score": figure, "line": line, "dropped": dropped,
             "criterion_means": means, "gates": gates}
        )  # fmt: skip
        rows[-1]["outcome"] = first_outcome(rule, rows[-1])
    undecided = any(row["outcome"] == "undecided" for row in rows)
    contenders = [row for row in rows if row["outcome"] == "contender"]
    deal(rule, groups_of(rule, contenders, {entry["ref"]: entry["lot"] for entry in entries}), undecided=undecided)
    outcomes = [row["outcome"] for row in rows]
    outcome = next((each for each in ("undecided", "tied", "selected") if each in outcomes), "no_selection")
    return {
        "format": "gwaban/tally-result-1",
        "outcome": outcome,
        "vacancies": rule["seats"] - outcomes.count("selected"),
        "applications": rows,
    }


def deal(rule: Row, groups: list[list[Row]], *, undecided: bool) -> None:
    left, rank, blocked = rule["seats"], 1, False
    for group in groups:
        fits = not blocked and len(group) <= left
        ties = not blocked and 0 < left < len(group)
        for row in group:
            failed = any(each["result"] == "failed" for each in row["gates"].values())
            taken = "selected" if fits else "tied" if ties else "runner_up"
            row["rank"] = rank
            row["outcome"] = "gate_failed" if failed else "pending" if undecided else taken
        blocked = blocked or not fits
        left -= len(group) if fits else 0
        rank += len(group)


# ---- the decision


def check_decisions(b: Bundle) -> Findings:
    for row in b["decisions"]:
        where, document = f"decisions.jsonl stage={row['stage']} version={row['version']}", row["document"]
        whole = {"document": document, "result": row["result"]} if row["stage"] == "written" else document
        if commitment(canonical(whole), row["nonce"]) != row["commitment"]:
            yield f"{where}, document: not what the decision is committed to"
        yield from told(where, "document", document, derived(b, row), "the records")
        yield from told(where, "result", row["result"], tally(document), "the second tally")
        if row["stage"] == "written" and row["result"]["outcome"] not in {"tied", "undecided"}:
            yield from shortlist_problems(b, row, where)


def shortlist_problems(b: Bundle, row: Row, where: str) -> Findings:
    for link in b.opened:
        if link.verb == "round.shortlist" and link.d["commitment"] == row["commitment"]:
            passed = [each["ref"] for each in row["result"]["applications"] if each["outcome"] == "selected"]
            yield from told(where, "passed", passed, link.d["passed"], f"link #{link.seq}")


def check_publications(b: Bundle) -> Findings:
    decisions = {(row["stage"], row["version"]): row for row in b["decisions"]}
    for row in b["publications"]:
        decision = decisions[row["stage"], row["version"]]
        where = f"publications.jsonl stage={row['stage']} version={row['version']}"
        if row["public"] is not None:
            yield from told(where, "public", row["public"], public_record(b, decision), "the decision")


def public_record(b: Bundle, decision: Row) -> Row:
    result, digits = decision["result"], decision["document"]["rule"]["score"]["digits"]
    link = next(
        each for each in b.opened if each.verb == "decision.publish" and each.d["commitment"] == decision["commitment"]
    )
    ranked = sorted(result["applications"], key=lambda each: (each["rank"] is None, each["rank"] or 0, each["ref"]))
    scores = [Fraction(each["score"]) for each in ranked if each["score"] is not None]
    enough = len(scores) >= 3  # noqa: PLR2004 (from three scored applications up)
    return {
        "format": "gwaban/decision-public-1",
        "round": b.about["round"],
        "outcome": result["outcome"],
        "vacancies": result["vacancies"],
        "rule_card": b["rule_card"][0]["sha256"],
        "applications": [{name: each[name] for name in ("ref", "outcome", "gates")} for each in ranked],
        "figures": {"max": rounded(max(scores), digits), "mean": rounded(sum(scores) / len(scores), digits)}
        if enough
        else None,
        "chain": {"seq": link.seq, "hash": b.links[link.seq]["hash"]},
        "commitment": decision["commitment"],
    }


def check_public_decision(b: Bundle) -> Findings:
    """What everybody can check: the public record against its link, the rule card and the counts of the gates."""
    for row in b["decision"]:
        record, where = row["public"], f"decision.jsonl version={row['version']}"
        link = next(
            each for each in b.opened if each.verb == "decision.publish" and each.d["version"] == row["version"]
        )
        due = {name: link.d[name] for name in ("commitment", "outcome", "vacancies")}
        due |= {"round": b.about["round"], "rule_card": b["rule_card"][0]["sha256"]}
        due["chain"] = {"seq": link.seq, "hash": b.links[link.seq]["hash"]}
        for name, value in due.items():
            yield from told(where, f"public.{name}", record[name], value, f"link #{link.seq}")
        bound = {name: value for name, value in record.items() if name != "chain"}
        if sha256(canonical(bound)) != link.d["public_sha256"]:
            yield f"{where}, public: not the record that link #{link.seq} is bound to"
        yield from told(where, "published_at", moment(row["published_at"]), link.at, f"link #{link.seq}")
        outcomes = {each["ref"]: each["outcome"] for each in record["applications"]}
        yield from told(where, "public.applications", outcomes, link.d["applications"], f"link #{link.seq}")
        for each in record["applications"]:
            for code, figures in each["gates"].items():
                won = figures["result"] in {"passed", "passed_by_chair"}
                enough = figures["yes"] >= figures["needs"] or figures["result"] == "passed_by_chair"
                if figures["result"] != "no_quorum" and won != (enough and figures["base"] > 0):
                    yield f"{where}, {each['ref']} {code}: {figures['result']} does not follow from its figures"


def check_public_counts(b: Bundle) -> Findings:
    """The counts against the links, whose verbs and subjects everybody sees; the close manifest likewise."""
    subjects, screened = defaultdict(list), {}
    for row in b["chain"]:
        subjects[row["verb"]].append(row["subject"])
        if row["verb"].startswith("screen."):
            screened[row["subject"]] = row["verb"]
    due = {name: len(subjects[verb]) for name, verb in COUNTED.items()}
    due["applications"] = len({"-".join(receipt.split("-")[:2]) for receipt in subjects["submit"]})
    due["eligible"] = list(screened.values()).count("screen.eligible")
    due["seats"] = len(subjects["panel.appoint"]) - len(subjects["panel.dismiss"])
    for name, value in due.items():
        yield from told("counts.jsonl", name, b["counts"][0][name], value, "the chain")
    last = comparable(b["close_manifests"][-1])
    closed = [moment(row["at"]) for row in b["chain"] if row["verb"] == "round.close"][-1]
    opened = next(link for link in b.opened if link.verb == "round.unseal")
    values = {"root": opened.d["manifest"], "count": opened.d["count"], "closed_at": closed}
    for name, value in (values | {"closes_at": moment(b["deadlines"][-1]["closes_at"])}).items():
        yield from told("close_manifests.jsonl", name, last[name], value, "the chain")


# ---- outside anchors, and the way in

EVERY = (check_contents, check_chain, check_openings, check_heads, check_rows, check_rule_card)
OF_KIND = {
    "sealed": (
        check_submissions, check_applications, check_close_manifest, check_approvals, check_hand_ins,
        check_decisions, check_publications,
    ),
    "public": (check_public_decision, check_public_counts),
}  # fmt: skip


def examined(b: Bundle) -> list[str]:
    """Every finding of every check; a check that cannot go on says so."""
    found = []
    for check in (*EVERY, *OF_KIND[b.kind]):
        try:
            found.extend(check(b))
        except (StopIteration, RuntimeError, *MALFORMED) as error:
            name = check.__name__.removeprefix("check_").replace("_", " ")
            found.append(f"{name}: a row or field is missing or malformed ({type(error).__name__}: {error})")
    return list(dict.fromkeys([*b.wrong, *found]))


def outside(b: Bundle, heads: list[Row], keys: set[str]) -> tuple[list[str], str]:
    """(findings, why it is not anchored) from what was kept elsewhere."""
    own = [head for head in heads if head["chain"] == b.about["chain"]]
    found = [each for head in own for each in head_problems(b, head, "HEADS")]
    if keys:
        of_heads = [*(("heads.jsonl", head) for head in b["heads"]), *(("HEADS", head) for head in own)]
        found += [
            f"{source} #{head['seq']}, key: {head['key']} is not the key given"
            for source, head in of_heads
            if head["key"] not in keys
        ]
    covered = max((head["seq"] for head in own), default=0)
    last = max((row["seq"] for row in b["chain"] if not row["verb"].startswith("evidence.")), default=0)
    if not keys or not own:
        return found, "give --key and --heads with what was kept elsewhere"
    if covered < last:
        return found, f"the newest head given covers the chain up to #{covered}, its records go on to #{last}"
    return found, ""


def read_heads(path: str | None) -> list[Row]:
    try:
        return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()] if path else []
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: {error}") from error


def run(path: str, keys: set[str], heads: str | None) -> tuple[int, list[str]]:
    """(exit status, lines to print)."""
    try:
        b = Bundle(path)
        given = read_heads(heads)
        found, loose = outside(b, given, keys)
    except (UnreadableError, *MALFORMED) as error:
        return UNREADABLE, [f"UNREADABLE  {error}"]
    found = list(dict.fromkeys([*examined(b), *found]))
    if found:
        return CHANGED, [*(f"CHANGED  {each}" for each in found), f"{len(found)} findings"]
    about = f"{b.kind} bundle of {b.about['round']}: {len(b['chain'])} links, {len(b['heads'])} signed heads"
    if loose:
        return NOT_ANCHORED, [f"CONSISTENT, NOT ANCHORED  {about}", f"  {loose}"]
    return HOLDS, [f"HOLDS  {about}"]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check an evidence bundle.")
    parser.add_argument("file", help="the bundle, a zip")
    parser.add_argument("--key", action="append", default=[], help="fingerprint of the signing key, kept elsewhere")
    parser.add_argument("--heads", help="signed heads, kept elsewhere: one JSON object a line")
    given = parser.parse_args(arguments)
    status, lines = run(given.file, {each.lower() for each in given.key}, given.heads)
    sys.stdout.write("\n".join(lines) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
