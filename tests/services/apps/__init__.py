"""Example services: each a small web application, as those of the observatory use the package."""
