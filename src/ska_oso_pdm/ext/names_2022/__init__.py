"""What the object model of 2022 called things, on the classes of layout 0.1."""
