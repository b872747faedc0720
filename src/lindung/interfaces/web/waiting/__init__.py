"""What waits for a desk: for each role the lists that it opens with, each counted by its own rows.

A count and its list are the same rows of the same table, so they can't differ. Nothing here is kept between requests.
"""
