"""The Django project and the base app: people, organisations, audit chain, outbox, approvals, files, PDF, mail.

It knows neither `applications` nor `reviews`; what they add to the house (menu entries, grave acts, outbox topics,
report kinds, wordings) they register in `portal.registry` when Django starts.
"""
