"""The guide site (办事指南网站): the whole catalogue as pages, from the definitions that cases follow."""
