"""Asks a running service what a deployment would: `python check.py [http://127.0.0.1:8000]`."""

import asyncio
import sys

import httpx
from mcp import Client


async def main(base: str) -> None:
    async with httpx.AsyncClient(timeout=5) as client:
        answer = (await client.get(f"{base}/health")).raise_for_status()
    print("health:", answer.json())
    async with Client(f"{base}/mcp") as client:
        print("protocol:", client.protocol_version)
        print("tools:", ", ".join(tool.name for tool in (await client.list_tools()).tools))
        result = await client.call_tool("get_repository", {"owner": "python", "name": "cpython"})
        print("get_repository:", "error:" if result.is_error else "", result.content[0].text)


asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
