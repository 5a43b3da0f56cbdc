"""Settings from the environment and from `/run/secrets/NAME`, where Docker and Kubernetes mount secrets."""

from pathlib import Path
from typing import Self

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS = Path("/run/secrets")


class Settings(BaseSettings):
    """The environment wins over a secret file of the same name. Every key is optional: without it, the tools that
    need it answer with an error that names it."""

    model_config = SettingsConfigDict(case_sensitive=False, env_ignore_empty=True)

    github_token: SecretStr | None = None
    github_api: str = "https://api.github.com"
    anthropic_api_key: SecretStr | None = None
    anthropic_model: str = "claude-sonnet-5"
    # Names that clients may call this service by; `*` as the port means any.
    allowed_hosts: list[str] = ["localhost:*", "127.0.0.1:*", "agent:*"]

    @classmethod
    def load(cls) -> Self:
        return cls(_secrets_dir=SECRETS if SECRETS.is_dir() else None)
