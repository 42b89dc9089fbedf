"""Pictures on paper: marks, laid out on a page of a given width, written as SVG or PDF."""
