"""The plane of two components, and the subnetwork of the genes that are chosen in it."""
