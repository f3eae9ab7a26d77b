"""The namespace that an engine needs on a server: its retention, and what it is searched by."""

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from deploy.server import RETENTION, kept
from workflows.visibility import SEARCH_ATTRIBUTES


class OtherAttribute(Exception):
    """The namespace has an attribute of that name and of another type; it must be removed first."""


async def set_up(client: Client) -> tuple[str, ...]:
    """Make the client's namespace what an engine needs; the names of attributes that were new to it.

    Again changes nothing. Raises `OtherAttribute`, `RPCError`.
    """
    await _register(client)
    known = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    wanted = {key.name: IndexedValueType.ValueType(key.indexed_value_type) for key in SEARCH_ATTRIBUTES}
    for name, kind in wanted.items():
        if known.custom_attributes.get(name, kind) != kind:
            raise OtherAttribute(
                f"{client.namespace} has {name} of another type; remove it "
                f"(temporal operator search-attribute remove --name {name}), and call again"
            )
    missing = {name: kind for name, kind in wanted.items() if name not in known.custom_attributes}
    if missing:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        )
    return tuple(missing)


async def _register(client: Client) -> None:
    request = RegisterNamespaceRequest(namespace=client.namespace)
    request.workflow_execution_retention_period.FromTimedelta(RETENTION)
    try:
        await client.workflow_service.register_namespace(request)
    except RPCError as error:
        if error.status is not RPCStatusCode.ALREADY_EXISTS:
            raise
        await client.workflow_service.update_namespace(kept(client.namespace))
