"""What somebody has besides a password: an app that shows codes, passkeys, codes on paper."""
