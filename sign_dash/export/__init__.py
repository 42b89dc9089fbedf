"""What leaves the dashboard as a file: the network's picture and the tables behind it."""
