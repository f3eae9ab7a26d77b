"""Cases of every kind under load: what happens in each, who asks all the time, and that all of it replays."""
