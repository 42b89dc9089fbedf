"""Modules: what a state space model found in courses of time."""
