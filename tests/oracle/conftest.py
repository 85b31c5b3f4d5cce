from tests.store.conftest import (  # noqa: F401 (fixtures)
    either,
    memory,
    server,
    server_key,
    server_template,
    server_url,
)
