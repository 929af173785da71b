"""Training of the project's own networks, from pictures that it draws itself."""
