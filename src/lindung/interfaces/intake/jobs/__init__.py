"""Deliveries that wait, are read in the background, and keep what came of them.

Owns: jobs and their sealed files. Promises: a job is taken by one worker at a time and read again when its worker died;
no file lies in clear while it waits, and none is kept once the job has ended; an archive is expanded within limits and
its names are never trusted. Never: reads a file's content by itself.
"""
