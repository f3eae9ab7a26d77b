"""Grants one by one: judged, offered, acted upon, objected to, and told of by registers."""
