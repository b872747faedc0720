"""How a password is kept: Argon2id at the least cost that OWASP's password cheat sheet asks (19 MiB, 2 passes, 1 lane).

Django's own default (100 MiB, 8 lanes) lets a few sign-ins at once exhaust the small computer of a regency.
"""

from django.contrib.auth import hashers


class Argon2(hashers.Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
