"""Starting the app for `kb app`: Streamlit as a process of its own, on this machine only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files

from kb.diagnostics import KbError
from kb.project import DATABASE_VARIABLE, Project

HOST = "127.0.0.1"
PROJECT_VARIABLE = "KB_PROJECT"

#: how long the browser waits for the server to answer, and the command for it to end, in seconds
PATIENCE = 30

#: the settings of `.streamlit/config.toml`, for a start from any other folder
SETTINGS: Mapping[str, str | bool | int | tuple[str, ...]] = {
    "server.address": HOST,
    "server.allowedHosts": ("localhost", HOST),
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 5,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "theme.light.primaryColor": "#005A8F",
    "theme.light.backgroundColor": "#FFFFFF",
    "theme.light.secondaryBackgroundColor": "#F3F4F5",
    "theme.light.textColor": "#1B1D20",
    "theme.light.linkColor": "#005A8F",
    "theme.light.borderColor": "#C9CDD2",
    "theme.dark.primaryColor": "#6CB9EA",
    "theme.dark.backgroundColor": "#15171A",
    "theme.dark.secondaryBackgroundColor": "#22262B",
    "theme.dark.textColor": "#E6E8EA",
    "theme.dark.linkColor": "#7CC2EE",
    "theme.dark.borderColor": "#454B52",
}


def run_app(project: Project, database: str | None, port: int, open_browser: bool) -> int:
    """The exit code of the app, once it has ended; a `KbError` when the port is taken."""
    _require_free(port)
    with as_file(files("kb.ui") / "script" / "app.py") as script:
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *_flags()]
        environment = os.environ | {PROJECT_VARIABLE: str(project.root)}
        if database:
            environment[DATABASE_VARIABLE] = database
        server = subprocess.Popen(command, env=environment)  # noqa: S603 - this interpreter, and settings from here
        # whoever ends the command by a signal must not leave the server behind
        signal.signal(signal.SIGTERM, _interrupt)
        if open_browser:
            threading.Thread(target=_open_when_ready, args=(server, port), daemon=True).start()
        try:
            return server.wait()
        except KeyboardInterrupt:
            return _end(server)


def _flags() -> Iterator[str]:
    for name, value in SETTINGS.items():
        for each in value if isinstance(value, tuple) else (value,):
            yield from (f"--{name}", str(each).lower() if isinstance(each, bool) else str(each))


def _require_free(port: int) -> None:
    if not 0 < port < 65536:
        raise KbError(f"{port} is not a port", "give one from 1024 to 65535 with --port")
    with socket.socket() as probe:
        if os.name == "posix":
            # a port that a server just left can be taken at once; on Windows this would allow taking one in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise KbError(f"port {port} cannot be used: {reason}", f"name another: --port {port % 65535 + 1}") from None


def _open_when_ready(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=1):
                webbrowser.open(f"http://localhost:{port}")
                return
        except OSError:
            time.sleep(0.2)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _end(server: subprocess.Popen[bytes]) -> int:
    """Ctrl-C has reached the server too; told twice, it ends as well."""
    server.terminate()
    try:
        server.wait(timeout=PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.kill()
        server.wait()
    return 0
