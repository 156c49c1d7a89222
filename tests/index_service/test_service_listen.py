"""The socket that audit and service listen on."""

from __future__ import annotations

import asyncio
import socket

from cleanroom.web.listen import listening


def test_small_answers_are_sent_at_once() -> None:
    """What asyncio accepts on it does not wait for a full packet: else each answer takes 40 ms longer."""

    async def asked() -> int:
        said: asyncio.Queue[int] = asyncio.Queue()

        async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            said.put_nowait(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with listening("127.0.0.1", 0) as (opened, port):
            async with await asyncio.start_server(answer, sock=opened):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return await said.get()

    assert asyncio.run(asked()) != 0
