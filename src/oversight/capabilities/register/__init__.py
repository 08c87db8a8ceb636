"""The register: providers, their services, and what a council must know of each to oversee it."""
