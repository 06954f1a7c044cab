"""How a JSON text becomes a value, and a value a text again, without harm to either."""
