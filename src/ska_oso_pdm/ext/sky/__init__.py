"""Where things are on the sky: directions, frames and bodies, and pointing patterns."""
