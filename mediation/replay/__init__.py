"""Replays: a script of a real or invented case, played through the running API on a scripted clock, and its account."""
