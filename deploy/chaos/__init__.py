"""`make chaos`: cases are filed while all that they need is killed; what was lost, done twice, is stuck?"""
