"""RSA keys for synthetic cards. They are printed here, so they protect nothing: never use them otherwise.

Making RSA-2048 keys takes long and cannot be made to depend on a seed, so a few were made once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from tokutei.errors import MissingExtraError

try:
    from cryptography.hazmat.primitives.asymmetric import rsa
except ImportError:  # pragma: no cover - seen by a test in a process without the package
    raise MissingExtraError("testing", "cryptography") from None

__all__ = ["rsa_key"]

_EXPONENT: Final = 65537

_PRIMES: Final[Mapping[str, tuple[str, str]]] = {
    "authority": (
        (
            "fb8679c84fe7138e8c40bfc15895f0b4c74406ab72ea84c9f184e4da276b697413b2d57fdba6a462b54025de94e2bbc9"
            "5d543705f59a34d6fc4a891b592d0a334c76d341cbd75d73eeb925be49a6f64c761836b8099b1d287615414148bcabcd"
            "a3e5ba7a0fd81ff85c0ed70e4475a2b7d75d0aa2eeb090c75068d03889fa218f"
        ),
        (
            "bf9a133df535d09895afc95123859251b6c2c4e8fa004a75b724844c495e9e0a6830e9c42cea18b6d7fcd018867ff703"
            "b902ee1fa98b3ae017348e381a4fcead6546847190bbbbce3fc2dce8229a9ece24d5e2de64fee54705fac80725f5338c"
            "0cd5fe063375be5f9e2f3d8387d9eddb113860d5c093d50b7c24ff2ab4dd6d53"
        ),
    ),
    "forger": (
        (
            "cdef05ef0f95eca0aa941877f7f91345923f0d1165131503ea7ce31b95df3b79410df6bae56765cd48c23ab23c8a01e0"
            "39bad21285a83d2c54e3d4dcb83a74d2a2b579f9e0cc812fa37f9b1f2bccc0b76ba330fb7eacff1c9c2ff4d671105daa"
            "c0d7ac277f0854a1bf0823becdde6c39d4b0316cf3a9dfd4bd578bae5a516a87"
        ),
        (
            "c8bea1f915a54d2c78447738fc1c0041d8336f77fd888182b27bf753cc85ebc9c2848b59a85f6a94505d45236c468b63"
            "6fc33cf5e0865433c417c8baa7640e29329a407fbaa327fc0df4626fa6377392ed2de8de69fb6083c172b86521087e69"
            "c445284d6f423ef48654a5789954b522431b2c2d491617c3a26051387a02c6af"
        ),
    ),
    "card_0": (
        (
            "ced8c13bf0bc9a27f548f5fd4d84c49c091b9bd08cb417f4546ff1f3f95284ff47fe3f62b62905496f60296748f5c16b"
            "d8821e9c0e12059934738effd6c9036da87a41d04aa07ed53631313c2135ad0afd97ce79a73e952431767183e04a475c"
            "d40a9337461cd9d086abf0ea3109d03feeaa6b14688beb80b0d4653f67896ee1"
        ),
        (
            "c3df9df558003e9bc3a13f25e0bf2c7986b84061d39c0086b604c4a19359ca50e931043b91435cdb8b99f8b8f789b2a9"
            "6ec19e46602f50b7b2390b3647c2ee7c4910cb9bc5dec7dd43687f92d0dc80aefb1f6c6889799601504c32baaaa1f4a5"
            "ac74b11f26bc3f274a81fbcbc8b307fc4f18e7a0991f96fd115ecd2818139309"
        ),
    ),
    "card_1": (
        (
            "ec6dc5207eb298420ae4da383562a3e9f0bb45c2e00238b2438a96a691dd57761637ece7003206d04ec1686802017bbc"
            "910f4084ebf092ee71341fe631b31b16e6ea7a6d9925cb963bd7b8f651af3f0875188222cb56a29eac1f5391398130bc"
            "962944e1caa7d557137bfb597122b2cdc974ec8b2120dc41dc7fc4a7f478a001"
        ),
        (
            "d01a0f09c00f42b40b7e012c0b99a08c89aa6b771a306abbb5619c4d19030f66016f8f00007c860f7da5c3873876ea3a"
            "2cecc92ee65b984f8ad6fb6f07a66c0bd40ab721517d41b2d5ef3e7ed6cac16d545b75dea8f5a30696a5de5c64dbd6e9"
            "2fa60a49311b8808ef50610aaa764232c1173cb5d37b5f679bddb412ee42ca95"
        ),
    ),
    "delivery": (
        (
            "fa60ffd7fd6dbd43515038a0178d585de951e1d4a2b696f0efcbcdd9a0d6b8760a065565b09144673b6456819a4bae93"
            "17a61b18830b71ef418e799171cc4008bda79085e01e14f9e1208d5efd4cbbc1109360c119baae05b6fddfe8860a4683"
            "006260939dca46bb22df762354666bdac4f78b4a531e5156d811da2d7798b31b"
        ),
        (
            "d14572986a4a868bfa3f3e0724b2cde30c90e76dd796e0df7d389f2bed48252b111f680fe9bc920708075b96ec2300a4"
            "5b65d2c66b4a3eafee70b18b165c8872a25e338ca8e70420f00526ba0be6c1a5bd6dd57c1ceea348d4f6fb186b89f298"
            "fb2b4cfd61c45de3c0f61a239babd90794aa36443fe3f4e7da7d3eb8f7864f7d"
        ),
    ),
    "short": (
        (
            "ff16651f00a2541e4c5eac1e55dedd6416b02e38896ad63e1edc7c82b6f1884292cb32de24b7f06726d481e206855611"
            "f147c00e1cdd938502bbc2f82d3f05e3"
        ),
        (
            "e5fe2484884b2a3c8af66e58d18dfe37398a165a4127f9470cf3f714df75b03b4753e3ed41bee23fc7a9702e31f201a6"
            "f31c67b7f69066544df82fdce92772e7"
        ),
    ),
}
"""Both primes of each key, in hexadecimal. The one called short has 1024 bits: no card has that."""


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """Return a key by its name, such as ``"authority"``; the names are those of the table.

    Raises:
        KeyError: there is no such key.
    """
    p, q = (int(prime, 16) for prime in _PRIMES[name])
    d = pow(_EXPONENT, -1, (p - 1) * (q - 1))
    return rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(_EXPONENT, p * q),
    ).private_key()
