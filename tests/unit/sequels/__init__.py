"""Every sequel of a decision, without a server."""
