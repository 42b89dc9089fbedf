"""How many components: the curve over ranks."""
