"""Deciding a change of who somebody is, together with whose months are whose afterwards."""
