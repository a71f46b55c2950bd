"""Whole workforces: rows, what reads them, and what decides them in a row."""
