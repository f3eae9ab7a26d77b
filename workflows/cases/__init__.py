"""A case, from submission to outcome.

To be read in this order: `case_run`, `applicants_words`, `officers_words` (the main line, and every word of
people), `records` (`case_file` first: all that is known of a case; `case_answers` last:
what may be asked of it), `joint_handling` (what goes on side by
side), `item_handling` (one item, with its `fact_check` and `machine_steps`), then what is kept beside items:
`correction`, `supplement`, `choice`, `bill`, `deadlines`, `operators_view`.
`admissibility` and `officers` are the rules by which words are let in.
"""
