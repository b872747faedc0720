"""The code with which a worker looks at their own cover: no account, no password, nothing to remember."""
