"""The little of GitHub's REST API that the tools need."""

import base64
import binascii

import httpx
import orjson
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel, SecretStr

LARGEST_FILE = 200_000


class Repository(BaseModel):
    name: str
    description: str | None
    stars: int
    open_issues: int
    default_branch: str
    license: str | None


class Issue(BaseModel):
    number: int
    title: str
    author: str
    url: str


class GitHub:
    """A client that opens a connection a call: a tool is called rarely, and nothing must be closed at shutdown."""

    def __init__(self, token: SecretStr | None, api: str) -> None:
        self.token = token
        self.api = api

    async def repository(self, owner: str, name: str) -> Repository:
        found = await self.get(f"/repos/{owner}/{name}")
        return Repository(
            name=found["full_name"],
            description=found["description"],
            stars=found["stargazers_count"],
            open_issues=found["open_issues_count"],
            default_branch=found["default_branch"],
            license=(found["license"] or {}).get("spdx_id"),
        )

    async def issues(self, owner: str, name: str, limit: int) -> list[Issue]:
        found = await self.get(f"/repos/{owner}/{name}/issues", state="open", per_page=limit)
        return [
            Issue(number=issue["number"], title=issue["title"], author=issue["user"]["login"], url=issue["html_url"])
            for issue in found
            if "pull_request" not in issue
        ]

    async def file(self, owner: str, name: str, path: str) -> str:
        found = await self.get(f"/repos/{owner}/{name}/contents/{path}")
        if not isinstance(found, dict) or found.get("type") != "file":
            raise ToolError(f"{path} is not a file")
        if found["size"] > LARGEST_FILE:
            raise ToolError(f"{path} has {found['size']} bytes; the most that is read is {LARGEST_FILE}")
        try:
            return base64.b64decode(found["content"]).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ToolError(f"{path} is not text") from error

    async def get(self, path: str, **query: str | int):
        if self.token is None:
            raise ToolError("GITHUB_TOKEN is not set: put it in the environment or in /run/secrets/GITHUB_TOKEN")
        headers = {
            "accept": "application/vnd.github+json",
            "authorization": f"Bearer {self.token.get_secret_value()}",
            "x-github-api-version": "2022-11-28",
        }
        try:
            async with httpx.AsyncClient(base_url=self.api, headers=headers, http2=True, timeout=20) as client:
                answer = await client.get(path, params=query)
        except httpx.HTTPError as error:
            raise ToolError(f"GitHub could not be reached: {error}") from error
        if answer.is_error:
            raise ToolError(f"GitHub answered {answer.status_code} for {path}")
        return orjson.loads(answer.content)
