"""The clock: what is due, and to whom it goes."""
