"""Which version of the engine's code a worker is, so that the server can tell one from another.

None if nobody says: then every worker takes everything, as on one machine.
"""

import re
from typing import Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import WorkerDeploymentConfig

DEPLOYMENT: Final = "one-matter"
"""Under which the engine's versions are known to the server."""

BUILD: Final = "TEMPORAL_WORKER_BUILD_ID"
"""The variable that says which one a worker is."""


NAMED: Final = r"[^\s'\"]{1,255}"
"""A build as it may be written into a search; one without a name is none, and would set all of them aside."""


class VersionSettings(BaseSettings):
    """`TEMPORAL_DEPLOYMENT_NAME` and `TEMPORAL_WORKER_BUILD_ID`, as Temporal's controller sets them."""

    model_config = SettingsConfigDict(env_prefix="TEMPORAL_", frozen=True)

    deployment_name: str = Field(default=DEPLOYMENT, pattern=r"^[^.:]+$")
    worker_build_id: str = ""


def of(build: str, *, deployment: str = DEPLOYMENT) -> WorkerDeploymentConfig:
    """For a worker of that build; what does not say otherwise goes on with the code of the day."""
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(deployment_name=deployment, build_id=build),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
    )


def own() -> WorkerDeploymentConfig | None:
    """That of the process, if it has one."""
    settings = VersionSettings()
    if not settings.worker_build_id:
        return None
    return of(settings.worker_build_id, deployment=settings.deployment_name)


def require_named(_: object, build: str) -> None:
    """Raises `ValueError`: that is the name of no version."""
    if not re.fullmatch(NAMED, build):
        raise ValueError("a version has a name, without blanks and quotation marks; see `ops release show`")
