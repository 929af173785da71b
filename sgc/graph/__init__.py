"""Scene graphs: names, counts, words and relations resolved, ready to be solved and verified."""
