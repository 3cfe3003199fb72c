"""Publishing: from a clone to the branch that GitHub Pages serves, and back."""
