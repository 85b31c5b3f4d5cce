"""Synthetic organisations to try the program on: every sector, every stage, every fault, and the weeks before."""
