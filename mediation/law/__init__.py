"""The law as arithmetic: calendar, periods, time limits, statutes, identifiers, money, case numbers, venue.

Pure: nothing here reads a clock, a database or a setting; every date is passed in, and the two data files
(``workflows/time_limits.yaml``, ``workflows/statutes.yaml``) are read by explicit loaders.
"""
