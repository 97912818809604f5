"""What a person can do, one function each: decide with the domain, write, then return the new state. No Jupyter."""
