"""Scores of the samples: each a record in :data:`SCORES`, low and high as it says."""

from compute.score.record import Score, Scored
from compute.score.registry import SCORES
from compute.score.result import ScoreResult
from compute.score.run import find_score, score

__all__ = ["SCORES", "Score", "ScoreResult", "Scored", "find_score", "score"]
