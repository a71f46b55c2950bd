"""What things are: facts about a person, a stay and cards, and the JSON documents of all values."""

from tokutei.models.base import UNKNOWN, Model, Unknown
from tokutei.models.codec import document, documents_of, from_json, json_schema, to_json
from tokutei.models.facts import CardFacts, Facts, MyNumberCardFacts, PendingFacts
from tokutei.models.files import read_file, write_file, write_files

__all__ = [
    "UNKNOWN",
    "CardFacts",
    "Facts",
    "Model",
    "MyNumberCardFacts",
    "PendingFacts",
    "Unknown",
    "document",
    "documents_of",
    "from_json",
    "json_schema",
    "read_file",
    "to_json",
    "write_file",
    "write_files",
]

document("facts", 1, Facts)
document("card_facts", 1, CardFacts)
document("my_number_card_facts", 1, MyNumberCardFacts)
