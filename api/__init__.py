"""The doors over the same casework: translates requests and answers, decides nothing."""
