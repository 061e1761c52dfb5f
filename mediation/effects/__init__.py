"""What a move writes, from facts and answers alone: rows as they shall be, registered by name."""
