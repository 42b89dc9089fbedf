"""The whole-cohort report of a study: its answers, components, planes, subnetworks, markers, and what they can show."""
