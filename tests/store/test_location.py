from pathlib import Path

import pytest

from assistant.domain.malformed import Malformed
from assistant.store.key import key_path
from assistant.store.location import Embedded, Server, location


def test_the_option_wins_from_the_environment():
    environ = {"TOEGANGSWIJZER_STORE": "/a/b.db"}
    assert location("/c/d.db", environ) == Embedded(Path("/c/d.db"))
    assert location(None, environ) == Embedded(Path("/a/b.db"))


def test_without_either_it_is_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = location(None, {})
    assert isinstance(found, Embedded)
    assert found.path.is_absolute()
    assert found.path.name == "toegangswijzer.db"


def test_a_path_becomes_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert location("x.db", {}) == Embedded(tmp_path / "x.db")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "POSTGRESQL"])
def test_a_server_is_reached_through_psycopg(scheme):
    assert location(f"{scheme}://an:geheim@db.example/care", {}) == Server("postgresql+psycopg://an:geheim@db.example/care")


def test_a_password_is_never_shown():
    server = location("postgresql://an:geheim@db.example:5433/care?password=geheim", {})
    assert str(server) == "postgresql+psycopg://an@db.example:5433/care"
    assert "geheim" not in repr(server)


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite:///x.db", "postgresql://", "postgresql://host/", "postgresql://host:x/y"]
)
def test_another_url_is_refused_in_words(url):
    with pytest.raises(Malformed) as refused:
        location(url, {})
    assert refused.value.code == "store-url"
    assert "postgresql+psycopg://" in str(refused.value)


def test_the_key_stands_beside_its_store_unless_named(tmp_path):
    here = Embedded(tmp_path / "x.db")
    assert key_path(here, {}) == tmp_path / "x.db.key"
    assert key_path(here, {"TOEGANGSWIJZER_KEY_FILE": "/k/my.key"}) == Path("/k/my.key")


def test_each_database_has_a_key_of_its_own():
    one, other = (key_path(location(f"postgresql://a@h/{name}", {}), {}) for name in ("x", "y"))
    assert one != other
    assert one.suffix == ".key"
