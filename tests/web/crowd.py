# SPDX-License-Identifier: Apache-2.0
"""A crowd that behaves ill: hundreds of connections that are slow, leave in the middle, send too much, ask much at once, or only stay.
Run as a program beside whoever works meanwhile: crowd.py PORT CONNECTIONS SECONDS; tells as JSON what became of them."""
import asyncio
import collections
import json
import random
import socket
import struct
import sys
import time

FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


class Crowd:
    def __init__(self, port, seconds):
        self.port, self.end, self.told = port, time.monotonic() + seconds, collections.Counter()
        self.head = f"Host: 127.0.0.1:{port}\r\n"

    def over(self):
        return time.monotonic() >= self.end

    async def answer(self, kind, reader):
        """The status of one answer, as far as it comes before the end of all."""
        try:
            line = await asyncio.wait_for(reader.readline(), max(0.1, self.end - time.monotonic()))
            self.told[f"{kind} {line.split()[1].decode() if line else 'closed'}"] += 1
        except (asyncio.TimeoutError, IndexError):
            self.told[f"{kind} waits"] += 1

    async def drip(self, writer, text, every):
        for at in range(0, len(text), 7):
            if self.over() or writer.is_closing():
                return
            writer.write(text[at:at + 7])
            await writer.drain()
            await asyncio.sleep(every)

    async def slow_head(self, reader, writer):
        dripping = asyncio.ensure_future(self.drip(writer, (f"GET /sign-in HTTP/1.1\r\n{self.head}X: " + "a" * 4000).encode(), 0.5))
        await self.answer("slow head", reader)
        dripping.cancel()

    async def slow_body(self, reader, writer):
        writer.write(f"POST /sign-in HTTP/1.1\r\n{self.head}{FORM}Content-Length: 200000\r\n\r\n".encode())
        dripping = asyncio.ensure_future(self.drip(writer, b"login=" + b"a" * 190_000, 0.7))
        await self.answer("slow body", reader)
        dripping.cancel()

    async def half_head(self, reader, writer):
        writer.write(f"GET /sign-in HTTP/1.1\r\n{self.head}X-Half: ".encode())
        await self.answer("half head", reader)

    async def half_body(self, reader, writer):
        writer.write(f"POST /sign-in HTTP/1.1\r\n{self.head}{FORM}Content-Length: 100\r\n\r\nlogin=".encode())
        await writer.drain()
        await asyncio.sleep(random.uniform(0.2, 2))
        self.told["half body left"] += 1

    async def too_large(self, reader, writer):
        writer.write(f"POST /sign-in HTTP/1.1\r\n{self.head}{FORM}Content-Length: 30000000\r\n\r\n".encode())
        asking = asyncio.ensure_future(self.answer("too large", reader))
        await self.pour(writer, b"a" * 65536, 30)
        await asking

    async def without_end(self, reader, writer):
        writer.write(f"POST /sign-in HTTP/1.1\r\n{self.head}{FORM}Transfer-Encoding: chunked\r\n\r\n".encode())
        asking = asyncio.ensure_future(self.answer("chunks without end", reader))
        await self.pour(writer, b"10000\r\n" + b"a" * 65536 + b"\r\n", 60)
        await asking

    async def large_by_nobody(self, reader, writer):
        writer.write(f"POST /import HTTP/1.1\r\n{self.head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 200000000\r\n\r\n".encode())
        asking = asyncio.ensure_future(self.answer("a large file without a session", reader))
        await self.pour(writer, b"a" * 65536, 100)
        await asking

    async def pour(self, writer, piece, times):
        try:
            for _ in range(times):
                if self.over() or writer.is_closing():
                    return
                writer.write(piece)
                await asyncio.wait_for(writer.drain(), 1)
        except (OSError, asyncio.TimeoutError):
            pass

    async def many_at_once(self, reader, writer):
        writer.write(f"GET /sign-in HTTP/1.1\r\n{self.head}\r\n".encode() * 5)
        await self.answer("five at once", reader)
        await asyncio.sleep(random.uniform(1, 3))  # the other four are never read

    async def never_reads(self, reader, writer):
        writer.write(f"GET /sign-in HTTP/1.1\r\n{self.head}\r\n".encode() * 20)
        await asyncio.sleep(max(0.1, min(20, self.end - time.monotonic())))
        self.told["does not read"] += 1

    async def stays(self, reader, writer):
        writer.write(f"GET /sign-in HTTP/1.1\r\n{self.head}\r\n".encode())
        await self.answer("stays", reader)
        await asyncio.sleep(max(0.1, self.end - time.monotonic()))

    async def breaks_off(self, reader, writer):
        writer.write(f"GET /sign-in HTTP/1.1\r\n{self.head}\r\n".encode())
        await writer.drain()
        await asyncio.sleep(random.uniform(0, 0.3))
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.told["broken off"] += 1

    async def no_request(self, reader, writer):
        writer.write(random.choice((b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"what is this\r\n\r\n", b"GET  /\r\n\r\n", b"\x00" * 300)))
        await self.answer("no request", reader)

    async def one(self, way):
        while not self.over():
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                self.told["not let in"] += 1
                await asyncio.sleep(0.5)
                continue
            try:
                await way(reader, writer)
            except OSError:
                self.told["reset"] += 1
            writer.close()
            await asyncio.sleep(random.uniform(0.3, 1.5))

    async def run(self, connections):
        ways = (self.slow_head, self.slow_body, self.half_head, self.half_body, self.too_large, self.without_end, self.large_by_nobody, self.many_at_once, self.never_reads,
                self.stays, self.breaks_off, self.no_request)
        await asyncio.gather(*(self.one(ways[n % len(ways)]) for n in range(connections)))
        return dict(sorted(self.told.items()))


if __name__ == "__main__":
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    print(json.dumps(asyncio.run(Crowd(port, seconds).run(connections)), ensure_ascii=False))
