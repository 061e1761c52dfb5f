"""The workbench: pages over the same casework as the API, for people; every job works without a script."""
