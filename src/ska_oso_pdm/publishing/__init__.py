"""What is published for machines: each path below the root of the site, its media type and bytes.

`contents.published()` has all that the package holds: schemas at the paths of their `$id`, bundles,
OpenAPI components, the data behind recognition and messages, and what editors take. The site adds
what is not installed, such as the conformance pack.
"""
