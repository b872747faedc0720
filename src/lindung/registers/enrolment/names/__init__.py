"""What the sources call a person: kept where BPJS or a later list writes another name than the register has."""
