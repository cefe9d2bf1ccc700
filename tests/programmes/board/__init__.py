"""The board as it is shown: which places, which weeks, what counts them."""
