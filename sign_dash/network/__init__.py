"""The network picture: which edges (select), where (layout), how they look (look), on screen (canvas), on paper (scene, svg)."""
