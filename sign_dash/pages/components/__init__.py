"""Components: what TRIP found in the networks."""
