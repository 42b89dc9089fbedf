"""What a prediction becomes without an edge, a gene or a component."""
