"""The tables and what the database itself refuses; engines and sessions; migrations."""
