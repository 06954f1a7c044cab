"""What every generated class is: base, core schema, label, and the forms it is written in."""
