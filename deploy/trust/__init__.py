"""Who may speak to the engine, as its operators keep it."""
