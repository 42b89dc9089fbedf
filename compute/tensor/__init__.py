"""TRIP: a few components that keep the networks and predict the score. The only home of torch."""
