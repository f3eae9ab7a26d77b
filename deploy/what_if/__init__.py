"""What if: a month once more, with other officers, another order or another limit of a department."""
