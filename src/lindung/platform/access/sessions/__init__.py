"""The browsers that are signed in: kept, listed, ended."""
