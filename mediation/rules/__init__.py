"""Yes or no, and why, from facts alone: one file a subject, each rule registered by its name."""
