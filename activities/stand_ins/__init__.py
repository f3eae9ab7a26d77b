"""The demonstration district: every partner of the engine as a stand-in with books of its own."""
