"""Lists on their way to BPJS: proposed by one account with their papers, sent when another has approved."""
