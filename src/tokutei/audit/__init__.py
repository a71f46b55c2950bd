"""Whether the rules are still what the law says: provisions and their words, drift, staleness (監査).

Reads law texts as the e-Gov law database has them, from a folder that is named; nothing is fetched. On the command
line: ``python -m tokutei.audit drift FOLDER``, ``stale --on DAY`` and, for whoever maintains the tables,
``provisions FOLDER``.
"""

from tokutei.audit.cited import Use, UseKind, uses
from tokutei.audit.comparing import Drift, DriftKind, Finding, drift
from tokutei.audit.figures import Figure, figures_of, quoted, standing
from tokutei.audit.staleness import Checked, Staleness, ToConfirm, confirm_by, stale
from tokutei.audit.tables import Provision, provisions
from tokutei.audit.texts import Folder, LawText, Problem, read_folder

__all__ = [
    "Checked",
    "Drift",
    "DriftKind",
    "Figure",
    "Finding",
    "Folder",
    "LawText",
    "Problem",
    "Provision",
    "Staleness",
    "ToConfirm",
    "Use",
    "UseKind",
    "confirm_by",
    "drift",
    "figures_of",
    "provisions",
    "quoted",
    "read_folder",
    "stale",
    "standing",
    "uses",
]
