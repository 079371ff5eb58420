"""Panel 1: one point walks downhill."""
