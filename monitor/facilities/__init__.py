"""The register of places: names, authorities and mandates, each with its dates. Above people, whose bodies hold mandates."""
