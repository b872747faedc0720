"""The site: pages for offices, usable without script, on a projector, a shared PC or a cheap phone.

Owns: doors (who may enter which URL), pages, components, stylesheet and script. Promises: every URL denies unless its
door says who may enter; out of scope looks like what does not exist; every number is a link to the list that it counts;
a page asks no other machine for anything. Never: adds up by itself; writes but through an operation.
"""
