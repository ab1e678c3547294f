"""A literature evidence knowledge base: where studies agree, where they conflict, and what they rest on."""
