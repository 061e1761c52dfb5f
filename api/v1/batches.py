"""Batches of a matter: papers for every case, made in the background; ordered, listed, read with a result a row."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from api.deps import Read, Reads, Writes, answer
from api.v1.matter_schemas import BatchForm, BatchOrderedView
from api.v1.regular import regular
from api.v1.routing import READ, done
from api.v1.schemas import Id
from mediation.casework import batches
from mediation.casework.batch_views import BatchList, BatchView, batch_list, batch_view
from mediation.casework.batching import Asked
from mediation.casework.matters import OpenedMatter, matter_for

router = APIRouter(prefix="/matters/{matter_id}/batches", tags=["matters"], dependencies=[Depends(regular)])


@router.post("", responses=done(BatchOrderedView, status=202), status_code=202)
def order_batch(matter_id: Id, form: BatchForm, write: Writes) -> Response:
    """Order papers for each case; a worker makes them. Ask for the batch to see how far it is."""
    papers = [batches.PaperWanted(each.kind, each.party) for each in form.papers]
    asked = Asked(write.who, write.key, write.fingerprint)
    return answer(batches.order(write.desk, asked, matter_id, papers, form.cases, write.now))


@router.get("", responses=READ)
def list_batches(matter_id: Id, read: Reads) -> BatchList:
    """Return the batches of a matter, the newest first; they are kept for seven days."""
    return batch_list(read.db, _opened(read, matter_id))


@router.get("/{batch_id}", responses=READ)
def read_batch(matter_id: Id, batch_id: Id, read: Reads) -> BatchView:
    """Return how far a batch is and what came of each row that is for you."""
    return batch_view(read.db, _opened(read, matter_id), batch_id)


def _opened(read: Read, matter_id: str) -> OpenedMatter:
    return matter_for(read.db, read.desk, read.who, matter_id, read.now)
