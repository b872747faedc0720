"""Stories: what happened, told through files and the command line, with the numbers people spoke of."""
