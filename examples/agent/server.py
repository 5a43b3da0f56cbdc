"""The service: a health route for the platform, and MCP at `/mcp` for agents. Run it as `uvicorn server:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel

from agent.settings import Settings
from agent.tools import make_tools

VERSION = "0.1.0"

settings = Settings.load()
tools = make_tools(settings, VERSION)
mcp_app = tools.streamable_http_app(
    stateless_http=True,
    json_response=True,
    transport_security=TransportSecuritySettings(allowed_hosts=settings.allowed_hosts),
)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    async with tools.session_manager.run():
        yield


class Health(BaseModel):
    """Ready as soon as it answers: a missing key disables its tools, not the service."""

    status: str = "ok"
    version: str = VERSION
    github: bool
    anthropic: bool


app = FastAPI(title="agent", version=VERSION, lifespan=lifespan)


@app.get("/health")
async def health() -> Health:
    return Health(github=settings.github_token is not None, anthropic=settings.anthropic_api_key is not None)


# Last, since it takes every path that no route above took.
app.mount("/", mcp_app)
