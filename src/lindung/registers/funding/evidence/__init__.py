"""What proves a budget: documents by stage, and which of those that the law book asks for are missing."""
