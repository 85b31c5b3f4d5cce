"""What the help desk says and gives out: a diagnosis and a plan in words, the answer to the caller, a ticket."""
