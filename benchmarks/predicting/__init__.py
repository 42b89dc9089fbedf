"""Predicting something of samples from their networks, or from what these were made of: methods and yardstick."""
