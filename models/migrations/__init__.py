"""The steps from each version of the tables to the next, and what runs and writes them.

`python -m models.migrations new "what it does"` writes the next step from what the tables say.
"""
