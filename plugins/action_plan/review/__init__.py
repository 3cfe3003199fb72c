"""Review: what a change does, for whoever approves it."""
