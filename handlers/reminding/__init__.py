"""Reminding: what falls due, whom it is asked of, and what is said."""
