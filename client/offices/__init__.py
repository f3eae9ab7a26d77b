"""Those who answer: officers, supervisors, campaign offices, the cashier, the registers."""
