"""The wire as a document: drawn from the code, frozen with each release, and compared."""
