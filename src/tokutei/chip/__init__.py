"""The chip of residence cards: from bytes to a typed record; secure messaging; signature; images."""
