"""What the components of a stored model say: genes, functions, associations, subnetworks, markers. No torch."""
