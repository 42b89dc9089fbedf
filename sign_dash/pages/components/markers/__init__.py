"""Known genes in a component's subnetwork: by what evidence, and where along the score they act."""
