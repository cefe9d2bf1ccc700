"""Plain tools without words of the trade and without side effects; every room may lean on them."""
