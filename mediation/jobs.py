"""What runs later: batches, as durable workflows of DBOS over our own database; the only module that knows DBOS.

Started only where and when there is something to run: importing it costs a second. A batch is a row of ours; its
workflow has the batch's id, so it is started once however many processes see it. Each process says until when it
lives; the workflows of one that fell silent (kill -9) are handed on to the living.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import delete, select

from mediation.casework import batches
from mediation.casework.desk import Desk
from mediation.records.database import reading, upsert_of, writing
from mediation.records.schema import metadata

NAME, SHAPE = "mediation", "1"
"""The application and the version of the workflows' shape: every process of one shape takes up the others' work."""
_RUNNER = metadata.tables["runner"]
_LOG = logging.getLogger("mediation.worker.jobs")
Clock: TypeAlias = Callable[[], datetime]
_OVER = frozenset({"SUCCESS", "ERROR"})


class Runner:
    """This process at work on batches; one a process. ``lives`` is how long it may be silent before others step in."""

    def __init__(self, desk: Desk, clock: Clock, lives: timedelta) -> None:
        self.desk, self.clock, self.lives = desk, clock, lives
        self.id = uuid.uuid4().hex
        self._batch = _workflow(desk, clock)
        DBOS(config=_config(desk, self.id))
        DBOS.launch()
        _LOG.info("后台运行 background work started runner=%s", self.id)

    def look(self, waiting: Sequence[str]) -> None:
        """Start what nobody has started, take over what a silent process held; say that this one lives."""
        now = self.clock()
        alive = self._beat(now)
        known = {each.workflow_id: each for each in DBOS.list_workflows(workflow_ids=list(waiting), load_input=False)}
        for batch_id in waiting:
            held = known.get(batch_id)
            if held is None:
                with SetWorkflowID(batch_id):
                    DBOS.start_workflow(self._batch, batch_id)
            elif held.status in _OVER:
                DBOS.rewind_workflow(batch_id)
            elif held.status not in ("ENQUEUED", "PENDING") or (
                held.status == "PENDING" and held.executor_id not in alive
            ):
                _LOG.info("接手 taken over batch=%s from=%s", batch_id, held.executor_id)
                DBOS.resume_workflow(batch_id)

    def _beat(self, now: datetime) -> frozenset[str]:
        """Say that this process lives, forget those long silent; return who lives."""
        with writing(self.desk.engine) as db:
            insert = upsert_of(db, _RUNNER)
            alive = {"alive_until": insert.excluded.alive_until}
            row = {"id": self.id, "alive_until": now + self.lives}
            db.execute(insert.on_conflict_do_update(index_elements=["id"], set_=alive), row)
            db.execute(delete(_RUNNER).where(_RUNNER.c.alive_until < now - timedelta(days=1)))
        with reading(self.desk.engine) as db:
            return frozenset(db.execute(select(_RUNNER.c.id).where(_RUNNER.c.alive_until >= now)).scalars())

    def stop(self) -> None:
        """End; what is half done is taken up by another process, or by the next one here."""
        DBOS.destroy(destroy_registry=True)
        with writing(self.desk.engine) as db:
            db.execute(delete(_RUNNER).where(_RUNNER.c.id == self.id))


def _config(desk: Desk, runner_id: str) -> DBOSConfig:
    return DBOSConfig(
        name=NAME,
        system_database_url=desk.engine.url.render_as_string(hide_password=False),
        application_version=SHAPE,
        executor_id=runner_id,
        sys_db_pool_size=4,
        max_executor_threads=8,
        log_level="ERROR",
        enable_otlp=False,
    )


def _workflow(desk: Desk, clock: Clock) -> Callable[[str], None]:
    """Return the workflow of a batch: a step a row, so that one taken up again goes on where it stopped."""

    @DBOS.step(name="rows")
    def rows(batch_id: str) -> list[int]:
        return batches.places_to_do(desk, batch_id)

    @DBOS.step(name="row", retries_allowed=True, max_attempts=5, interval_seconds=0.5)
    def row(batch_id: str, place: int) -> str:
        return batches.do_row(desk, batch_id, place, clock())

    @DBOS.step(name="end", retries_allowed=True, max_attempts=5, interval_seconds=0.5)
    def end(batch_id: str) -> None:
        batches.end(desk, batch_id, clock())

    @DBOS.workflow(name="batch")
    def batch(batch_id: str) -> None:
        for place in rows(batch_id):
            row(batch_id, place)
        end(batch_id)

    return batch
