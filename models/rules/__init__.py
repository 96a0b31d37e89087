"""What is true of any plan, as pure functions: no clock, no files, no network."""
