"""The command line: every command a thin function over casework, replay and serving."""
