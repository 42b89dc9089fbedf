"""The Story page: views saved with a title and a note, put in order, presented, and taken along as a file."""
