"""What registers are asked, and what they tell."""
