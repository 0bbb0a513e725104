# SPDX-License-Identifier: Apache-2.0
"""Messages that somebody could read in two ways: where they end, or what they ask for."""


def two_ways(host_name):
    """What is wrong → the bytes, as a text of Latin-1; the name is that of the Host field."""
    host = f"Host: {host_name}\r\n"
    post = f"POST /sign-in HTTP/1.1\r\n{host}"
    return {
        "length and chunks": post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "chunks and length": post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "two lengths": post + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde", "a list of lengths": post + "Content-Length: 0, 5\r\n\r\nabcde", "a length with a sign": post + "Content-Length: +5\r\n\r\nabcde",
        "a negative length": post + "Content-Length: -1\r\n\r\n", "a length in hex": post + "Content-Length: 0x5\r\n\r\nabcde", "an empty length": post + "Content-Length:\r\n\r\n", "a huge length": post + "Content-Length: 99999999999999999999\r\n\r\n",
        "a space before the colon": post + "Content-Length : 5\r\n\r\nabcde", "a space in a name": post + "Content Length: 5\r\n\r\nabcde", "a folded field": post + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n",
        "a folded length": post + "Content-Length:\r\n 5\r\n\r\nabcde", "a bare line feed in the head": f"GET /sign-in HTTP/1.1\n{host}\r\n", "line feeds alone": f"GET /sign-in HTTP/1.1\nHost: {host_name}\n\n",
        "a bare return": f"GET /sign-in HTTP/1.1\r{host}\r\n", "NUL in a value": f"GET /sign-in HTTP/1.1\r\n{host}X: a\0b\r\n\r\n", "NUL in a name": f"GET /sign-in HTTP/1.1\r\n{host}X\0: a\r\n\r\n",
        "another coding": post + "Transfer-Encoding: gzip\r\n\r\n", "chunks spelt otherwise": post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "chunked twice": post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "a coding before": post + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n", "two codings": post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "a chunk's size with a sign": post + "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n", "a chunk's size in 0x": post + "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "a chunk too long for its size": post + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", "a chunk's size without end": post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "HTTP/0.9": "GET /sign-in\r\n\r\n", "HTTP/2.0": f"GET /sign-in HTTP/2.0\r\n{host}\r\n", "HTTP/1.2": f"GET /sign-in HTTP/1.2\r\n{host}\r\n", "two spaces": f"GET  /sign-in HTTP/1.1\r\n{host}\r\n",
        "a tab between": f"GET\t/sign-in\tHTTP/1.1\r\n{host}\r\n", "a field before the line": f"X: a\r\nGET /sign-in HTTP/1.1\r\n{host}\r\n", "no colon": f"GET /sign-in HTTP/1.1\r\n{host}nothing\r\n\r\n",
        "an address of elsewhere": f"GET http://evil.example/sign-in HTTP/1.1\r\n{host}\r\n", "a bare address": f"GET sign-in HTTP/1.1\r\n{host}\r\n", "two hosts": f"GET /sign-in HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n", "no host": "GET /sign-in HTTP/1.1\r\n\r\n",
    }
