"""Pages of the house: home, approvals, roles, reports, files, errors."""
