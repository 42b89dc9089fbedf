"""The front page of a study: its questions, each answered in a sentence with one small picture; and one gene."""
