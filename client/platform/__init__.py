"""Those who ask: platforms, for citizens and firms."""
