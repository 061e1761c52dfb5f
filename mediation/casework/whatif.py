"""What if: what a draft of the law or of a procedure would change on the cases that are open, before it is published.

Reads only. A date is what the clock's trigger and ledger come to under the draft, beside the date on file. A next step
is what a relation may record now, under the edition the proceeding was opened under and under the draft's.
"""

from __future__ import annotations



