"""Japan's residence cards: the law as dated, cited rules; the life of a card; the chip."""
