"""One item of a case, as a coroutine inside the case's workflow."""
