"""Explanations of the controls, in French: what is checked, why, what to do, references."""
