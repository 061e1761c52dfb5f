"""What the tests of the law share: the real data files, the calendar, dates written short."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from mediation.law.calendar import Calendar
from mediation.law.periods import Basis
from mediation.law.statutes import Statutes
from mediation.law.time_limits import Computed, TimeLimits
from mediation.law.wording import Text

WORKFLOWS = Path(__file__).parents[2] / "workflows"
CALENDAR = Calendar()
BASIS = Basis(Text("起算", "start"), Text("小时", "hours"), Text("对应日", "months"), Text("顺延", "roll"))


def day(text: str) -> date:
    """A date from ``2026-01-24``."""
    return date.fromisoformat(text)


@lru_cache
def statutes() -> Statutes:
    """The real file of statutes."""
    return Statutes.load(WORKFLOWS / "statutes.yaml")


@lru_cache
def limits() -> TimeLimits:
    """The real file of time limits."""
    return TimeLimits.load(WORKFLOWS / "time_limits.yaml", statutes())


def computed(name: str, trigger: str) -> Computed:
    """A limit of the real file counted from a date, nothing added."""
    return limits().get(name).compute(day(trigger), calendar=CALENDAR)
