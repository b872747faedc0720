"""The protection ledger: how many heads are covered in which place on which day.

Owns: cover, as facts that are only added: a receipt adds heads over a span of days, a reversal takes the same heads
away again from its own day on. The heads of a day are the sum. Promises: every fact has the days it is about and the
day it became known. Never: names a person before BPJS's list for the kode iuran does.
"""
