"""Making a model, measuring its stability, comparing ranks: in the background, from the page."""
