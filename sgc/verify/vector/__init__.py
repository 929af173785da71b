"""Looking at vector files: what they paint, and which outlines make which thing."""
