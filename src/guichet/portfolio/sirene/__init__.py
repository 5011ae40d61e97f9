"""Dénomination and address from the public register of Insee, when the operator allows it: never in the way."""
