"""Two cards and one compared over years, and when one visit is enough."""
