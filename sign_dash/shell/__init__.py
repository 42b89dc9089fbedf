"""What is on every page: header, score strip, help, address."""
