"""python -m tests.bench.desk.hostile.cutting_relay: passes connections on, and cuts some in the middle.

At a byte that is drawn, on the way to the desk or on the way back: the report is there then, and its receipt is not.
"""

import argparse
import asyncio
import contextlib
import random
import socket
import struct
import sys

CUT_UP_BYTES, CUT_DOWN_BYTES = 200_000, 40_000
"""Of some fifty requests, and of their answers: where a connection is cut at the latest."""
READ_BYTES = 4096
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection is reset when it is closed, as by a router that forgot it."""


class _Relay:
    def __init__(self, target: tuple[str, int], share: float, draw: random.Random) -> None:
        self._target = target
        self._share = share
        self._draw = draw
        self.cuts = 0

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.close()
            return
        cut = self._draw.random() < self._share
        up_bytes = down_bytes = None
        if cut and self._draw.random() < 0.5:
            up_bytes = self._draw.randrange(CUT_UP_BYTES)
        elif cut:
            down_bytes = self._draw.randrange(CUT_DOWN_BYTES)
        pumps = [
            asyncio.create_task(_pump(reader, far_writer, up_bytes)),
            asyncio.create_task(_pump(far_reader, writer, down_bytes)),
        ]
        done, pending = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        is_cut = any(pump.result() for pump in done)
        self.cuts += is_cut
        for pump in pending:
            pump.cancel()
        for side in (writer, far_writer):
            if is_cut:
                side.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            side.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, until: int | None) -> bool:
    """Whether it was cut there; False where one of the two ended."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(READ_BYTES):
            if until is not None and len(chunk) >= until:
                writer.write(chunk[:until])
                await writer.drain()
                return True
            until = None if until is None else until - len(chunk)
            writer.write(chunk)
            await writer.drain()
    return False


async def _serve(port: int, relay: _Relay) -> None:
    server = await asyncio.start_server(relay.pass_on, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(relay.cuts, flush=True)
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", required=True)
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    words = parser.parse_args()
    host, _, port = words.target.rpartition(":")
    asyncio.run(_serve(0, _Relay((host, int(port)), words.share, random.Random(words.seed))))


if __name__ == "__main__":
    main()
