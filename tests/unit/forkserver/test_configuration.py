"""A forking parent is told what to import, and nothing secret."""

from hypothesis import given
from hypothesis import strategies as st

from tisserand.forkserver.configuration import ParentConfiguration, parent_environment


def test_secrets_of_the_server_do_not_enter_the_parents_environment():
    server = {
        "PATH": "/usr/bin",
        "LC_TIME": "fr_FR.UTF-8",
        "TISSERAND_CONTENT": "/srv/content",
        "TISSERAND_DATABASE_URL": "postgresql://u:secret@db/t",
        "TISSERAND_SECRET": "x",
        "JUPYTER_TOKEN": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "OPENBLAS_NUM_THREADS": "8",
    }
    known = parent_environment(server)
    assert {name: known[name] for name in server if name in known} == {
        "PATH": "/usr/bin",
        "LC_TIME": "fr_FR.UTF-8",
        "TISSERAND_CONTENT": "/srv/content",
        "OPENBLAS_NUM_THREADS": "1",
    }
    assert "secret" not in str(known)


@given(st.lists(st.text(max_size=9)).map(tuple), st.lists(st.text(max_size=9)).map(tuple), st.booleans())
def test_a_configuration_survives_a_command_line(preimport, prepare, serves_children):
    configuration = ParentConfiguration(preimport, prepare, serves_children)
    assert ParentConfiguration.from_json(configuration.to_json()) == configuration
