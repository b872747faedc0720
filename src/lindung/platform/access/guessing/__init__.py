"""Wrong guesses at a sign-in: counted in the database, each one after the free ones waiting twice as long."""
