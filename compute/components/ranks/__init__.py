"""How many components: a curve over ranks, kept in the study."""
