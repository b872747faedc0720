"""What a regency sets aside as a funder (APBD, BKK, Pokir): lines of its DPA with the SK behind them, apart from the
budgets of villages."""
