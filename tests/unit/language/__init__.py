"""Words of the language that say more than one form: groups, joins, parties."""
