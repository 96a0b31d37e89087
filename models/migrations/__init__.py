"""The steps from each version of the tables to the next, and what runs and writes them.

`python -m models.migrations new "what it does"` writes the next step from what the tables say now; until a
version is released, `python -m models.migrations first` writes the first one afresh. Then `make fmt`, and set
`HEAD` in `models/database/schema.py` to the new number.
"""
