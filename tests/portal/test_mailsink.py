"""The mail sink keeps what it is given."""

import mailbox
import smtplib
import sys
import time
from email.message import EmailMessage

from portal.servers import process
from portal.servers.ports import free_port
from portal.servers.stack import mail_sink


def test_main_keeps_messages_with_their_recipients(tmp_path):
    port = free_port()
    message = EmailMessage()
    message["Subject"] = "접수되었습니다"
    message.set_content("접수번호 제2026-0007호")
    sink = process.start(mail_sink(port, tmp_path / "mail"), log=tmp_path / "log")
    try:
        with patient_connection(port) as client:
            client.send_message(message, "portal@gwaban.test", ["lead@gwaban.test"])
    finally:
        process.stop(sink)
    (kept,) = mailbox.Maildir(tmp_path / "mail")
    assert kept["X-RcptTo"] == "lead@gwaban.test"
    assert kept.get_payload(decode=True).decode().strip() == "접수번호 제2026-0007호"


def patient_connection(port):
    for _ in range(200):
        try:
            return smtplib.SMTP("localhost", port)
        except ConnectionRefusedError:
            time.sleep(0.05)
    sys.exit("the mail sink did not start")
