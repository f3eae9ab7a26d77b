"""Cases that wait for what happens elsewhere: notices, objections, placements."""
