"""What networks say: regulatory effects, their change, and files for other programs."""
