"""Several readers at once, over websockets as browsers have them: what each is shown depends on their address alone."""

from __future__ import annotations

import asyncio
from itertools import permutations

import pytest
from app_session import Session, open_session

FILTERED = (
    "/?words=psychiatrists&state=conflicting&topic=effectiveness",
    "/?words=recovery&design=qualitative&order=topic",
    "/claim?id=psw-reduces-admissions&only=meta-analysis",
    "/matrix?of=effectiveness&turned=true",
    "/search?q=recovery",
    "/problems?severity=warning",
    "/about",
)


async def begun(site: str) -> Session:
    session = await open_session(site)
    await session.go("about")
    return session


def test_a_page_is_the_same_wherever_its_reader_comes_from(site: str) -> None:
    async def walk() -> None:
        shown = {}
        for address in FILTERED:
            session = await begun(site)
            await session.go(address)
            shown[address] = session.content()
            await session.connection.close()
        assert len(set(shown.values())) == len(FILTERED)
        session = await begun(site)
        for before, address in permutations(FILTERED, 2):
            await session.go(before)
            await session.go(address)
            assert session.content() == shown[address], f"{address} after {before}"
        await session.connection.close()

    asyncio.run(walk())


@pytest.mark.parametrize(("page", "name"), [("/", "topic"), ("/matrix", "of")])
def test_no_session_sees_the_filters_of_another(site: str, page: str, name: str) -> None:
    choices = ["effectiveness", "roles", "implementation", "effectiveness"]

    async def read(session: Session, topic: str) -> str:
        await session.go(page)
        await session.go(f"{page}?{name}={topic}")
        return session.content()

    async def walk() -> None:
        sessions = [await begun(site) for _ in choices]
        alone = [await read(session, topic) for session, topic in zip(sessions, choices, strict=True)]
        assert len(set(alone)) == len(set(choices))
        for _ in range(5):
            at_once = await asyncio.gather(*map(read, sessions, choices))
            assert at_once == alone
        for session in sessions:
            await session.connection.close()

    asyncio.run(walk())
