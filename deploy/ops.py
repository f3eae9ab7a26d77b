"""What the operator of an engine does on its machine."""

from pathlib import Path

from cyclopts import App, CycloptsError
from pydantic import ValidationError

from activities.errors import WorldError
from activities.stand_ins.books import District
from client.cli.command_line import DONE
from client.errors import InvalidForm
from deploy import demonstration
from deploy.engine import WorkerFault
from deploy.serve import AlreadyRunning, serve_until_stopped
from deploy.server import ServerFault
from worker import Settings

app = App(name="ops")


@app.command
def serve() -> int:
    """Run server, UI and a worker until Ctrl-C; their state is kept in var/ of this folder."""
    try:
        serve_until_stopped()
    except (AlreadyRunning, ServerFault, WorkerFault, WorldError, ValueError) as error:
        raise CycloptsError(msg=str(error)) from error
    return DONE


@app.command
def stand_ins(file: Path, /) -> int:
    """Tell the departments' stand-ins how to behave towards every case from now on.

    :param file: behaviours by item, as deploy/district/officers.json
    """
    try:
        district = District(Settings().district_url)
        demonstration.set_stand_ins(district, file)
        district.close()
    except OSError as error:
        raise CycloptsError(msg=f"{file} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise CycloptsError(msg=f"{file}: {InvalidForm.of(error)}") from error
    except (ValueError, WorldError) as error:
        raise CycloptsError(msg=f"{file}: {error}") from error
    return DONE
