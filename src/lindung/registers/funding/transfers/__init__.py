"""One transfer of the bank that paid several kode iuran: its proof once, its parts come to its amount."""
