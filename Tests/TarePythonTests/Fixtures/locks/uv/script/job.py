# /// script
# requires-python = ">=3.11"
# dependencies = ["httpx[http2]", "rich", "uvloop ; sys_platform == 'linux'"]
# ///
