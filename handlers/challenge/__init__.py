"""A board's question on an item, to a named person, until the board accepts the answer."""
