"""Parts of pages that are drawn rather than written: strings made once and joined, escaped, without style attributes.

Promises: looks right without the stylesheet (letters, e-mail), takes its colours from it where it is there; says in
words what it shows. Never: adds up; asks the database.
"""
