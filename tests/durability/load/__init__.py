"""Cases of every kind under load, asked all the time: all of it replays. And in a storm: nothing is lost."""
