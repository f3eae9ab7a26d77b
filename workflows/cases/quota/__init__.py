"""Licences of which there are only so many: their places, as a case goes on."""
