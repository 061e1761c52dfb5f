"""Tests of the room of the law."""
