"""江州市 (虚构): an invented city to show the product in and to try it; every case is brought on by the acts of a desk.

No person, number, firm, court or place is real: identity numbers stand in an unassigned area, names of bodies carry
（虚构）.
"""
