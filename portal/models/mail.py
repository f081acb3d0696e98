"""Mails as they were decided: rendered in the act's transaction, sent by the worker."""

from django.db import models

from portal.models.protected import InsertOnly


class Mail(InsertOnly):
    """One mail to one person; `key` becomes its Message-ID, so that sending twice is one mail."""

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=5, default="ko")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject
