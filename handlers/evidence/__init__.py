"""Evidence: offered, accepted or sent back, answered, listed, and who may see it."""
