"""Times in certificates: the two forms of RFC 5280, 4.1.2.5, and no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.chip.chip_fakes import AT, der, record
from tests.chip.odd_certificates import ISSUER, PLAIN, assemble, parts
from tokutei import chip
from tokutei.chip import FindingKind, TrustStore
from tokutei.chip.certificates import parse_certificate
from tokutei.errors import CertificateError

BEGINS = der(0x17, b"260401000000Z")
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18


def beginning(tag: int, written: bytes) -> bytes:
    """Return the card's certificate with another form of its first moment, signed anew."""
    signed, algorithm, _ = parts(PLAIN)
    content = signed[4:]
    assert content.count(BEGINS) == 1
    at = content.index(BEGINS)
    validity = der(tag, written) + content[at + len(BEGINS) : at + 2 * len(BEGINS)]
    content = content[: at - 2] + der(0x30, validity) + content[at + 2 * len(BEGINS) :]
    return assemble(der(0x30, content), algorithm)


@pytest.mark.parametrize(
    ("tag", "written", "moment"),
    [
        (UTC_TIME, b"260401000000Z", datetime(2026, 4, 1, tzinfo=UTC)),
        (UTC_TIME, b"491231235959Z", datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (UTC_TIME, b"500101000000Z", datetime(1950, 1, 1, tzinfo=UTC)),
        (UTC_TIME, b"991231235959Z", datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (GENERALIZED_TIME, b"20260401000000Z", datetime(2026, 4, 1, tzinfo=UTC)),
        (GENERALIZED_TIME, b"20500101000000Z", datetime(2050, 1, 1, tzinfo=UTC)),
        (GENERALIZED_TIME, b"99991231235959Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_two_forms(tag: int, written: bytes, moment: datetime) -> None:
    assert parse_certificate(beginning(tag, written)).not_before == moment


OTHER_FORMS = [
    pytest.param(GENERALIZED_TIME, b"20260401000000", id="local-time"),
    pytest.param(GENERALIZED_TIME, b"2026040100", id="local-hour"),
    pytest.param(GENERALIZED_TIME, b"202604010000Z", id="no-seconds"),
    pytest.param(GENERALIZED_TIME, b"20260401000000.5Z", id="fraction"),
    pytest.param(GENERALIZED_TIME, b"20260401000000+0900", id="offset"),
    pytest.param(GENERALIZED_TIME, b"00000401000000Z", id="year-zero"),
    pytest.param(GENERALIZED_TIME, b"260401000000Z", id="two-digits-of-the-year"),
    pytest.param(UTC_TIME, b"2604010000Z", id="utc-no-seconds"),
    pytest.param(UTC_TIME, b"260401000000+2359", id="utc-offset"),
    pytest.param(UTC_TIME, b"260401000000-0000", id="utc-no-offset"),
    pytest.param(UTC_TIME, b"260401000000", id="utc-local"),
    pytest.param(UTC_TIME, b"261301000000Z", id="month-13"),
    pytest.param(UTC_TIME, b"260401000060Z", id="second-60"),
    pytest.param(UTC_TIME, b"26 4 1000000Z", id="blanks"),
    pytest.param(UTC_TIME, b"", id="nothing"),
]


@pytest.mark.parametrize(("tag", "written"), OTHER_FORMS)
def test_other_forms_do_not_decode(tag: int, written: bytes) -> None:
    certificate = beginning(tag, written)
    with pytest.raises(CertificateError) as caught:
        parse_certificate(certificate)
    assert caught.value.reason == "decode"
    found = chip.verify(
        record(ISSUER.files("05", certificate=certificate)),
        TrustStore.custom([ISSUER.authority.certificate()]),
        at=AT,
    )
    assert [(one.kind, one.detail) for one in found.failed] == [
        (FindingKind.CERTIFICATE, "certificate_unreadable")
    ]


@pytest.mark.parametrize(("tag", "written"), OTHER_FORMS)
def test_nor_do_they_in_an_anchor(tag: int, written: bytes) -> None:
    with pytest.raises(CertificateError) as caught:
        TrustStore.custom([beginning(tag, written)])
    assert caught.value.reason == "decode"
