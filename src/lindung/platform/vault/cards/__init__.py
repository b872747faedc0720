"""The keys that sign workers' cards."""
