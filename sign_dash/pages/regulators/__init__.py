"""Regulators: who changes what along the score, who has many targets, whose functions change."""
