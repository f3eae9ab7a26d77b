"""What the operator of an engine has: commands, lists of the Temporal UI, pictures of it."""
