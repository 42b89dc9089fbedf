"""EMT scores: low = epithelial, high = mesenchymal, whatever the method."""

from compute.score.result import ScoreResult
from compute.score.run import METHODS, score

__all__ = ["METHODS", "ScoreResult", "score"]
