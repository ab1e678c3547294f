"""What the faces show, assembled from the index by bounded queries and judged by the pure functions."""
