"""Letters: for each person who has something to do, one page with only their steps (docs/letters.md)."""
