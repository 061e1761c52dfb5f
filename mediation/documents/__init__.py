"""The words of a paper, from a frozen value to page and PDF. Reads no clock, no database and no setting."""
