"""One command makes a server ready for an engine."""

from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client

from deploy.operators.namespace import OtherAttribute, set_up
from deploy.server import RETENTION
from tests.support.parts import Parts
from workflows.visibility import SEARCH_ATTRIBUTES


async def _fresh(parts: Parts) -> Client:
    config = parts.client.config()
    config["namespace"] = f"fresh-{uuid4()}"
    return Client(**config)


async def test_a_namespace_is_made_once(parts: Parts) -> None:
    """All attributes are there afterwards, of their types; again, nothing is added."""
    client = await _fresh(parts)
    assert await set_up(client) == tuple(key.name for key in SEARCH_ATTRIBUTES)
    known = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    assert {key.name: int(key.indexed_value_type) for key in SEARCH_ATTRIBUTES}.items() <= {
        name: int(kind) for name, kind in known.custom_attributes.items()
    }.items()
    assert await set_up(client) == ()


async def test_an_attribute_of_another_type(parts: Parts) -> None:
    """It is named, with what to do, and nothing is added."""
    client = await _fresh(parts)
    name = SEARCH_ATTRIBUTES[0].name
    await _register_another(client, name)
    with pytest.raises(OtherAttribute, match=f"{name} of another type; remove it"):
        await set_up(client)


async def _register_another(client: Client, name: str) -> None:
    request = RegisterNamespaceRequest(namespace=client.namespace)
    request.workflow_execution_retention_period.FromTimedelta(RETENTION)
    await client.workflow_service.register_namespace(request)
    await client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=client.namespace,
            search_attributes={name: IndexedValueType.INDEXED_VALUE_TYPE_INT},
        )
    )
