"""Evidence bundles of rounds, and the owner of the database at work: what an insider with every right could change."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections, transaction

from applications.models import Round
from portal import heads
from portal.canonical import canonical, commitment, sha256_hex
from portal.clusters import server_now
from portal.models import AuditEvent, SignedHead, StoredFile
from portal.protection import protected_tables
from reviews import verify
from reviews.actions.export_evidence import request_export
from tests.factories.panels import approve
from tests.factories.people import manager


@dataclass(frozen=True)
class Outside:
    """What somebody outside has kept: HEADS.jsonl, and the key's fingerprint from a paper."""

    heads: Path
    key: str


def kept_outside(round_: Round, folder: Path) -> Outside:
    """Print the heads as of now into a file."""
    printed = io.StringIO()
    call_command("heads", round_.reference, stdout=printed)
    path = folder / f"{round_.reference}-HEADS.jsonl"
    path.write_text(printed.getvalue())
    return Outside(path, json.loads(printed.getvalue().splitlines()[-1])["key"])


def approved_export(round_: Round) -> str:
    """The number of an approved request for the sealed bundle."""
    asked = request_export(round_id=round_.pk, reason="법원에 제출합니다.", actor=manager(), now=server_now())
    approve(asked)
    return asked.reference


def export(round_: Round, folder: Path, approval: str = "") -> Path:
    """Write a bundle: the sealed one with an approval, else the public one."""
    path = folder / f"{round_.reference}-{'sealed' if approval else 'public'}.zip"
    which = {"approval": approval} if approval else {"public": True}
    call_command("export_evidence", round_.reference, to=path, stdout=io.StringIO(), **which)
    return path


def examined(path: Path, outside: Outside | None = None) -> tuple[int, list[str]]:
    """The verifier's exit status and lines; without anything kept outside it can only say that it is consistent."""
    if outside is None:
        return verify.run(str(path), set(), None)
    return verify.run(str(path), {outside.key}, str(outside.heads))


@contextmanager
def owner_at_work() -> Iterator[Callable[..., None]]:
    """Let the tables' owner run statements with every trigger off; gives `run(sql, *values)`. All of it is undone.

    While the block lasts the portal itself works over the owner's connection, so that it sees what was changed.
    """
    settings, own = connections["default"].settings_dict, connections["owner"].settings_dict
    before = {name: settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT")}
    connections["default"].close()
    settings.update({name: own[name] for name in before})
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for table in protected_tables():
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

                def run(sql: str, *values: Any) -> None:
                    cursor.execute(sql, values)
                    assert cursor.rowcount > 0, sql

                yield run
            transaction.set_rollback(True)
    finally:
        connections["default"].close()
        settings.update(before)


# Each tamper changes one round as the owner and tells what the verifier has to name: parts of one line.


def score(round_: Round, run: Any) -> tuple[str, ...]:
    run("UPDATE reviews_score SET points = points - 1 WHERE id = (SELECT min(id) FROM reviews_score)")
    return ("sheets.jsonl stage=", "seat=P1", ".points: ", "but link #")


def vote(round_: Round, run: Any) -> tuple[str, ...]:
    run("UPDATE reviews_vote SET choice = 'no' WHERE id = (SELECT min(id) FROM reviews_vote WHERE choice = 'yes')")
    return ("ballots.jsonl application=", "votes.", '"no", but link #', '"yes"')


def recusal(round_: Round, run: Any) -> tuple[str, ...]:
    run("DELETE FROM reviews_recusal")
    return ("recusals.jsonl seat=P7 application=", "the row is missing")


def deadline(round_: Round, run: Any) -> tuple[str, ...]:
    run("UPDATE applications_rounddeadline SET closes_at = closes_at + interval '1 hour'")
    return ("deadlines.jsonl set_at=", "closes_at: ", "(round.open)")


def rule_card(round_: Round, run: Any) -> tuple[str, ...]:
    document = json.loads(json.dumps(round_.card.document))
    document["presentation"]["majority"]["more_than"] = "1/3"
    sha256 = sha256_hex(canonical(document))
    run("UPDATE applications_rulecard SET document = %s, sha256 = %s", json.dumps(document), sha256)
    return ("rule_card.jsonl", "sha256: ", "(round.open)")


def document_byte(round_: Round, run: Any) -> tuple[str, ...]:
    number = round_.submissions.earliest("pk").manifest["files"][0]["file"]
    path = Path(default_storage.path(StoredFile.objects.get(pk=number).key))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    return (f"documents/{number} (", "its bytes are not those handed in")


def manifest(round_: Round, run: Any) -> tuple[str, ...]:
    made = round_.submissions.earliest("pk")
    changed = made.manifest | {"title": "다른 제목"}
    sha256 = sha256_hex(canonical(changed))
    run(
        "UPDATE applications_submission SET manifest = %s, manifest_sha256 = %s WHERE id = %s",
        *(json.dumps(changed), sha256, made.pk),
    )
    return (f"submissions.jsonl receipt_no={made.receipt_no}", "manifest_sha256: ", "(submit)")


def order(round_: Round, run: Any) -> tuple[str, ...]:
    """Two signatures change places, each with its seal."""
    first, second = AuditEvent.objects.filter(chain__name=round_.chain, verb="sheet.sign").order_by("seq")[:2]
    for seq, event in ((-1, first), (first.seq, second), (second.seq, first)):
        run("UPDATE portal_auditevent SET seq = %s WHERE id = %s", seq, event.pk)
    return (f"chain.jsonl #{first.seq} (sheet.sign), body: ",)


def deleted_entry(round_: Round, run: Any) -> tuple[str, ...]:
    """A declaration never was: its link, its seal and its rows are gone."""
    event = AuditEvent.objects.filter(chain__name=round_.chain, verb="interest.declare").latest("seq")
    run("DELETE FROM portal_auditseal WHERE event_id = %s", event.pk)
    run("DELETE FROM portal_auditevent WHERE id = %s", event.pk)
    return (f"chain.jsonl #{event.seq + 1}, seq: #{event.seq} should stand here",)


def full_recompute(round_: Round, run: Any) -> tuple[str, ...]:
    """A screening gets another reason, and everything after it is computed and signed anew, with the house's own key."""
    event = AuditEvent.objects.filter(chain__name=round_.chain, verb="screen.eligible").earliest("seq")
    sealed = json.loads(bytes(event.seal.data))
    sealed["data"]["reason"] = "나중에 지어낸 사유"
    data = canonical(sealed)
    run("UPDATE portal_auditseal SET data = %s WHERE event_id = %s", data, event.pk)
    run("UPDATE applications_screening SET reason = %s WHERE screened_at = %s", sealed["data"]["reason"], event.at)
    body = json.loads(bytes(event.body)) | {"commitment": commitment(data, bytes(event.seal.nonce))}
    run("UPDATE portal_auditevent SET body = %s WHERE id = %s", canonical(body), event.pk)
    rechain(round_, run, event.seq)
    return (f"HEADS #{event.seq + 1}", "hash: ") if gate_at(round_, event.seq + 1) else ("HEADS #", "hash: ")


def gate_at(round_: Round, seq: int) -> bool:
    """Whether a head was signed over this link."""
    return SignedHead.objects.filter(chain=round_.chain, seq=seq).exists()


def rechain(round_: Round, run: Any, since: int) -> None:
    """Every link from `since` on fits again, every head is signed again, the public record names the new link."""
    links = AuditEvent.objects.filter(chain__name=round_.chain, seq__gte=since).order_by("seq")
    previous = bytes(links[0].prev)
    for link in links:
        tagged = b"gwaban/chain-1\x00" + previous + link.seq.to_bytes(8, "big") + bytes(link.body)
        hash_ = bytes.fromhex(sha256_hex(tagged))
        run("UPDATE portal_auditevent SET prev = %s, hash = %s WHERE id = %s", previous, hash_, link.pk)
        old = SignedHead.objects.filter(chain=round_.chain, seq=link.seq).first()
        if old:
            run("DELETE FROM portal_signedhead WHERE id = %s", old.pk)
            heads.sign(chain=old.chain, seq=old.seq, hash_=hash_.hex(), gate=old.gate, at=old.at)
        if link.verb == "decision.publish":
            place = json.dumps({"seq": link.seq, "hash": hash_.hex()})
            run(
                "UPDATE reviews_publication SET public = jsonb_set(public, '{chain}', %s) WHERE public IS NOT NULL",
                place,
            )
        previous = hash_
    run("UPDATE portal_chain SET head = %s WHERE name = %s", previous, round_.chain)


TAMPERS: dict[str, Callable[[Round, Any], tuple[str, ...]]] = {
    tamper.__name__: tamper
    for tamper in (
        *(score, vote, recusal, deadline, rule_card, document_byte, manifest, order, deleted_entry, full_recompute),
    )
}
