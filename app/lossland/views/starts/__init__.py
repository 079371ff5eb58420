"""Panel 2: many points, and which minimum each one finds."""
