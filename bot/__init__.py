"""People and the outside world: all input and output, no decisions and no wording."""
