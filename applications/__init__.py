"""The call and what consortia do: round and rule card, draft, documents, submission, screening, outcome on file.

Read `lifecycle.py` first. It may import `portal`, never `reviews`.
"""
