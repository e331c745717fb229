"""Loaded by pytest before the settings are read: a private VAR_DIR, and the engine that the run asks for.

TREMANG_TEST_ENGINE   sqlite (default) or postgresql
"""

import atexit
import os
import shutil
import tempfile

ENGINE = os.environ.get("TREMANG_TEST_ENGINE", "sqlite")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def prepare() -> None:
    """Point the process at its own folder and database; the workers of one run share the PostgreSQL server."""
    var = tempfile.mkdtemp(prefix="tm-var-")
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    os.environ["VAR_DIR"] = var
    os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 40
    os.environ["PYTHONHASHSEED"] = "0"
    for name in ("DEBUG", "BEHIND_TLS", "ALLOWED_HOSTS", "TRUSTED_ORIGINS"):
        os.environ.pop(name, None)
    if ENGINE == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif ENGINE == "postgresql":
        os.environ["DATABASE_URL"] = os.environ.get("TREMANG_TEST_SERVER") or _server()
    else:
        raise SystemExit(f"TREMANG_TEST_ENGINE is sqlite or postgresql, not {ENGINE}")


def _server() -> str:
    from tests.postgres import NoServer, Server

    try:
        server = Server()
    except NoServer as error:
        raise SystemExit(str(error)) from None
    atexit.register(server.stop)
    url = server.url()
    os.environ["TREMANG_TEST_SERVER"] = url  # the workers of this run find it here
    return url


prepare()
