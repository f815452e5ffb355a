"""A mail server for tests and the soak, on loopback: it takes every mail and knows what it took."""

import email
import socketserver
import threading
import time
from collections import Counter

MOMENT = 0.002  # each answer takes so long, as over a network: there is time to be killed in


class _Talk(socketserver.StreamRequestHandler):
    """One conversation. A mail is taken when its last answer is given, heard or not."""

    server: "Mailbox"

    def handle(self) -> None:
        self._say("220 mailbox")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                if self._take():
                    self._say("250 taken")
            elif word == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 yes")
        return None

    def _take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:  # the sender is gone in the middle of it
                return False
            lines.append(line)
        self.server.keep(b"".join(lines))
        return True

    def _say(self, words: str) -> None:
        time.sleep(MOMENT)
        self.wfile.write(f"{words}\r\n".encode())


class Mailbox(socketserver.ThreadingTCPServer):
    """`taken`: how often each Message-ID came whole. `texts`: what stood in it, each time."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: Counter[str] = Counter()
        self.texts: dict[str, set[str]] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def keep(self, mail: bytes) -> None:
        """Take a mail."""
        read = email.message_from_bytes(mail)
        key, text = str(read["Message-ID"]), f"{read['To']}\n{read.get_payload()}"
        with self._lock:
            self.taken[key] += 1
            self.texts.setdefault(key, set()).add(text)

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that was killed is no fault of ours."""
