"""The chip of residence cards: from bytes to a typed record; secure messaging; signature; images.

Reading gives a record and says how it came to be; judging it is separate, offline and repeatable::

    record = chip.read(transport, number="AA12345678BB")
    findings = chip.verify(record, chip.TrustStore.load(["ec_cacert.crt"]), at=moment)

Reading and verifying need the extra ``crypto``, pictures (``tokutei.chip.images``) the extra ``image``;
a dump loads without either. The applications that a specified card shares with My Number cards are read by
:mod:`tokutei.chip.my_number`, apart from everything here.
"""

from tokutei.chip import my_number
from tokutei.chip.code_table_rows import CodeTableKind, CodeTableProblem
from tokutei.chip.code_tables import CodeTables, code_table_template
from tokutei.chip.conversation import Entropy, Progress, ProgressCallback
from tokutei.chip.driving import AsyncTransport, Transport
from tokutei.chip.dump_schema import dump_schema
from tokutei.chip.dumps import dump, load
from tokutei.chip.exchange import Exchange, FileRead, Step
from tokutei.chip.findings import Finding, FindingKind, Findings, FindingStatus
from tokutei.chip.generations import DeliveredKeys, KeyHash, Profile
from tokutei.chip.key_delivery import DeliveryKey
from tokutei.chip.layout import FileName
from tokutei.chip.policy import EVERYTHING, WITHOUT_FACE, ReadingPolicy
from tokutei.chip.record import ChipRecord
from tokutei.chip.sequence import read, read_async, reading
from tokutei.chip.tracing import Trace, TracedExchange
from tokutei.chip.trust import TrustProfile, TrustStore
from tokutei.chip.values import Period
from tokutei.chip.verification import Verifier, fingerprint, verify
from tokutei.chip.words import CardType, ComprehensivePermission, FaceState

__all__ = [
    "EVERYTHING",
    "WITHOUT_FACE",
    "AsyncTransport",
    "CardType",
    "ChipRecord",
    "CodeTableKind",
    "CodeTableProblem",
    "CodeTables",
    "ComprehensivePermission",
    "DeliveredKeys",
    "DeliveryKey",
    "Entropy",
    "Exchange",
    "FaceState",
    "FileName",
    "FileRead",
    "Finding",
    "FindingKind",
    "FindingStatus",
    "Findings",
    "KeyHash",
    "Period",
    "Profile",
    "Progress",
    "ProgressCallback",
    "ReadingPolicy",
    "Step",
    "Trace",
    "TracedExchange",
    "Transport",
    "TrustProfile",
    "TrustStore",
    "Verifier",
    "code_table_template",
    "dump",
    "dump_schema",
    "fingerprint",
    "load",
    "my_number",
    "read",
    "read_async",
    "reading",
    "verify",
]
