"""Deep Tensor: components of networks whose genes do not correspond between samples."""
