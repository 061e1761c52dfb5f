"""The one write path and the reads: an act is decided, written and remembered in one transaction, or not at all."""
