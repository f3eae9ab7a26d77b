"""What helps whoever writes a definition: guide, first draft, rehearsal."""
