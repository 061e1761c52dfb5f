"""A workflow engine: procedures are data, decisions are explained, nothing is written.

A procedure file is loaded and checked (``loading``, ``checks``), becomes an immutable ``definition`` named by its
digest, is proved before it may be published (``soundness``), decides with every reason (``decision``), runs as one
shared machine (``compiler``) and can be drawn (``diagram``). It knows no labour law and no database: rules, effects,
time limits, citations and papers are known by name only, through a ``registry``.
"""
