"""Workers' cards as they go out: on paper, as public keys, as the list of revoked ones; a reader's answer in words."""
