"""SiGN-SSM: a few hidden states that follow each other in time, and through them which gene acts on which."""
