"""Version control: git by one wrapper, and what it knows of the content."""
