"""What a process tells of itself: log lines, metrics and traces."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

import structlog
from temporalio import activity
from temporalio.client import Interceptor
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    PrometheusConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)

from activities import log_lines


def set_up_metrics(address: str) -> None:
    """Metrics at `host:port`, none if empty, and the log of the core; must come before the first client."""
    telemetry = TelemetryConfig(
        logging=LoggingConfig(
            filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
            forwarding=LogForwardingConfig(logger=logging.getLogger("temporal.core")),
        ),
        metrics=PrometheusConfig(bind_address=address, durations_as_seconds=True) if address else None,
    )
    Runtime.set_default(Runtime(telemetry=telemetry))


@contextmanager
def traced(url: str) -> Generator[tuple[Interceptor, ...]]:
    """What hands spans on to a collector, none if empty.  Raises `ValueError`: its packages are missing."""
    if not url:
        yield ()
        return
    try:
        from activities import traces  # noqa: PLC0415 (whoever hands none on needs none of its packages)
    except ImportError as error:
        raise ValueError(
            f"ONEMATTER_TRACES_URL is set, and {error.name} is not there: install the group `traces` of "
            "pyproject.toml"
        ) from error
    with traces.handed_on(url) as interceptor:
        yield (interceptor,)


def set_up_logging(level: str) -> None:
    """One line of JSON per event on standard error, from structlog and standard loggers alike."""
    activity.logger.activity_info_on_message = False  # it has fields of its own
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        log_lines.about,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.addFilter(log_lines.Sparing())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                log_lines.on_one_line,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
