"""Grievances: what a worker objects to, who has to answer by when, and the answer.

Owns: grievances, where they were passed on to, and their answers. Promises: anybody may lodge one without an account;
its code is told once and kept as a digest; text and contact are sealed under a key of the grievance's own, so that they
can be let go while the fact stays; one answer ends it; who has to answer follows from the days alone. Never: says who
lodged it, or moves a figure.
"""
