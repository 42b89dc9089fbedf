"""The network picture: which edges, where, how they look; on screen (canvas) and on paper (scene, svg)."""
