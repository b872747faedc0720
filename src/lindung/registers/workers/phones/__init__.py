"""The number at which a worker agreed to be sent a code, and the codes that were asked for with a NIK.

Whoever asks gets the same answer whether anybody bears that NIK or not: nothing is looked up until the worker process
sends what it can.
"""
