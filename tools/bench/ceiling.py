"""How many requests a second the clients themselves can do: a server that says the same to all."""

import multiprocessing
import socket

from tools.bench.clients import Measured, again_and_again, ask, measure
from tools.bench.told import Target

BODY = b"x" * 20_000
SAID = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(BODY), BODY)


def ceiling(clients: int) -> float:
    """Requests a second with an answer of 20 kB, a connection each, as with gunicorn."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = int(listening.getsockname()[1])
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(listening,))
    server.start()
    try:
        target: Target = {"session": "a" * 32, "path": "/"}
        asked = again_and_again([target])
        return measure(Measured(), lambda each: ask(port, each), asked, clients, 1.0)
    finally:
        server.terminate()
        server.join()
        listening.close()


def _serve(listening: socket.socket) -> None:
    while True:
        connection, _address = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(SAID)
