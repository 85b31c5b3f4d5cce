from tests.store.conftest import (  # noqa: F401 (fixtures)
    embedded,
    memory,
    path,
    template,
)
