"""Finding a cause by questions, with no tree to look at (design §2.9). Pure: no store, no clock, no chance."""
