"""TRIP: a few components shared by all networks that keep what they hold and predict the score."""
