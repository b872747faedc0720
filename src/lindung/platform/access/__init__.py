"""Who may act where: accounts, offices, who sits in which office on a day, and the regions an office answers for.

Owns: accounts (sign-in), offices, posts (a person in an office over a span of days, in a role), territories (the dated
set of regions of an office), and the one choke point of scope (``scope``) that every query over a village passes.
Promises: a query without a scope raises; a region that nobody was given is nobody's; access follows the post in force
on the day, so handing over an office takes effect by itself. Never: decides what a page shows; knows a register.
"""
