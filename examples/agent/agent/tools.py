"""The MCP tools."""

from typing import Annotated

from mcp.server import MCPServer
from pydantic import Field

from agent.github import GitHub, Issue, Repository
from agent.settings import Settings
from agent.summary import summarize

Owner = Annotated[str, Field(description="user or organisation", pattern=r"^[A-Za-z0-9-]{1,39}$")]
Name = Annotated[str, Field(description="name of the repository", pattern=r"^[A-Za-z0-9._-]{1,100}$")]
Path = Annotated[str, Field(description="path inside the repository", pattern=r"^[^/?#][^?#]{0,400}$")]


def make_tools(settings: Settings, version: str) -> MCPServer:
    server = MCPServer("agent", version=version, instructions="Reads GitHub repositories and summarises text.")
    github = GitHub(settings.github_token, settings.github_api)

    @server.tool()
    async def get_repository(owner: Owner, name: Name) -> Repository:
        """Describe a GitHub repository: stars, open issues, default branch and licence."""
        return await github.repository(owner, name)

    @server.tool()
    async def list_issues(owner: Owner, name: Name, limit: Annotated[int, Field(ge=1, le=100)] = 20) -> list[Issue]:
        """List the newest open issues of a GitHub repository."""
        return await github.issues(owner, name, limit)

    @server.tool()
    async def read_file(owner: Owner, name: Name, path: Path) -> str:
        """Read a text file from the default branch of a GitHub repository."""
        return await github.file(owner, name, path)

    @server.tool(name="summarize")
    async def summarize_text(
        text: Annotated[str, Field(min_length=1, max_length=200_000)],
        sentences: Annotated[int, Field(ge=1, le=20)] = 3,
    ) -> str:
        """Summarise a text in a few sentences."""
        return await summarize(text, sentences, settings.anthropic_api_key, settings.anthropic_model)

    return server
