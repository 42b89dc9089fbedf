"""What a study without confidence offers: to compute it, in the background, with its cost said before."""
