"""Registers: what they are asked for an enquiry, by whose leave, and how long they are waited for."""
