"""The demo's mails, as their readers would see them; nothing leaves the machine."""

import mailbox
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

SHOWN = 200


@dataclass(frozen=True)
class DemoMail:
    """One mail of the sink; `key` names it in the address."""

    key: str
    to: str
    subject: str
    body: str


def demo_mails(request: HttpRequest) -> HttpResponse:
    """The newest mails first; `?to=` shows one reader's."""
    reader = request.GET.get("to", "")
    mails = [mail for mail in _mails() if not reader or mail.to == reader]
    return render(request, "portal/demo_mails.html", {"mails": mails[:SHOWN], "count": len(mails), "reader": reader})


def demo_mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail."""
    mail = next((mail for mail in _mails() if mail.key == key), None)
    if mail is None:
        raise Http404
    return render(request, "portal/demo_mail.html", {"mail": mail})


def _mails() -> list[DemoMail]:
    folder = settings.VAR_DIR / "mail"
    if not folder.is_dir():
        return []
    box = mailbox.Maildir(folder, create=False)
    # A Maildir key begins with the second of delivery.
    return [_read(key, box.get_bytes(key)) for key in sorted(box.keys(), reverse=True)]


def _read(key: str, data: bytes) -> DemoMail:
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    text = message.get_body(("plain",))
    return DemoMail(key, message["To"] or "", message["Subject"] or "", text.get_content() if text else "")
