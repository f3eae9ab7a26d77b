"""Whatever may fail, wait, or answer differently tomorrow: reception, departments, licences, archive."""
