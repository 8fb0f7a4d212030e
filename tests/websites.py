"""Sites of the web on this machine, for tests of links."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORY = (
    "<p>The bridge closed on Monday, the mayor of Köln said in a long statement to reporters.</p>"
    "<p>It will open again in May, when the work on its two old piers has been done at last.</p>"
    "<p>The council passed the plan by one vote, after a debate of nine hours, on Thursday.</p>"
)
PAGE = (
    '<!DOCTYPE html><html><head><title>Bridge closes</title><meta charset="utf-8">'
    '<meta property="og:site_name" content="The Daily Bridge">'
    '<meta property="article:published_time" content="2024-05-17T10:00:00Z"></head>'
    f"<body><nav><a href='/'>Home</a></nav><article><h1>Bridge closes</h1>{STORY}</article></body>"
    "</html>"
).encode()
HTML = "text/html; charset=utf-8"


def answer(content=b"", *, status=200, kind=HTML, **headers):
    """Give a route that answers in this way; ``_`` in names of headers stands for ``-``."""

    def give(handler):
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return give


def moved(location, status=302):
    """Give a route that redirects."""
    return answer(status=status, kind="", Location=location)


@contextmanager
def website(routes, *, context=None):
    """Serve routes, a function of the handler for each path; gives the address and what is asked.

    A path that is no route is answered with 404. With a ``context`` it speaks TLS.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            route = routes.get(self.path, answer(b"nothing here", status=404))
            try:
                route(self)
            except OSError:  # the reader has had enough
                self.close_connection = True

        def log_message(self, *_arguments):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_arguments):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        scheme = "http" if context is None else "https"
        yield f"{scheme}://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
