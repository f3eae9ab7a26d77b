"""A case played in memory, by the records that the engine keeps and a clock that nobody waits for."""
