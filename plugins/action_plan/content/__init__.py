"""Content: text becomes records, with every problem found on the way."""
