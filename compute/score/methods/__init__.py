"""One file per score. A file here that defines ``SCORE`` is all it takes to add one."""
