"""The bar of runs: optimizers and their knobs."""
