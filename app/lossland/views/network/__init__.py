"""Panel 3: where gradients come from."""
