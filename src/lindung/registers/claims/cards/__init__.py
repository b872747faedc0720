"""Cards as they are issued and revoked: the register behind the paper and behind the list of revoked cards."""
