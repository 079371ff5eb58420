"""How a graph becomes a machine loop."""
