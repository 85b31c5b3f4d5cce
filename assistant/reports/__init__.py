"""What goes out of the house: documents, letters and statements drawn from what is known."""
