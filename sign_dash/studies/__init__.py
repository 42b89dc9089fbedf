"""Several studies in one server: the library of them, the way to each, and the page Data & runs."""
