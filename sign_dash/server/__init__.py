"""One server, several studies: the library of them, the way to each, who may ask, and what is said when one fails."""
