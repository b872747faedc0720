"""Pieces of pages as strings of HTML, each written by a function that escapes what it is given.

A template of a hundred and sixty-five rows costs thirty times what a string writer does, so pieces that repeat are here
and everything else is a template.
"""
