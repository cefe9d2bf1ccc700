"""Speaking to other machines: is our own server there, one letter, one signed web request."""
