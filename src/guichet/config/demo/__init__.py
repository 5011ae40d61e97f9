"""`guichet demo`: a firm of its own on this machine, fed through the same services a person uses."""
