"""Read what users bring: expression tables, scores, annotation, gene lists."""
