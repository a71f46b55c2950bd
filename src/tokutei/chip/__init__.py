"""The chip of residence cards: from bytes to a typed record; secure messaging; signature; images.

Reading gives a record and says how it came to be; judging it is separate, offline and repeatable::

    record = chip.read(transport, number="AA12345678BB")
    findings = chip.verify(record, chip.TrustStore.load(["ec_cacert.crt"]), at=moment)

Reading and verifying need the extra ``crypto``, pictures (``tokutei.chip.images``) the extra ``image``;
a dump loads without either. The applications that a specified card shares with My Number cards are read by
:mod:`tokutei.chip.my_number`, apart from everything here.
"""

from tokutei.chip import my_number
from tokutei.chip.driving import AsyncTransport, Transport
from tokutei.chip.dumps import dump, load
from tokutei.chip.exchange import Exchange, FileRead, Step
from tokutei.chip.findings import Finding, FindingKind, Findings, FindingStatus
from tokutei.chip.layout import FileName
from tokutei.chip.record import ChipRecord
from tokutei.chip.sequence import Entropy, read, read_async, reading
from tokutei.chip.trust import TrustProfile, TrustStore
from tokutei.chip.values import Period
from tokutei.chip.verification import verify
from tokutei.chip.words import CardType, ComprehensivePermission, FaceState

__all__ = [
    "AsyncTransport",
    "CardType",
    "ChipRecord",
    "ComprehensivePermission",
    "Entropy",
    "Exchange",
    "FaceState",
    "FileName",
    "FileRead",
    "Finding",
    "FindingKind",
    "FindingStatus",
    "Findings",
    "Period",
    "Step",
    "Transport",
    "TrustProfile",
    "TrustStore",
    "dump",
    "load",
    "my_number",
    "read",
    "read_async",
    "reading",
    "verify",
]
