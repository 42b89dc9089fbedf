"""EMT scores: every one leaves in one direction, low = epithelial, high = mesenchymal."""
