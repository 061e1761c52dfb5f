"""What a mediation case is: its law, its procedures' engine, its records, its papers. Knows no HTTP."""
