"""What is true: tables, rules, vocabulary; no clock, no network, no commit."""
