"""A case, from submission to outcome.

To be read in this order: `case_run` and `officers_words` (the main line, and every word of people),
`records` (`case_file` first: all that is known of a case), `joint_handling` (what goes on side by side),
`item_handling` (one item, with its `fact_check` and `machine_steps`), then what is kept beside the items:
`correction`, `supplement`, `choice`, `bill`, `deadlines`, `operators_view`.
`admissibility` and `officers` are the rules by which words are let in.
"""
