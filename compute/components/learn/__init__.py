"""What both models share while they are learned: outcome, predictor, solver, held-out accuracy."""
