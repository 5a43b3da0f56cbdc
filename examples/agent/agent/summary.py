"""Summaries by Claude."""

import anthropic
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import SecretStr


async def summarize(text: str, sentences: int, key: SecretStr | None, model: str) -> str:
    if key is None:
        raise ToolError("ANTHROPIC_API_KEY is not set: put it in the environment or in /run/secrets/ANTHROPIC_API_KEY")
    try:
        async with anthropic.AsyncAnthropic(api_key=key.get_secret_value(), timeout=60) as client:
            message = await client.messages.create(
                model=model,
                max_tokens=1024,
                system=f"Summarise the text that follows in at most {sentences} sentences. Answer with the summary only.",
                messages=[{"role": "user", "content": text}],
            )
    except anthropic.APIError as error:
        raise ToolError(f"the Anthropic API did not answer: {error.message}") from error
    return "".join(block.text for block in message.content if block.type == "text")
