"""Lists in a form, such as heirs or employees, and what there is for each of their elements."""
