"""The genes of a component: loadings with how sure they are, and what these genes do."""
