"""A regency's budget year is closed with its figures as values; what comes in later is marked, never refused."""
