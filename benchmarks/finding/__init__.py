"""What is found again in other samples: cohorts, ways to find edges, figures."""
