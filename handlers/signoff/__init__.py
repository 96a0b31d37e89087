"""Sign-off, which belongs to the board: asked for, decided once, confirmed where the chair has a part in it, kept."""
