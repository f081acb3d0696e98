"""What pytest needs before and around the tests: servers, databases, a running site, a browser."""
