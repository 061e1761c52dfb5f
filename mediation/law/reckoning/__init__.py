"""Calculators of what the law gives: pure, from facts and dated parameters to a worksheet that can be checked."""
