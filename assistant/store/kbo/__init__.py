"""The KBO's open data: read from the zip as it comes, kept for what the assistant needs (rulebook §11)."""
