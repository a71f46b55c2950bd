"""What things are: facts about a person, a stay and cards, and the JSON documents of all values."""

from tokutei.models.base import UNKNOWN, Model, Unknown
from tokutei.models.codec import document, documents_of, from_json, json_schema, to_json
from tokutei.models.facts import CardFacts, Facts, MyNumberCardFacts, PendingFacts

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
    "to_json",
]

document("facts", 1, Facts)
document("card_facts", 1, CardFacts)
document("my_number_card_facts", 1, MyNumberCardFacts)
