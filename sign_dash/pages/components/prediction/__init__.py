"""How well the model predicts, and what one prediction is made of."""
