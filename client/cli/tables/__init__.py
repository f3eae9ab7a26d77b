"""Messages of the engine as tables for a terminal, in the words in which people read them."""
