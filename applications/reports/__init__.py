"""A report is data, then paper: frozen dataclasses from queries, laid out by templates/reports."""
