"""A stand-in for the low-level calls of pyscard, for answers that no emulated card can bring about.

That the real calls behave so is shown by ``test_pcsc.py``, which talks to a real ``pcscd``.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, Final

CODES: Final = {
    "SCARD_S_SUCCESS": 0,
    "SCARD_E_INVALID_PARAMETER": 0x80100004,
    "SCARD_E_INSUFFICIENT_BUFFER": 0x80100008,
    "SCARD_E_UNKNOWN_READER": 0x80100009,
    "SCARD_E_TIMEOUT": 0x8010000A,
    "SCARD_E_SHARING_VIOLATION": 0x8010000B,
    "SCARD_E_NO_SMARTCARD": 0x8010000C,
    "SCARD_E_PROTO_MISMATCH": 0x8010000F,
    "SCARD_E_INVALID_VALUE": 0x80100011,
    "SCARD_F_COMM_ERROR": 0x80100013,
    "SCARD_E_NOT_TRANSACTED": 0x80100016,
    "SCARD_E_READER_UNAVAILABLE": 0x80100017,
    "SCARD_E_NO_SERVICE": 0x8010001D,
    "SCARD_E_SERVICE_STOPPED": 0x8010001E,
    "SCARD_E_UNSUPPORTED_FEATURE": 0x80100022,
    "SCARD_E_NO_ACCESS": 0x80100027,
    "SCARD_E_NO_READERS_AVAILABLE": 0x8010002E,
    "SCARD_E_COMM_DATA_LOST": 0x8010002F,
    "SCARD_W_UNSUPPORTED_CARD": 0x80100065,
    "SCARD_W_UNRESPONSIVE_CARD": 0x80100066,
    "SCARD_W_UNPOWERED_CARD": 0x80100067,
    "SCARD_W_RESET_CARD": 0x80100068,
    "SCARD_W_REMOVED_CARD": 0x80100069,
    "SCARD_W_SECURITY_VIOLATION": 0x8010006A,
}
"""The numbers of the standard."""
SETTINGS: Final = {
    "SCARD_SCOPE_USER": 0,
    "SCARD_STATE_UNAWARE": 0,
    "SCARD_STATE_PRESENT": 0x20,
    "SCARD_SHARE_EXCLUSIVE": 1,
    "SCARD_SHARE_SHARED": 2,
    "SCARD_PROTOCOL_T0": 1,
    "SCARD_PROTOCOL_T1": 2,
    "SCARD_RESET_CARD": 1,
}
EMPTY, PRESENT = 0x12, 0x22


class Scripted:
    """The service, its readers, and what goes wrong next."""

    def __init__(self, **readers: bool) -> None:
        """Make a service with these readers; true is a card on it."""
        self.readers = {name: PRESENT | 1 << 16 if card else EMPTY for name, card in readers.items()}
        self.wrong: dict[str, list[int | Exception]] = {}
        """What the next calls of a name give instead."""
        self.while_waiting: list[Callable[[], object]] = []
        """What happens during the next waits, one a wait."""
        self.waited: list[int] = []
        self.shares: list[int] = []
        self.headers: list[object] = []
        self.protocol = 2
        self.signed = False
        self.calls: list[str] = []
        self.open: set[int] = set()

    @property
    def modules(self) -> dict[str, Any]:
        """What stands in ``sys.modules`` for pyscard."""
        scard = SimpleNamespace(**{name: self._code(value) for name, value in CODES.items()}, **SETTINGS)
        scard.SCARD_PCI_T0, scard.SCARD_PCI_T1 = "T0", "T1"
        for name in ("EstablishContext", "ReleaseContext", "ListReaders", "GetStatusChange"):
            setattr(scard, f"SCard{name}", self._called(f"SCard{name}"))
        for name in ("Connect", "Disconnect", "Transmit"):
            setattr(scard, f"SCard{name}", self._called(f"SCard{name}"))
        package: Any = ModuleType("smartcard")
        package.scard = scard
        return {"smartcard": package, "smartcard.scard": scard}

    def insert(self, name: str, *, insertions: int = 1) -> None:
        self.readers[name] = PRESENT | insertions << 16

    def remove(self, name: str) -> None:
        self.readers[name] = EMPTY | 2 << 16

    def _code(self, value: int) -> int:
        return value - 2**32 if self.signed and value >= 2**31 else value

    def _called(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            if self.wrong.get(name):
                wrong = self.wrong[name].pop(0)
                if isinstance(wrong, Exception):
                    raise wrong
                nothing: tuple[Any, ...] = (0, 0) if name == "SCardConnect" else ([],)
                status, given = wrong, nothing
            else:
                status, given = getattr(self, f"_{name[5:].lower()}")(*arguments)
            return [self._code(status), *given]

        return call

    def _establishcontext(self, _scope: int) -> tuple[int, tuple[Any, ...]]:
        self.open.add(handle := len(self.calls))
        return 0, (handle,)

    def _releasecontext(self, handle: int) -> tuple[int, tuple[Any, ...]]:
        self.open.remove(handle)
        return 0, ()

    def _listreaders(self, _context: int, _groups: list[str]) -> tuple[int, tuple[Any, ...]]:
        if not self.readers:
            return CODES["SCARD_E_NO_READERS_AVAILABLE"], ([],)
        return 0, (list(self.readers),)

    def _getstatuschange(
        self, _context: int, milliseconds: int, asked: list[tuple[str, int]]
    ) -> tuple[int, tuple[Any, ...]]:
        if milliseconds:
            self.waited.append(milliseconds)
            if self.while_waiting:
                self.while_waiting.pop(0)()
        if any(name not in self.readers for name, _ in asked):
            return CODES["SCARD_E_UNKNOWN_READER"], ([],)
        now: list[tuple[str, int, list[int]]] = [(name, self.readers[name], []) for name, _ in asked]
        same = all(flags == known for (_, flags, _), (_, known) in zip(now, asked, strict=True))
        return CODES["SCARD_E_TIMEOUT"] if same else 0, (now,)

    def _connect(self, _context: int, name: str, share: int, _protocols: int) -> tuple[int, tuple[Any, ...]]:
        self.shares.append(share)
        if not self.readers[name] & SETTINGS["SCARD_STATE_PRESENT"]:
            return CODES["SCARD_E_NO_SMARTCARD"], (0, 0)
        self.open.add(handle := len(self.calls))
        return 0, (handle, self.protocol)

    def _disconnect(self, handle: int, disposition: int) -> tuple[int, tuple[Any, ...]]:
        assert disposition == SETTINGS["SCARD_RESET_CARD"]
        self.open.remove(handle)
        return 0, ()

    def _transmit(self, handle: int, header: object, command: list[int]) -> tuple[int, tuple[Any, ...]]:
        assert handle in self.open
        self.headers.append(header)
        return 0, ([*command, 0x90, 0x00],)
