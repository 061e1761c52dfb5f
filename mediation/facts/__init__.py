"""What is on file about a case, as frozen values that rules read, effects write and the tables extend."""
