"""Folders of law texts for tests: made-up laws, and copies of the researched texts with an edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

SHARED_LAW: Final = Path(__file__).resolve().parents[3] / "shared" / "law"

HOME: Final = "900AC0000000001"
"""A law that does not exist: no year of an era has this number."""
OTHER: Final = "900AC0000000002"

BODY: Final = """
### 第一章　総則

**第一条（目的）**　この法律は、見本を示すことを目的とする。

**第二条（届出）**　見本を受けた者は、受けた日から十四日以内に、届け出なければならない。この場合において、見本を添えるものとする。ただし、見本（色の薄いものを除く。）がないときは、この限りでない。

**２**　前項の届出は、次の各号に掲げる者がすることができる。

- 一　本人

- 二　次のいずれかに該当する者
  - イ　親族
  - ロ　同居者
    - （１）　成年の者
    - （２）　その他の者

- 二の二　代理人

**３**　第一項の規定は、見本を失つた場合に準用する。この場合において、同項中「受けた」とあるのは、「失つた」と読み替える。

**第三条**　次に掲げる者は、三十万円以下の罰金に処する。

- 一　届出をしなかつた者

- 二　虚偽の届出をした者

**第三条の二（手数料）**　手数料の額は、千九百円とする。

## 附則

**第一条（施行期日）**　この法律は、公布の日から施行する。

**第二条（経過措置）**　従前の見本は、この法律の見本とみなす。

## 附則

この法律は、令和八年六月十四日から施行する。

## 附則

**１**　この法律は、公布の日から施行する。

**２**　従前の例による。

**別表第一**（第二条関係）

| 見本 | 期間 |
| --- | --- |
| 大 | 五年 |
| 小 | 三年又は一年 |
|  | 六月 |

| 見本 | 色 |
| --- | --- |
| 赤 | 濃い |

**別表第二**

| 見本 | 額 |
| --- | --- |
| 大 | 二千円 |

**別記様式**
"""


def law_text(body: str = BODY, *, law: str = HOME, enforced: str = "2026-06-14") -> str:
    """Return a whole file: front matter and body."""
    return (
        f'---\ntitle: "見本法"\nidentifier: "{law}"\nextra:\n  law_num: "見本第一号"\n'
        f'  enforced_at: "{enforced}"\n---\n{body}'
    )


def folder_with(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder; a name without a dot is that of a law."""
    for name, content in files.items():
        target = path / (name if "." in name else f"{name}.md")
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def article_of(text: str, heading: str) -> tuple[int, int]:
    """Return where an article of a text begins and ends: from its bold number to the next article or heading."""
    start = text.index(f"**{heading}")
    after = re.compile(r"^(?:\*\*第|#)", re.MULTILINE).search(text, start + 2)
    return start, after.start() if after else len(text)
