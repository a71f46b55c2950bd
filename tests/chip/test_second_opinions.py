"""The primitives against values that others published.

AES-CMAC: RFC 4493 and NIST SP 800-38B, D.2. Triple DES and the retail MAC: ICAO Doc 9303-11, appendix D.3
and D.4. RSAES-OAEP: Wycheproof, RSA-2048 with SHA-256 and SHA-1. ECDSA on P-384 with SHA-256: FIPS 186-4,
SigVer of the NIST validation programme.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tokutei.chip import KeyHash, Profile, authentication
from tokutei.chip.ciphers import AES_128, TRIPLE_DES, pad, unpad
from tokutei.chip.generations import SignatureScheme
from tokutei.chip.key_delivery import accepted
from tokutei.chip.signatures import card_check, certificate_check
from tokutei.errors import SecureMessagingError

VALUES: Final[dict[str, Any]] = json.loads(
    (Path(__file__).with_name("published_values.json")).read_text("utf-8")
)
CMAC: Final = VALUES["aes_cmac"]
ICAO: Final = {name: bytes.fromhex(value) for name, value in VALUES["icao_9303_11_d"].items()}
OAEP: Final = VALUES["wycheproof_oaep"]
ECDSA: Final = VALUES["fips_186_4_p384_sha256"]


@pytest.mark.parametrize(("size", "mac"), [(int(size), mac) for size, mac in CMAC["macs"].items()])
def test_aes_cmac(size: int, mac: str) -> None:
    key, message = bytes.fromhex(CMAC["key"]), bytes.fromhex(CMAC["message"])
    assert AES_128.mac(key, message[:size]).hex() == mac


@pytest.mark.parametrize(("plain", "cryptogram"), [("S", "E_IFD"), ("R", "E_IC")])
def test_triple_des_in_cbc(plain: str, cryptogram: str) -> None:
    assert TRIPLE_DES.encrypt(ICAO["K_ENC"], ICAO[plain]) == ICAO[cryptogram]
    assert TRIPLE_DES.decrypt(ICAO["K_ENC"], ICAO[cryptogram]) == ICAO[plain]


@pytest.mark.parametrize(
    ("key", "data", "mac"),
    [
        ("K_MAC", "E_IFD", "M_IFD"),
        ("K_MAC", "E_IC", "M_IC"),
        ("KS_MAC", "SELECT", "MAC_OF_SELECT"),
        ("KS_MAC", "ANSWER", "MAC_OF_ANSWER"),
    ],
)
def test_retail_mac(key: str, data: str, mac: str) -> None:
    assert TRIPLE_DES.mac(ICAO[key], ICAO[data]) == ICAO[mac]


def test_the_tokens_of_a_passport_are_built_the_same_way() -> None:
    """The authentication of the cards is that of passports (ICAO: BAC), but for one key for both uses."""
    keys = authentication.AccessKeys(TRIPLE_DES, ICAO["K_ENC"], ICAO["K_MAC"])
    nonces = {"rnd_ifd": ICAO["RND_IFD"], "rnd_icc": ICAO["RND_IC"]}
    token = authentication.terminal_token(keys, **nonces, k_ifd=ICAO["K_IFD"])
    assert token == ICAO["E_IFD"] + ICAO["M_IFD"]
    half = authentication.open_card_token(keys, ICAO["E_IC"] + ICAO["M_IC"], **nonces)
    assert half == ICAO["R"][16:]


def test_padding_of_the_protected_select() -> None:
    """9303-11, D.4: the file identifier 011E, padded and encrypted."""
    assert pad(bytes.fromhex("011E"), 8).hex().upper() == "011E800000000000"
    assert TRIPLE_DES.encrypt(ICAO["KS_ENC"], pad(bytes.fromhex("011E"), 8)) == ICAO["SELECT_CRYPTOGRAM"]
    assert unpad(TRIPLE_DES.decrypt(ICAO["KS_ENC"], ICAO["SELECT_CRYPTOGRAM"]), 8).hex().upper() == "011E"


def private_key(p: int, q: int) -> rsa.RSAPrivateKey:
    exponent = 65537
    d = pow(exponent, -1, (p - 1) * (q - 1))
    return rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(exponent, p * q),
    ).private_key()


@pytest.mark.parametrize("said", ["valid", "invalid"])
@pytest.mark.parametrize("key_hash", KeyHash)
def test_rsa_oaep(key_hash: KeyHash, said: str) -> None:
    """The card's end tells a cryptogram that does not decrypt from one that holds no session key."""
    group = OAEP[key_hash.value]
    private = private_key(int(group["p"], 16), int(group["q"], 16))
    for one in group["tests"]:
        if one["result"] != said:
            continue
        with pytest.raises(SecureMessagingError) as caught:
            accepted(private, Profile(key_hash=key_hash), bytes.fromhex(one["ct"]))
        assert caught.value.reason == ("token" if said == "valid" else "cryptogram"), one["tcId"]
        other = next(hash_ for hash_ in KeyHash if hash_ is not key_hash)
        with pytest.raises(SecureMessagingError) as caught:
            accepted(private, Profile(key_hash=other), bytes.fromhex(one["ct"]))
        assert caught.value.reason == "cryptogram"
    assert {one["result"] for one in group["tests"]} == {"valid", "invalid"}


@pytest.mark.parametrize("number", range(len(ECDSA)))
def test_ecdsa_p384(number: int) -> None:
    one = ECDSA[number]
    x, y = int(one["x"], 16), int(one["y"], 16)
    try:
        public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP384R1()).public_key()
    except ValueError:
        assert "Q changed" in one["result"]
        return
    info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    check = card_check(SignatureScheme.ECDSA_P384_SHA256, info)
    raw, message = bytes.fromhex(one["r"] + one["s"]), bytes.fromhex(one["message"])
    expected = one["result"] == "P"
    assert check(raw, message) is expected
    r, s = ((b"\0" if raw[at] > 0x7F else b"") + raw[at : at + 48] for at in (0, 48))
    parts = b"".join(b"\x02" + bytes([len(part)]) + part for part in (r, s))
    der = b"\x30" + bytes([len(parts)]) + parts
    assert check(der, message) is expected
    assert check(der.ljust(104, b"\0"), message) is expected
    assert certificate_check(SignatureScheme.ECDSA_P384_SHA256, info)(der, message) is expected
    assert not certificate_check(SignatureScheme.ECDSA_P384_SHA256, info)(raw, message)


def test_both_outcomes_are_among_the_values() -> None:
    assert {one["result"][:1] for one in ECDSA} == {"P", "F"}
    assert len(CMAC["macs"]) == 4
