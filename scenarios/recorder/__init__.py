"""Watches a person do a task and writes down the journey, in the words of platform files: for those who begin with `skolprov record`.

It only looks. A press that comes before it is known what the thing is called is held back for that moment.
"""
