"""Run the service: ``python -m examples.service [--port PORT]``."""

import argparse
import logging
import socket

import uvicorn

from examples.service.app import app

HIGHEST = 65535


def main(arguments: list[str] | None = None) -> None:
    """Listen on this machine alone until interrupted."""
    parser = argparse.ArgumentParser(prog="examples.service", description="Ask tokutei over HTTP.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    port = parser.parse_args(arguments).port
    if not 0 <= port <= HIGHEST:
        parser.error(f"a port is a number from 0 to {HIGHEST}")
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            parser.error(f"port {port} cannot be listened at: {error.strerror}")
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        # No access log: it would hold whatever somebody wrote into an address. The guard writes one of its own.
        server = uvicorn.Server(
            uvicorn.Config(app, access_log=False, log_config=None, log_level="warning", server_header=False)
        )
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
