"""What would become of one application, for the author of a definition to read: nothing is filed."""
