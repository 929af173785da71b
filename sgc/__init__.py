"""sgc, the structured generation compiler: scene files in, pictures and proofs out."""
